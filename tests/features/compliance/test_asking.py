"""May I agree to this? Lights, sentences, whom to ask, and what nobody may feel for."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from negostrategy.accounts.models import StandIn
from negostrategy.compliance.models import OfferCheck
from negostrategy.compliance.queries.asking import Answer
from negostrategy.compliance.service.asking import MOST_A_DAY, AskedEnough, NotYoursToAsk, may_i_agree
from negostrategy.facts.service import refresh
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.transaction import transaction
from tests.cast import Cast, Person
from tests.clients import Browser
from tests.features.compliance.books import FLOOR, add_book
from tests.features.compliance.granting import grant
from tests.features.facts.records import DAYS, PRICE, add_record

TODAY = date(2026, 11, 23)
ASKED = {**FLOOR, "key": "asked", "title": "The person is asked first.", "expression": {"answer": "asked", "is": "yes"}}


def record_with(cast: Cast, rules: tuple[dict[str, Any], ...] = (), **columns: Any) -> UUID:
    """Return a record of Noor's on which a price and payment days are open, under a playbook with these rules."""
    with transaction(cast.organization_id):
        book = add_book(cast, rules)
        made = add_record(
            cast.noor, {"price": PRICE, "days": DAYS}, playbook_version_id=book.version_id, topic="finance", **columns
        )
        refresh([made], is_new=True)
        return made


def asked(cast: Cast, negotiation_id: UUID, person: Person | None = None, on: date = TODAY, **offer: str) -> Answer:
    """Return the answer that a person, Noor unless said, gets for an offer."""
    with transaction(cast.organization_id):
        return may_i_agree((person or cast.noor).actor, negotiation_id, offer, on)


@pytest.mark.parametrize(
    ("price", "light", "band"),
    [("90", "green", "target"), ("95", "green", "within"), ("98", "amber", "ask"), ("101", "red", "stop")],
)
def test_the_light_follows_the_band_of_the_offer(cast: Cast, price: str, light: str, band: str) -> None:
    record = record_with(cast)

    answer = asked(cast, record, price=price)

    assert (answer.light, answer.terms[0].band) == (light, band)


def test_a_package_is_as_good_as_its_worst_term(cast: Cast) -> None:
    record = record_with(cast)

    assert asked(cast, record, price="90", days="20").light == "red"


def test_amber_names_the_manager_above_the_record(cast: Cast) -> None:
    record = record_with(cast)

    assert asked(cast, record, price="98").ask[0].name == cast.ines.name


def test_beyond_a_floor_only_leaders_are_named(cast: Cast) -> None:
    record = record_with(cast)

    assert [person.name for person in asked(cast, record, price="101").ask] == [cast.greta.name]


def test_who_is_away_is_asked_through_their_stand_in(cast: Cast) -> None:
    record = record_with(cast)
    with transaction(cast.organization_id):
        session.add(
            StandIn(user_id=cast.ines.id, deputy_id=cast.otto.id, from_on=TODAY, until_on=TODAY, set_by_id=cast.ines.id)
        )

    first = asked(cast, record, price="98").ask[0]

    assert (first.name, first.acts_for) == (cast.otto.name, cast.ines.name)


def test_a_stand_in_whose_time_is_over_is_not_asked(cast: Cast) -> None:
    record = record_with(cast)
    with transaction(cast.organization_id):
        past = date(2026, 11, 22)
        session.add(
            StandIn(user_id=cast.ines.id, deputy_id=cast.otto.id, from_on=past, until_on=past, set_by_id=cast.ines.id)
        )

    assert asked(cast, record, price="98").ask[0].name == cast.ines.name


def test_authority_over_a_variable_turns_amber_to_green(cast: Cast) -> None:
    record = record_with(cast)
    grant(cast, user_id=cast.noor.id, basis="variable", variable="price", limit=Decimal(98))

    assert [asked(cast, record, price=price).light for price in ("98", "99")] == ["green", "amber"]


def test_authority_ends_with_its_day(cast: Cast) -> None:
    record = record_with(cast)
    grant(cast, role="employee", basis="variable", variable="price", limit=Decimal(99), until_on=TODAY)

    lights = [asked(cast, record, on=day, price="98").light for day in (TODAY, date(2026, 11, 24))]

    assert lights == ["green", "amber"]


def test_enough_points_are_authority_for_a_package_without_a_broken_floor(cast: Cast) -> None:
    with transaction(cast.organization_id):
        terms = {"price": PRICE | {"weight": 20}, "days": DAYS | {"weight": 80}}
        record = add_record(cast.noor, terms, topic="finance")
        refresh([record], is_new=True)
    grant(cast, role="employee", basis="points", limit=Decimal(70))

    lights = [asked(cast, record, price="98", days=days).light for days in ("60", "45")]

    assert lights == ["green", "amber"]


def test_a_limit_on_the_value_holds_for_whoever_lacks_it(cast: Cast) -> None:
    record = record_with(cast, value=Decimal(60000), currency="EUR")
    grant(cast, role="manager", basis="value", limit=Decimal(100000), currency="EUR")

    answer = asked(cast, record, price="90")

    assert (answer.light, answer.sentence) == ("amber", "The value is more than you may agree to.")


def test_a_value_in_another_currency_is_not_covered(cast: Cast) -> None:
    record = record_with(cast, value=Decimal(10), currency="USD")
    grant(cast, role="employee", basis="value", limit=Decimal(100000), currency="EUR")

    assert asked(cast, record, price="90").light == "amber"


def test_a_floor_that_would_break_is_named_with_its_rule_and_version(cast: Cast) -> None:
    record = record_with(cast, (ASKED,), answers={"asked": False})

    answer = asked(cast, record, price="90")

    assert (answer.light, answer.source) == ("red", "Rule 0 of Price renewal, version 1")


def test_a_floor_that_nobody_can_judge_is_never_a_yes(cast: Cast) -> None:
    record = record_with(cast, (ASKED,))

    answer = asked(cast, record, price="90")

    assert (answer.light, answer.missing) == ("amber", ("Not known yet: “Was the person asked?”.",))


def test_a_floor_is_judged_with_the_offered_terms(cast: Cast) -> None:
    rule = {**FLOOR, "expression": {"variable": "price", "of": "agreed", "is": "at_most", "value": 92}}
    record = record_with(cast, (rule,))

    assert [asked(cast, record, price=price).light for price in ("92", "93")] == ["green", "red"]


def test_asking_changes_nothing_on_the_record(cast: Cast) -> None:
    record = record_with(cast)

    asked(cast, record, price="101")

    with transaction(cast.organization_id):
        stored = session.execute(
            OfferCheck.__table__.select().where(OfferCheck.negotiation_id == record)  # type: ignore[attr-defined]  # a table
        ).one()
    assert (stored.light, stored.offer) == ("red", {"price": "101"})


def test_without_any_playbook_or_limit_nobody_is_told_that_they_may(cast: Cast) -> None:
    with transaction(cast.organization_id):
        record = add_record(cast.noor, {"gift": {"kind": "number"}})
        refresh([record], is_new=True)

    assert asked(cast, record, gift="1").light == "amber"


def test_an_unreadable_offer_is_refused_with_its_term(cast: Cast) -> None:
    record = record_with(cast)

    with pytest.raises(BadInput) as refusal:
        asked(cast, record, price="cheap", colour="red")

    assert set(refusal.value.errors) == {"/offer/price", "/offer/colour"}


def test_questions_of_one_day_are_bounded(cast: Cast) -> None:
    record = record_with(cast)
    with transaction(cast.organization_id):
        session.add_all(
            OfferCheck(negotiation_id=record, user_id=cast.nils.id, offer={"price": "90"}, light="green", bands={})
            for _ in range(MOST_A_DAY)
        )

    with pytest.raises(AskedEnough):
        asked(cast, record, price="90")


def test_who_only_reads_cannot_ask(cast: Cast) -> None:
    record = record_with(cast)

    with pytest.raises(NotYoursToAsk):
        asked(cast, record, person=cast.ines, price="90")


@pytest.mark.parametrize("somebody", ["otto", "greta"])
def test_strangers_to_a_record_find_nothing(cast: Cast, somebody: str) -> None:
    record = record_with(cast)

    with pytest.raises(NotFound):
        asked(cast, record, person=getattr(cast, somebody), price="90")


def test_another_organization_finds_nothing(cast: Cast, next_door: Cast) -> None:
    record = record_with(cast)

    with pytest.raises(NotFound), transaction(next_door.organization_id):
        may_i_agree(next_door.noor.actor, record, {"price": "90"}, TODAY)


def test_every_question_stays_on_the_record_however_fast_they_come(cast: Cast) -> None:
    record = record_with(cast)

    for price in ("9", "95", "96"):
        asked(cast, record, price=price)

    with transaction(cast.organization_id):
        rows = session.query(OfferCheck.offer).filter(OfferCheck.negotiation_id == record).all()
    assert [row.offer["price"] for row in rows] == ["9", "95", "96"]


def test_the_page_answers_in_one_sentence(cast: Cast, browser: Any) -> None:
    record = record_with(cast)
    noor: Browser = browser(cast.noor)

    page = noor.post(f"/negotiations/{record}/ask", {"offer-price": "98"})

    assert "Price is short of what is acceptable." in page.text


def test_a_script_gets_the_answer_alone(cast: Cast, browser: Any) -> None:
    record = record_with(cast)

    part = browser(cast.noor).post(f"/negotiations/{record}/ask", {"offer-price": "98"}, headers={"X-Part": "answer"})

    assert part.text.strip().startswith('<div class="guard')


def test_the_same_answer_comes_as_json(cast: Cast, program: Any) -> None:
    record = record_with(cast)

    answer = program(cast.noor).call("POST", f"/negotiations/{record}/offer-checks", {"offer": {"price": "98"}})

    assert (answer.status_code, answer.json["light"], answer.json["ask"][0]["name"]) == (200, "amber", cast.ines.name)


def test_what_was_asked_while_typing_stands_with_its_last(cast: Cast, browser: Any) -> None:
    record = record_with(cast)
    for price in ("9", "95"):
        asked(cast, record, price=price)

    page = browser(cast.noor).get(f"/negotiations/{record}/ask").text

    assert ("after 1\u00a0other offer within seconds" in page, page.count('class="list__row"')) == (True, 1)
