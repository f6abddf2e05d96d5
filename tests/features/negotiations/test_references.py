"""Percentages of a reference: worked out once the record says of how much, and never guessed before."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, literal, select

from negostrategy.compliance.queries.asking import Answer
from negostrategy.compliance.service.asking import may_i_agree
from negostrategy.facts.models import Facts
from negostrategy.kernel.clock import now
from negostrategy.kernel.db import session
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.here import Here
from negostrategy.negotiations.models import Term
from negostrategy.negotiations.schemas import TermDraft
from negostrategy.negotiations.service import edit_negotiation, record_negotiation
from negostrategy.negotiations.service.repinning import move_running
from negostrategy.negotiations.shares import amount_of
from negostrategy.strategy.models import PlaybookVersion, Variable
from tests.cast import Cast, Person
from tests.clients import Browser, Program
from tests.features.compliance.books import Book, add_book

HERE = Here(date(2026, 11, 23), "EUR")
PRICE = {
    "key": "price",
    "kind": "money",
    "direction": "less",
    "weight": 10,
    "reference": "list price",
    "opening": 80,
    "target": 90,
    "acceptable": 96,
    "walk_away": 100,
}


def publish(cast: Cast, **changes: Any) -> Book:
    """Return a published version whose price is given in percent of the list price."""
    with transaction(cast.organization_id):
        return add_book(cast, (), variables=[PRICE | changes], topics=["finance"])


def publish_next(cast: Cast, book: Book, **changes: Any) -> None:
    """Publish the next version of a playbook, with another price, and move what is running to it."""
    with transaction(cast.organization_id):
        before = session.scalars(select(PlaybookVersion).where(PlaybookVersion.id == book.version_id)).one()
        version = PlaybookVersion(
            id=new_id(), playbook_id=before.playbook_id, number=2, purpose="Renew.", written_by_id=cast.greta.id
        )
        session.add(version)
        session.flush()
        session.add(Variable(playbook_version_id=version.id, place=0, name="Price", unit="", **PRICE | changes))
        session.flush()
        version.state, version.effective_on, version.published_at = "published", HERE.today, now()
        session.flush()
        move_running(cast.greta.actor, before.playbook_id, version.id)


def record(cast: Cast, **given: Any) -> UUID:
    """Return a record of Noor's under the playbook in force."""
    with transaction(cast.organization_id):
        return record_negotiation(cast.noor.actor, {"title": "Renewal", "topic": "finance", **given}, HERE)


def price_of(cast: Cast, negotiation_id: UUID) -> Term:
    """Return the price on a record."""
    with transaction(cast.organization_id):
        return session.scalars(select(Term).where(Term.negotiation_id == negotiation_id)).one()


def positions(cast: Cast, negotiation_id: UUID) -> list[Decimal | None]:
    """Return opening, target, acceptable and walk-away of the price."""
    term = price_of(cast, negotiation_id)
    return [term.opening, term.target, term.acceptable, term.walk_away]


def say(cast: Cast, negotiation_id: UUID, revision: int = 1, **said: Any) -> None:
    """Write the price anew, with what is said of it."""
    typed = {name: None if value is None else Decimal(value) for name, value in said.items()}
    draft = TermDraft("price", "Price", kind="money", direction="less", weight=Decimal(10), **typed)
    with transaction(cast.organization_id):
        edit_negotiation(cast.noor.actor, negotiation_id, revision, {"terms": [draft]}, HERE)


def asked(cast: Cast, negotiation_id: UUID, price: str) -> Answer:
    """Return the answer to a price."""
    with transaction(cast.organization_id):
        return may_i_agree(cast.noor.actor, negotiation_id, {"price": price}, HERE.today)


def test_before_the_reference_is_known_no_position_is(cast: Cast) -> None:
    publish(cast)

    assert positions(cast, record(cast)) == [None, None, None, None]


def test_an_unknown_reference_is_asked_for(cast: Cast) -> None:
    publish(cast)

    answer = asked(cast, record(cast), "1900")

    assert (answer.light, answer.terms[0].band, answer.missing) == (
        "amber",
        None,
        ("Say how much the list price is: our positions on Price are percentages of it.",),
    )


def test_a_known_reference_gives_the_positions(cast: Cast) -> None:
    publish(cast)
    negotiation_id = record(cast)

    say(cast, negotiation_id, reference_amount=2000)

    assert positions(cast, negotiation_id) == [1600, 1800, 1920, 2000]


@pytest.mark.parametrize(
    ("price", "light", "band"),
    [("1800", "green", "target"), ("1,920", "green", "within"), ("1921", "amber", "ask"), ("2001", "red", "stop")],
)
def test_an_amount_is_judged_against_what_was_worked_out(cast: Cast, price: str, light: str, band: str) -> None:
    publish(cast)
    negotiation_id = record(cast)
    say(cast, negotiation_id, reference_amount=2000)

    answer = asked(cast, negotiation_id, price)

    assert (answer.light, answer.terms[0].band) == (light, band)


def test_another_reference_gives_other_positions(cast: Cast) -> None:
    publish(cast)
    negotiation_id = record(cast)
    say(cast, negotiation_id, reference_amount=2000)

    say(cast, negotiation_id, 2, reference_amount=1000, opening=1600, target=1800, acceptable=1920, walk_away=2000)

    assert positions(cast, negotiation_id) == [800, 900, 960, 1000]


def test_a_reference_that_is_taken_back_takes_its_positions_along(cast: Cast) -> None:
    publish(cast)
    negotiation_id = record(cast)
    say(cast, negotiation_id, reference_amount=2000)

    say(cast, negotiation_id, 2, opening=1600, target=1800, acceptable=1920, walk_away=2000)

    assert positions(cast, negotiation_id) == [None, None, None, None]


def test_what_somebody_typed_stays(cast: Cast) -> None:
    publish(cast)
    negotiation_id = record(cast)
    say(cast, negotiation_id, reference_amount=2000)

    say(cast, negotiation_id, 2, reference_amount=1000, opening=1600, target=1700, acceptable=1920, walk_away=2000)

    assert positions(cast, negotiation_id) == [800, 1700, 960, 1000]


def test_a_full_record_may_say_it_at_once(cast: Cast) -> None:
    publish(cast)

    negotiation_id = record(cast, terms=[TermDraft("price", "Price", kind="money", reference_amount=Decimal(500))])

    assert positions(cast, negotiation_id) == [400, 450, 480, 500]


def test_the_facts_know_amounts_only(cast: Cast) -> None:
    publish(cast)
    negotiation_id = record(cast)
    say(cast, negotiation_id, reference_amount=2000, agreed=1900)

    with transaction(cast.organization_id):
        facts = session.get_one(Facts, (cast.organization_id, negotiation_id))

    assert (facts.terms["price"]["acceptable"], facts.terms["price"]["band"]) == (1920, "within")


def test_moving_works_the_new_percentages_out(cast: Cast) -> None:
    book = publish(cast)
    negotiation_id = record(cast)
    say(cast, negotiation_id, reference_amount=2000)

    publish_next(cast, book, acceptable=95)

    assert positions(cast, negotiation_id) == [1600, 1800, 1900, 2000]


def test_moving_to_plain_amounts_takes_these(cast: Cast) -> None:
    book = publish(cast)
    negotiation_id = record(cast)
    say(cast, negotiation_id, reference_amount=2000)

    publish_next(cast, book, reference=None, opening=70, target=75, acceptable=85, walk_away=95)

    assert positions(cast, negotiation_id) == [70, 75, 85, 95]


def test_percentages_are_worked_out_by_the_database_as_here(cast: Cast) -> None:
    dice = Random(5)
    cases = [(Decimal(dice.randint(1, 10**9)) / 10**6, Decimal(dice.randint(1, 10**12)) / 1000) for _ in range(200)]
    with transaction(cast.organization_id):
        there = [
            session.scalar(select(func.round(literal(share) * literal(amount) / 100, 6))) for share, amount in cases
        ]

    assert there == [amount_of(share, amount) for share, amount in cases]


def test_percent_of_something_offered_in_percent_needs_no_amount(cast: Cast) -> None:
    publish(cast, kind="percent")

    assert positions(cast, record(cast)) == [80, 90, 96, 100]


def test_the_page_asks_how_much_it_is(cast: Cast, browser: Callable[[Person], Browser]) -> None:
    publish(cast)
    negotiation_id = record(cast)

    text = browser(cast.noor).get(f"/negotiations/{negotiation_id}/terms").text

    assert "How much is the list price?" in text


def test_the_page_saves_how_much_it_is(cast: Cast, browser: Callable[[Person], Browser]) -> None:
    publish(cast)
    negotiation_id = record(cast)

    form = {"revision": "1", "terms-0-key": "price", "terms-0-reference_amount": "2,000"}
    browser(cast.noor).post(f"/negotiations/{negotiation_id}/terms", form)

    assert positions(cast, negotiation_id) == [1600, 1800, 1920, 2000]


def test_a_program_can_send_back_what_it_got(cast: Cast, program: Callable[[Person], Program]) -> None:
    publish(cast)
    negotiation_id = record(cast)
    say(cast, negotiation_id, reference_amount=2000)
    noor = program(cast.noor)
    answer = noor.call("GET", f"/negotiations/{negotiation_id}")
    terms = [{k: v for k, v in one.items() if k not in ("band", "id")} for one in (answer.json or {})["terms"]]

    noor.call("PATCH", f"/negotiations/{negotiation_id}", {"terms": terms}, If_Match=answer.headers["ETag"])

    assert positions(cast, negotiation_id) == [1600, 1800, 1920, 2000]
