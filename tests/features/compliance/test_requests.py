"""Approvals: asked with a frozen offer, decided once by somebody else, in time or marked for ever."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DatabaseError

from negostrategy.accounts.models import StandIn
from negostrategy.compliance.models import ApprovalRequest
from negostrategy.compliance.queries.findings import findings_of
from negostrategy.compliance.queries.requests import requests_on, requests_waiting_for
from negostrategy.compliance.requesting import RequestDraft, RulingDraft, WaiverDraft
from negostrategy.compliance.service.asking import may_i_agree
from negostrategy.compliance.service.deciding import NotOnesOwn, decide_request, escalate_overdue
from negostrategy.compliance.service.judging import judge
from negostrategy.compliance.service.requesting import (
    DecidedAlready,
    NothingToApprove,
    ask_approval,
    due_after,
    take_back,
)
from negostrategy.compliance.service.waiving import NotYoursToWaive, waive
from negostrategy.facts.service import refresh
from negostrategy.kernel.clock import standing_still
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.here import Here
from negostrategy.negotiations.models import Term
from negostrategy.negotiations.policy import ClosingRefused
from negostrategy.negotiations.schemas import QuickLog
from negostrategy.negotiations.service import edit_negotiation, log_negotiation
from negostrategy.notices.models import Notice
from tests.cast import Cast, Person
from tests.features.compliance.books import FLOOR, add_book
from tests.features.facts.records import PRICE, add_record

TODAY = date(2026, 11, 23)
HERE = Here(TODAY, "EUR")
KEPT: dict[str, Any] = {
    **FLOOR,
    "key": "kept",
    "title": "The price stays above our walk-away.",
    "expression": {"variable": "price", "of": "current", "is": "no_worse_than", "than": "walk_away"},
}


@pytest.fixture
def record(cast: Cast) -> UUID:
    """Return an open record of Noor's under a playbook with a floor on the price."""
    with transaction(cast.organization_id):
        book = add_book(cast, (KEPT,))
        made = add_record(cast.noor, {"price": PRICE}, playbook_version_id=book.version_id, topic="finance")
        refresh([made], is_new=True)
        judge([made])
        return made


def ask(cast: Cast, record: UUID, price: str = "98") -> UUID:
    """Return the id of Noor's request to agree to a price."""
    with transaction(cast.organization_id):
        return ask_approval(cast.noor.actor, record, RequestDraft({"price": price}, "They waited a year."), TODAY)


YES = RulingDraft(approves=True)


def rule(person: Person, request: UUID, draft: RulingDraft = YES) -> None:
    """Let somebody decide on a request."""
    with transaction(person.organization_id):
        decide_request(person.actor, request, draft, TODAY)


def close(cast: Cast, record: UUID, price: int) -> None:
    """Let Noor say that the record ended with an agreement at a price."""
    with transaction(cast.organization_id):
        session.execute(update(Term).where(Term.negotiation_id == record).values(agreed=price))
        edit_negotiation(cast.noor.actor, record, 1, {"outcome": "agreed", "outcome_reason": "Done."}, HERE)


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


def test_a_late_yes_is_marked_for_ever(cast: Cast, record: UUID) -> None:
    request = ask(cast, record, "98")
    close(cast, record, 98)
    rule(cast.ines, request)

    with pytest.raises(DatabaseError, match="stays as it was asked"), transaction(cast.organization_id):
        session.execute(update(ApprovalRequest).values(is_retroactive=False))
    with transaction(cast.organization_id):
        assert requests_on(record)[0].is_retroactive


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


def test_a_waiver_lets_a_rule_pass_until_its_day(cast: Cast, record: UUID) -> None:
    break_floor(cast, record)

    let_pass(cast.greta, record, until=date(2100, 1, 1))

    with transaction(cast.organization_id):
        assert findings_of(record)[0].waived_until == date(2100, 1, 1)


def test_an_expired_waiver_opens_the_finding_again(cast: Cast, record: UUID) -> None:
    break_floor(cast, record)
    let_pass(cast.greta, record, until=TODAY)

    with standing_still(datetime.fromisoformat("2026-11-24T12:00:00+00:00")), transaction(cast.organization_id):
        assert findings_of(record)[0].waived_until is None


def test_nobody_waives_what_they_negotiate(cast: Cast, record: UUID) -> None:
    break_floor(cast, record)

    with pytest.raises(NotYoursToWaive):
        let_pass(cast.noor, record, until=TODAY)


def test_only_a_broken_rule_is_let_pass(cast: Cast, record: UUID) -> None:
    share(cast, record)

    with pytest.raises(BadInput):
        let_pass(cast.greta, record, until=TODAY)


def break_floor(cast: Cast, record: UUID) -> None:
    """Let the other side stand beyond the floor, on a record that Greta may read."""
    share(cast, record)
    with transaction(cast.organization_id):
        session.execute(update(Term).where(Term.negotiation_id == record).values(theirs=101))
        refresh([record])
        judge([record])


def share(cast: Cast, record: UUID) -> None:
    """Let Greta read a record."""
    with transaction(cast.organization_id):
        session.execute(
            text(
                "INSERT INTO negotiation_people (organization_id, id, negotiation_id, user_id, part)"
                " VALUES (:organization, gen_random_uuid(), :record, :user, 'reader')"
            ),
            {"organization": cast.organization_id, "record": record, "user": cast.greta.id},
        )


def let_pass(person: Person, record: UUID, until: date) -> None:
    """Let somebody waive the floor on a record."""
    with standing_still(datetime.fromisoformat("2026-11-23T12:00:00+00:00")), transaction(person.organization_id):
        waive(person.actor, record, WaiverDraft("kept", "Agreed with the owner.", until), TODAY)


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
