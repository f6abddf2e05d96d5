"""Requests for approval: asked with a frozen offer, decided once by somebody else, passed on when they are overdue."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from negostrategy.accounts.models import StandIn
from negostrategy.compliance.queries.requests import requests_on, requests_waiting_for
from negostrategy.compliance.requesting import RequestDraft, RulingDraft
from negostrategy.compliance.service.asking import may_i_agree
from negostrategy.compliance.service.deciding import NotOnesOwn, escalate_overdue
from negostrategy.compliance.service.requesting import (
    DecidedAlready,
    NothingToApprove,
    ask_approval,
    due_after,
    take_back,
)
from negostrategy.kernel.clock import standing_still
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.transaction import transaction
from negostrategy.notices.models import Notice
from tests.cast import Cast
from tests.features.compliance.approvals import TODAY, ask, rule


def test_a_request_waits_for_the_manager_above(cast: Cast, record: UUID) -> None:
    request = ask(cast, record)

    with transaction(cast.organization_id):
        assert [one.id for one in requests_waiting_for(cast.ines.id, TODAY)] == [request]


def test_beyond_a_floor_it_waits_for_leaders(cast: Cast, record: UUID) -> None:
    ask(cast, record, "101")

    with transaction(cast.organization_id):
        waiting = [len(requests_waiting_for(person.id, TODAY)) for person in (cast.ines, cast.greta)]
    assert waiting == [0, 1]


def test_what_one_may_agree_to_needs_no_request(cast: Cast, record: UUID) -> None:
    with pytest.raises(NothingToApprove):
        ask(cast, record, "95")


def test_after_a_yes_the_answer_is_green_for_that_offer_only(cast: Cast, record: UUID) -> None:
    rule(cast.ines, ask(cast, record, "98"))

    with transaction(cast.organization_id):
        lights = [may_i_agree(cast.noor.actor, record, {"price": price}, TODAY).light for price in ("98", "97", "99")]
    assert lights == ["green", "green", "amber"]


def test_conditions_stay_with_the_yes(cast: Cast, record: UUID) -> None:
    rule(cast.ines, ask(cast, record), RulingDraft(approves=True, conditions="Only for one year."))

    with transaction(cast.organization_id):
        assert requests_on(record)[0].conditions == "Only for one year."


def test_a_no_needs_a_reason(cast: Cast, record: UUID) -> None:
    request = ask(cast, record)

    with pytest.raises(BadInput):
        rule(cast.ines, request, RulingDraft(approves=False))


def test_nobody_decides_twice(cast: Cast, record: UUID) -> None:
    request = ask(cast, record)
    rule(cast.ines, request)

    with pytest.raises(DecidedAlready):
        rule(cast.ines, request, RulingDraft(approves=False, reason="Changed my mind."))


@pytest.mark.parametrize("somebody", ["otto", "nils", "adam"])
def test_who_was_not_asked_finds_nothing(cast: Cast, record: UUID, somebody: str) -> None:
    request = ask(cast, record)

    with pytest.raises(NotFound):
        rule(getattr(cast, somebody), request)


def test_nobody_decides_their_own_as_a_stand_in(cast: Cast, record: UUID) -> None:
    request = ask(cast, record)
    with transaction(cast.organization_id):
        days = {"from_on": TODAY, "until_on": TODAY}
        session.add(StandIn(user_id=cast.ines.id, deputy_id=cast.noor.id, set_by_id=cast.ines.id, **days))

    with pytest.raises(NotOnesOwn):
        rule(cast.noor, request)


def test_another_organization_decides_nothing(cast: Cast, next_door: Cast, record: UUID) -> None:
    request = ask(cast, record)

    with pytest.raises(NotFound):
        rule(next_door.ines, request)


def test_a_request_taken_back_waits_for_nobody(cast: Cast, record: UUID) -> None:
    request = ask(cast, record)

    with transaction(cast.organization_id):
        take_back(cast.noor.actor, request)

    with transaction(cast.organization_id):
        assert requests_waiting_for(cast.ines.id, TODAY) == []


def test_the_snapshot_stays_as_it_was_asked(cast: Cast, record: UUID) -> None:
    ask(cast, record)

    with pytest.raises(DatabaseError, match="stays as it was asked"), transaction(cast.organization_id):
        session.execute(text("UPDATE approval_requests SET snapshot = '{}'"))


def test_an_overdue_request_is_passed_on_once(cast: Cast, record: UUID) -> None:
    with standing_still(datetime.fromisoformat("2026-11-19T08:00:00+00:00")):
        ask(cast, record)

    counts = []
    for _ in range(2):
        with standing_still(datetime.fromisoformat("2026-11-23T12:00:00+00:00")), transaction(cast.organization_id):
            counts.append(escalate_overdue())

    assert counts == [1, 0]


def test_whom_it_is_passed_on_to_is_told(cast: Cast, record: UUID) -> None:
    with standing_still(datetime.fromisoformat("2026-11-19T08:00:00+00:00")):
        ask(cast, record)
    with standing_still(datetime.fromisoformat("2026-11-23T12:00:00+00:00")), transaction(cast.organization_id):
        escalate_overdue()

    with transaction(cast.organization_id):
        assert session.scalars(select(Notice.kind).where(Notice.user_id == cast.greta.id)).all() == ["approval.asked"]


@pytest.mark.parametrize(
    ("asked", "due"), [("2026-11-23T09:00", "2026-11-24T09:00"), ("2026-11-20T09:00", "2026-11-23T09:00")]
)
def test_weekends_do_not_count(asked: str, due: str) -> None:
    assert due_after(datetime.fromisoformat(asked), "UTC") == datetime.fromisoformat(due)


def test_the_queue_and_the_request_are_pages(cast: Cast, record: UUID, browser: Any) -> None:
    request = ask(cast, record)
    ines = browser(cast.ines)

    listed = ines.get("/approvals").text

    assert f"/approvals/{request}" in listed


def test_a_request_is_decided_from_its_page(cast: Cast, record: UUID, browser: Any) -> None:
    request = ask(cast, record)

    browser(cast.ines).post(f"/approvals/{request}/decision", {"approves": "yes", "conditions": "One year."})

    assert "One year." in browser(cast.noor).get(f"/approvals/{request}").text


def test_strangers_find_no_request(cast: Cast, record: UUID, browser: Any) -> None:
    request = ask(cast, record)

    assert [browser(person).get(f"/approvals/{request}").status_code for person in (cast.otto, cast.nils)] == [
        404,
        404,
    ]


def test_asking_from_the_page_brings_the_offer_along(cast: Cast, record: UUID, browser: Any) -> None:
    noor = browser(cast.noor)

    asked = noor.post(f"/negotiations/{record}/approvals/new", {"offer-price": "98", "why": "A year of waiting."})

    assert (asked.status_code, asked.headers["Location"].count("/approvals/")) == (303, 1)


def test_a_day_that_is_over_is_refused(cast: Cast, record: UUID) -> None:
    draft = RequestDraft({"price": "98"}, "Why not.", TODAY - timedelta(days=1))

    with pytest.raises(BadInput), transaction(cast.organization_id):
        ask_approval(cast.noor.actor, record, draft, TODAY)
