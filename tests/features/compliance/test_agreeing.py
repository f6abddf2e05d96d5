"""Agreeing beyond a floor: refused without an approval and nothing is kept; logging what has happened is not."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DatabaseError

from negostrategy.compliance.models import ApprovalRequest
from negostrategy.compliance.queries.requests import requests_on
from negostrategy.facts.service import refresh
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.models import Term
from negostrategy.negotiations.policy import ClosingRefused
from negostrategy.negotiations.schemas import QuickLog
from negostrategy.negotiations.service import edit_negotiation, log_negotiation
from tests.cast import Cast
from tests.features.compliance.approvals import HERE, ask, rule
from tests.features.compliance.books import FLOOR, add_book


def close(cast: Cast, record: UUID, price: int) -> None:
    """Let Noor say that the record ended with an agreement at a price."""
    with transaction(cast.organization_id):
        session.execute(update(Term).where(Term.negotiation_id == record).values(agreed=price))
        edit_negotiation(cast.noor.actor, record, 1, {"outcome": "agreed", "outcome_reason": "Done."}, HERE)


def test_agreeing_beyond_a_floor_is_refused_and_nothing_is_changed(cast: Cast, record: UUID) -> None:
    with pytest.raises(ClosingRefused, match="version 1"):
        close(cast, record, 101)

    with transaction(cast.organization_id):
        assert session.scalars(select(Term.agreed).where(Term.negotiation_id == record)).one() is None


def test_agreeing_with_an_approval_is_not_refused(cast: Cast, record: UUID) -> None:
    rule(cast.greta, ask(cast, record, "101"))

    close(cast, record, 101)

    with transaction(cast.organization_id):
        assert requests_on(record)[0].is_retroactive is False


def test_an_approval_does_not_cover_anything_worse(cast: Cast, record: UUID) -> None:
    rule(cast.greta, ask(cast, record, "101"))

    with pytest.raises(ClosingRefused):
        close(cast, record, 102)


def test_a_late_yes_is_marked_for_ever(cast: Cast, record: UUID) -> None:
    request = ask(cast, record, "98")
    close(cast, record, 98)
    rule(cast.ines, request)

    with pytest.raises(DatabaseError, match="stays as it was asked"), transaction(cast.organization_id):
        session.execute(update(ApprovalRequest).values(is_retroactive=False))
    with transaction(cast.organization_id):
        assert requests_on(record)[0].is_retroactive


def test_the_page_refuses_and_keeps_what_was_typed(cast: Cast, record: UUID, browser: Any) -> None:
    form = {"outcome": "agreed", "outcome_reason": "We shook hands.", "agreed-price": "101"}

    page = browser(cast.noor).post(f"/negotiations/{record}/outcome", form)

    assert (page.status_code, "We shook hands." in page.text) == (409, True)


def test_what_the_page_refused_is_not_kept(cast: Cast, record: UUID, browser: Any) -> None:
    browser(cast.noor).post(f"/negotiations/{record}/outcome", {"outcome": "agreed", "agreed-price": "101"})

    with transaction(cast.organization_id):
        assert session.scalars(select(Term.agreed).where(Term.negotiation_id == record)).one() is None


def test_a_program_is_refused_too(cast: Cast, record: UUID, program: Any) -> None:
    with transaction(cast.organization_id):
        session.execute(update(Term).where(Term.negotiation_id == record).values(agreed=101))
        refresh([record])

    answer = program(cast.noor).call("POST", f"/negotiations/{record}/outcome", {"outcome": "agreed"})

    assert (answer.status_code, answer.json["type"].rsplit("/")[-1]) == (409, "closing_refused")


def test_logging_what_has_happened_is_never_refused(cast: Cast) -> None:
    with transaction(cast.organization_id):
        add_book(cast, ({**FLOOR, "key": "never", "expression": {"fact": "is_closed", "is": "no"}},))

        assert log_negotiation(cast.noor.actor, QuickLog("Ferrano agreed 131k on the phone"), HERE)
