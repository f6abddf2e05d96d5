"""Closing beyond a floor: refused whatever the record's own positions say, and also by changing what was agreed."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text

from negostrategy.compliance.models import ApprovalRequest, OfferCheck
from negostrategy.compliance.requesting import RequestDraft, WaiverDraft
from negostrategy.compliance.service.asking import may_i_agree
from negostrategy.compliance.service.deciding import NotOnesOwn
from negostrategy.compliance.service.requesting import MOST_A_DAY, AskedForEnough, ask_approval, due_after
from negostrategy.compliance.service.waiving import NotYoursToWaive, waive
from negostrategy.facts.service import refresh
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.policy import ClosingRefused
from negostrategy.negotiations.schemas import TermDraft
from negostrategy.negotiations.service import edit_negotiation, record_negotiation
from negostrategy.strategy.models import Authority
from tests.cast import Cast, Person
from tests.features.compliance.approvals import HERE, TODAY, ask, limited_record, rule
from tests.features.compliance.books import FLOOR, add_book
from tests.features.facts.records import DAYS, PRICE, add_person, add_record

LENIENT: dict[str, Any] = {"key": "price", "name": "Price", "kind": "money", "direction": "less"}
CHEAP = {
    **FLOOR,
    "key": "cheap",
    "title": "Deals stay small.",
    "expression": {"fact": "value", "is": "at_most", "value": 100},
}


def edit(person: Person, record: UUID, revision: int, given: dict[str, Any]) -> int:
    """Let somebody change a record, and return its revision."""
    with transaction(person.organization_id):
        return edit_negotiation(person.actor, record, revision, given, HERE)


def agreed(price: int, **positions: Any) -> dict[str, Any]:
    """Return what a form sends that agrees on a price, perhaps with other positions of the record's own."""
    return {
        "outcome": "agreed",
        "outcome_reason": "Done.",
        "terms": [TermDraft(**LENIENT, agreed=Decimal(price), **positions)],
    }


def yes_to(cast: Cast, record: UUID, price: str, by: Person | None = None) -> UUID:
    """Return the id of Noor's request to agree to a price, to which somebody, Greta unless said, said yes."""
    request = ask(cast, record, price)
    rule(by or cast.greta, request)
    return request


def test_a_lenient_walk_away_on_the_record_does_not_open_the_door(cast: Cast) -> None:
    record = limited_record(cast)

    with pytest.raises(ClosingRefused, match="Price renewal, version 1"):
        edit(cast.noor, record, 1, agreed(120, walk_away=Decimal(500), acceptable=Decimal(400)))


def test_a_lenient_acceptable_on_the_record_does_not_make_the_answer_green(cast: Cast) -> None:
    record = limited_record(cast)
    edit(cast.noor, record, 1, {"terms": [TermDraft(**LENIENT, acceptable=Decimal(400), walk_away=Decimal(500))]})

    with transaction(cast.organization_id):
        lights = [may_i_agree(cast.noor.actor, record, {"price": price}, TODAY).light for price in ("95", "98", "120")]

    assert lights == ["green", "amber", "red"]


def test_turning_the_direction_of_a_term_does_not_open_the_door(cast: Cast) -> None:
    record = limited_record(cast)

    with pytest.raises(ClosingRefused):
        edit(
            cast.noor,
            record,
            1,
            {"outcome": "agreed", "terms": [TermDraft(**LENIENT | {"direction": "more"}, agreed=Decimal(120))]},
        )


def test_an_agreement_cannot_be_made_worse_afterwards(cast: Cast) -> None:
    record = limited_record(cast)
    revision = edit(cast.noor, record, 1, agreed(95))

    with pytest.raises(ClosingRefused):
        edit(cast.noor, record, revision, agreed(120))


def test_closing_under_another_topic_and_turning_back_is_refused(cast: Cast) -> None:
    record = limited_record(cast, scope={"topics": ["finance"]})
    revision = edit(cast.noor, record, 1, agreed(120) | {"topic": "other"})

    with pytest.raises(ClosingRefused):
        edit(cast.noor, record, revision, {"topic": "finance"})


def test_an_agreement_logged_beyond_a_floor_is_kept_and_can_be_corrected(cast: Cast) -> None:
    with transaction(cast.organization_id):
        add_book(cast, (), variables=[{"key": "price", **PRICE}])
        logged = record_negotiation(cast.noor.actor, {"title": "Ferrano", "kind": "external", **agreed(120)}, HERE)

    assert edit(cast.noor, logged, 1, agreed(110)) == 2


def test_what_else_is_said_of_a_logged_agreement_is_never_refused(cast: Cast) -> None:
    with transaction(cast.organization_id):
        add_book(cast, (), variables=[{"key": "price", **PRICE}])
        logged = record_negotiation(cast.noor.actor, {"title": "Ferrano", "kind": "external", **agreed(120)}, HERE)

    assert edit(cast.noor, logged, 1, {"note": "They called again."}) == 2


def test_who_has_authority_for_exceptions_may_close_as_they_were_told(cast: Cast) -> None:
    record = limited_record(cast, cast.ines)
    with transaction(cast.organization_id):
        session.add(
            Authority(granted_by_id=cast.greta.id, from_on=date(2026, 1, 1), user_id=cast.ines.id, basis="exception")
        )
    with transaction(cast.organization_id):
        light = may_i_agree(cast.ines.actor, record, {"price": "120"}, TODAY).light

    assert (light, edit(cast.ines, record, 1, agreed(120))) == ("green", 2)


def test_a_manager_cannot_approve_what_they_negotiate_through_a_colleague(cast: Cast) -> None:
    record = limited_record(cast, cast.ines)
    with transaction(cast.organization_id):
        add_person(record, cast.noor, "party")

    with transaction(cast.organization_id):
        asked = may_i_agree(cast.noor.actor, record, {"price": "98"}, TODAY).ask

    assert [one.user_id for one in asked] == [cast.greta.id]


def test_whoever_negotiates_does_not_decide_even_when_they_were_asked_before(cast: Cast) -> None:
    record = limited_record(cast)
    request = ask(cast, record)
    with transaction(cast.organization_id):
        session.execute(text("UPDATE negotiations SET owner_id = :ines"), {"ines": cast.ines.id})

    with pytest.raises(NotOnesOwn):
        rule(cast.ines, request)


def test_a_yes_to_a_rule_is_for_the_value_that_was_shown(cast: Cast) -> None:
    record = limited_record(cast, rules=(CHEAP,), value=Decimal(200), currency="EUR")
    yes_to(cast, record, "95")

    with pytest.raises(ClosingRefused):
        edit(cast.noor, record, 1, agreed(95) | {"value": Decimal(900)})


def test_a_yes_to_a_rule_covers_the_value_that_was_shown(cast: Cast) -> None:
    record = limited_record(cast, rules=(CHEAP,), value=Decimal(200), currency="EUR")
    yes_to(cast, record, "95")

    assert edit(cast.noor, record, 1, agreed(95)) == 2


def test_a_request_is_a_question_on_the_record_too(cast: Cast) -> None:
    record = limited_record(cast)

    yes_to(cast, record, "120")

    with transaction(cast.organization_id):
        assert session.scalars(select(OfferCheck.offer)).all() == [{"price": "120"}]


def test_a_day_has_few_requests(cast: Cast) -> None:
    record = limited_record(cast)
    drafts = [RequestDraft({"price": "98"}, f"They waited {place} times.") for place in range(MOST_A_DAY + 1)]
    with transaction(cast.organization_id):
        for draft in drafts[:-1]:
            ask_approval(cast.noor.actor, record, draft, TODAY)

    with pytest.raises(AskedForEnough), transaction(cast.organization_id):
        ask_approval(cast.noor.actor, record, drafts[-1], TODAY)


def test_what_is_needed_today_is_passed_on_while_there_is_time() -> None:
    asked = datetime.fromisoformat("2026-11-23T12:00:00+00:00")

    assert due_after(asked, "UTC", TODAY) == datetime.fromisoformat("2026-11-23T18:00:00+00:00")


def test_a_waived_floor_does_not_turn_the_answer_red(cast: Cast) -> None:
    record = limited_record(cast, cast.ines, rules=(CHEAP,), value=Decimal(200), currency="EUR")
    waive_on(cast, record, cast.greta)

    with transaction(cast.organization_id):
        answer = may_i_agree(cast.ines.actor, record, {"price": "95"}, TODAY)

    assert (answer.light, answer.sentence) == (
        "green",
        "You may agree: the floor it breaks is let pass until 2100-01-01.",
    )


def test_a_leader_does_not_waive_for_all_what_they_negotiate(cast: Cast) -> None:
    record = limited_record(cast, cast.greta, rules=(CHEAP,), value=Decimal(200), currency="EUR")

    with pytest.raises(NotYoursToWaive):
        waive_on(cast, record, cast.greta, for_all=True)


def waive_on(cast: Cast, record: UUID, person: Person, *, for_all: bool = False) -> None:
    """Let somebody waive the rule about the value, on a record they may read."""
    with transaction(cast.organization_id):
        add_person(record, person)
        waive(person.actor, record, WaiverDraft("cheap", "Agreed.", date(2100, 1, 1), for_all=for_all), TODAY)


def test_an_approval_after_reopening_an_agreement_is_retroactive(cast: Cast) -> None:
    record = limited_record(cast)
    revision = edit(cast.noor, record, 1, agreed(95))
    edit(cast.noor, record, revision, {"outcome": "open"})

    request = yes_to(cast, record, "120")

    with transaction(cast.organization_id):
        late = select(ApprovalRequest.is_retroactive).where(ApprovalRequest.id == request)
        assert session.scalars(late).one()


def test_moving_targets_and_weights_on_a_record_gives_no_points_of_authority(cast: Cast) -> None:
    variables = [{"key": "price", **PRICE, "weight": 80}, {"key": "days", **DAYS, "weight": 20}]
    terms = {"price": PRICE | {"weight": 1, "target": 97}, "days": DAYS | {"weight": 99}}
    with transaction(cast.organization_id):
        book = add_book(cast, (), variables=variables)
        record = add_record(cast.noor, terms, playbook_version_id=book.version_id, topic="finance")
        refresh([record], is_new=True)
        line = {"role": "employee", "basis": "points", "limit": Decimal(70)}
        session.add(Authority(granted_by_id=cast.greta.id, from_on=date(2026, 1, 1), **line))

    with transaction(cast.organization_id):
        answer = may_i_agree(cast.noor.actor, record, {"price": "98", "days": "60"}, TODAY)

    assert answer.light == "amber"


def test_a_package_by_the_book_has_its_points_of_authority(cast: Cast) -> None:
    variables = [{"key": "price", **PRICE, "weight": 20}, {"key": "days", **DAYS, "weight": 80}]
    with transaction(cast.organization_id):
        book = add_book(cast, (), variables=variables)
        terms = {"price": PRICE | {"weight": 20}, "days": DAYS | {"weight": 80}}
        record = add_record(cast.noor, terms, playbook_version_id=book.version_id, topic="finance")
        refresh([record], is_new=True)
        line = {"role": "employee", "basis": "points", "limit": Decimal(86)}
        session.add(Authority(granted_by_id=cast.greta.id, from_on=date(2026, 1, 1), **line))

    with transaction(cast.organization_id):
        lights = [
            may_i_agree(cast.noor.actor, record, {"price": price, "days": "60"}, TODAY).light for price in ("98", "99")
        ]

    assert lights == ["green", "amber"]
