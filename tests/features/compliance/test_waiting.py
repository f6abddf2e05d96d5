"""What waits for somebody is told on the first page, beside the entries, and can be decided in the queue."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from negostrategy.accounts.models import StandIn
from negostrategy.compliance.queries.waiting import APPROVALS, waiting_counts
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.reviewing import DecisionDraft, ReviewDraft, StepDraft
from negostrategy.strategy.service.document import start_draft
from negostrategy.strategy.service.reviewing import ask_review, decide
from tests.cast import Cast
from tests.features.compliance.approvals import TODAY, ask


@pytest.fixture
def request_id(cast: Cast, record: UUID) -> UUID:
    """Return Noor's request to agree to a price, which waits for Ines."""
    return ask(cast, record)


def test_a_request_is_counted_for_whoever_is_asked_and_nobody_else(cast: Cast, request_id: UUID) -> None:
    with transaction(cast.organization_id):
        counts = [waiting_counts(person.actor, TODAY).get(APPROVALS, 0) for person in (cast.ines, cast.noor, cast.otto)]

    assert counts == [1, 0, 0]


def test_a_stand_in_counts_what_waits_for_whoever_is_away(cast: Cast, request_id: UUID) -> None:
    with transaction(cast.organization_id):
        away = {"from_on": TODAY, "until_on": TODAY + timedelta(days=3), "set_by_id": cast.ines.id}
        session.add(StandIn(user_id=cast.ines.id, deputy_id=cast.otto.id, **away))
        session.flush()

        assert waiting_counts(cast.otto.actor, TODAY)[APPROVALS] == 1


def test_a_review_is_counted_once_its_step_has_come(cast: Cast) -> None:
    with transaction(cast.organization_id):
        steps = [StepDraft([cast.otto.id], 1), StepDraft([cast.ines.id], 1)]
        review = ask_review(cast.greta.actor, "strategy", start_draft(cast.greta.actor), ReviewDraft(1, steps), TODAY)
        before = waiting_counts(cast.ines.actor, TODAY).get(APPROVALS, 0)

        decide(cast.otto.actor, review, DecisionDraft(1, approves=True, reason="Clear."), TODAY)

        assert (before, waiting_counts(cast.ines.actor, TODAY)[APPROVALS]) == (0, 1)


def test_a_manager_finds_what_waits_on_the_first_page(cast: Cast, request_id: UUID, browser: Any) -> None:
    page = browser(cast.ines).get("/").text

    assert "What waits for you" in page
    assert f"/approvals/{request_id}" in page


def test_whoever_has_nothing_to_decide_is_not_told_of_it(cast: Cast, request_id: UUID, browser: Any) -> None:
    assert "What waits for you" not in browser(cast.nils).get("/").text


def test_a_request_is_decided_in_the_queue(cast: Cast, request_id: UUID, browser: Any) -> None:
    ines = browser(cast.ines)
    queue = ines.get("/approvals").text

    ines.post(f"/approvals/{request_id}/decision", {"approves": "yes"})

    assert f'action="/o/{cast.slug}/approvals/{request_id}/decision"' in queue
    assert "You decided" in ines.get("/approvals").text


def test_whoever_asked_reads_their_own_request_but_cannot_decide_it(cast: Cast, request_id: UUID, browser: Any) -> None:
    page = browser(cast.noor).get("/approvals").text

    assert f"/approvals/{request_id}" in page
    assert "/decision" not in page
