"""What is over waits for nobody, and what is asked twice is one request."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text

from negostrategy.audit.models import AuditEntry
from negostrategy.compliance.queries.requests import request_for, requests_of, requests_waiting_for
from negostrategy.compliance.requesting import RequestDraft
from negostrategy.compliance.service.requesting import DecidedAlready, ask_approval, take_back
from negostrategy.facts.service import refresh
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.schemas.table import OutcomeDraft
from negostrategy.negotiations.service import close_negotiation
from negostrategy.notices.models import Notice
from tests.cast import Cast
from tests.features.compliance.approvals import HERE, TODAY, ask, limited_record, rule

ENDED = {"no_deal": "Closed as no deal.", "parked": "Closed as parked.", "broken_off": "Closed as broken off."}


def end(cast: Cast, record: UUID, outcome: str = "no_deal") -> None:
    """Let Noor say that a record ended without an agreement."""
    with transaction(cast.organization_id):
        close_negotiation(cast.noor.actor, record, OutcomeDraft(outcome), HERE)


@pytest.mark.parametrize("outcome", sorted(ENDED))
def test_a_request_ends_with_its_record_and_says_why(cast: Cast, outcome: str) -> None:
    record = limited_record(cast)
    request = ask(cast, record)

    end(cast, record, outcome)

    with transaction(cast.organization_id):
        found, waits = request_for(cast.noor.id, request, TODAY), requests_waiting_for(cast.ines.id, TODAY)
    assert (found.state, found.reason, waits) == ("ended", ENDED[outcome], [])


def test_whoever_was_asked_is_told_and_it_stands_on_the_trail(cast: Cast) -> None:
    record = limited_record(cast)
    ask(cast, record)

    end(cast, record)

    with transaction(cast.organization_id):
        told = session.scalars(
            select(Notice.user_id).where(Notice.kind == "approval.ended", Notice.read_at.is_(None))
        ).all()
        because = session.scalars(select(AuditEntry.details).where(AuditEntry.act == "approval.ended")).all()
    assert (cast.ines.id in told, because) == (True, [{"because": "closed as no deal"}])


def test_nobody_decides_on_what_is_over(cast: Cast) -> None:
    record = limited_record(cast)
    request = ask(cast, record)
    end(cast, record)

    with pytest.raises(DecidedAlready):
        rule(cast.ines, request)


def test_the_queue_and_the_request_show_that_it_ended(cast: Cast, browser: Any) -> None:
    record = limited_record(cast)
    request = ask(cast, record)
    end(cast, record)

    page = browser(cast.noor).get(f"/approvals/{request}").text

    assert ("Ended" in page, "Closed as no deal." in page) == (True, True)


def test_what_was_agreed_meanwhile_still_waits_for_a_late_answer(cast: Cast) -> None:
    record = limited_record(cast)
    ask(cast, record)

    with transaction(cast.organization_id):
        close_negotiation(cast.noor.actor, record, OutcomeDraft("agreed", agreed={"price": "95"}), HERE)
        assert len(requests_waiting_for(cast.ines.id, TODAY)) == 1


def test_a_request_goes_with_its_record_to_the_new_owner(cast: Cast) -> None:
    record = limited_record(cast)
    request = ask(cast, record)
    with transaction(cast.organization_id):
        session.execute(text("UPDATE negotiations SET owner_id = :nils"), {"nils": cast.nils.id})
        refresh([record])

    with transaction(cast.organization_id):
        theirs = [one.id for one in requests_of(cast.nils.id)]
        take_back(cast.nils.actor, request)
        state = request_for(cast.nils.id, request, TODAY).state

    assert (theirs, state) == ([request], "withdrawn")


def test_the_answer_goes_to_the_new_owner_too(cast: Cast) -> None:
    record = limited_record(cast)
    request = ask(cast, record)
    with transaction(cast.organization_id):
        session.execute(text("UPDATE negotiations SET owner_id = :nils"), {"nils": cast.nils.id})
        refresh([record])

    rule(cast.ines, request)

    with transaction(cast.organization_id):
        told = session.scalars(select(Notice.user_id).where(Notice.kind == "approval.decided")).all()
    assert set(told) == {cast.noor.id, cast.nils.id}


def test_the_same_offer_in_the_same_words_is_one_request(cast: Cast, program: Any) -> None:
    record, noor = limited_record(cast), program(cast.noor)
    said = {"offer": {"price": "98"}, "why": "They waited a year."}

    answers = [noor.call("POST", f"/negotiations/{record}/approvals", said) for _ in range(4)]

    assert [one.status_code for one in answers] == [201] * 4
    assert len({one.json["id"] for one in answers}) == 1


@pytest.mark.parametrize(("price", "why"), [("97", "They waited a year."), ("98", "They waited two years.")])
def test_another_offer_or_other_words_are_another_request(cast: Cast, price: str, why: str) -> None:
    record = limited_record(cast)
    first = ask(cast, record)

    with transaction(cast.organization_id):
        second = ask_approval(cast.noor.actor, record, RequestDraft({"price": price}, why), TODAY)

    assert first != second


def test_what_was_answered_can_be_asked_again(cast: Cast) -> None:
    record = limited_record(cast)
    first = ask(cast, record)
    with transaction(cast.organization_id):
        take_back(cast.noor.actor, first)

    assert ask(cast, record) != first
