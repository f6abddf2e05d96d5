"""Bands: the page's own and those of the facts are the same, whatever is known; choices without order go by points."""

from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from negostrategy.facts.models import Facts
from negostrategy.facts.service import refresh
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.api.blueprint import readable
from negostrategy.strategy.models import SealedLimit
from tests.cast import Cast
from tests.features.compliance.books import add_book
from tests.features.facts.records import add_record, facts_of_record

COLOURS = [
    {"level": 0, "label": "Red", "points": 40},
    {"level": 1, "label": "Green", "points": 100},
    {"level": 2, "label": "Blue", "points": 0},
    {"level": 3, "label": "White", "points": 70},
    {"level": 4, "label": "Clear", "points": None},
]
COLOUR = {"kind": "choice", "direction": None, "levels": COLOURS, "target": 1, "acceptable": 3, "walk_away": 0}


def any_term(dice: Random) -> dict[str, Any]:
    """Return a term of which anything may be missing, and whose positions may contradict each other."""
    kind = dice.choice(["number", "money", "choice", "choice", "date", "yes_no"])
    highest = {"choice": 5, "yes_no": 1}.get(kind, 6)
    said: dict[str, Any] = {"kind": kind, "direction": dice.choice(["more", "less", None])}
    if kind == "choice":
        said["levels"] = COLOURS
    for name in ("target", "acceptable", "walk_away", "agreed", "theirs"):
        if dice.random() < 0.85:
            said[name] = dice.randint(0, highest)
    return said


@pytest.mark.parametrize("seed", range(4))
def test_a_page_and_the_facts_see_the_same_bands(cast: Cast, seed: int) -> None:
    dice = Random(seed)
    with transaction(cast.organization_id):
        negotiation_id = add_record(cast.noor, {f"term_{n}": any_term(dice) for n in range(250)})
        refresh([negotiation_id], is_new=True)
        facts = session.get_one(Facts, (cast.organization_id, negotiation_id)).terms
        record = readable(cast.noor.actor, negotiation_id)

    seen = {term.key: term.band for term in record.terms}
    assert seen == {key: said.get("band") for key, said in facts.items()}
    assert len(set(seen.values())) == 5


@pytest.mark.parametrize(
    ("agreed", "score", "band"),
    [(0, 40, "ask"), (1, 100, "target"), (2, 0, "stop"), (3, 70, "within"), (4, None, None), (5, None, None)],
)
def test_a_choice_without_order_is_ranked_by_points(cast: Cast, agreed: int, score: int | None, band: str) -> None:
    said = facts_of_record(cast, {"colour": COLOUR | {"agreed": agreed}}).terms["colour"]

    assert (said.get("score"), said.get("band")) == (score, band)


def test_a_choice_with_an_order_is_ranked_by_its_places(cast: Cast) -> None:
    ordered = COLOUR | {"direction": "more", "target": 3, "acceptable": 1, "walk_away": 0, "agreed": 2}

    said = facts_of_record(cast, {"colour": ordered}).terms["colour"]

    assert (said["score"], said["band"]) == (0, "within")


def test_a_choice_without_order_counts_in_the_score_of_the_deal(cast: Cast) -> None:
    facts = facts_of_record(cast, {"colour": COLOUR | {"agreed": 3, "weight": 10}})

    assert facts.deal_score == Decimal(70)


@pytest.mark.parametrize(
    ("kind", "agreed", "band"),
    [
        ("date", date(2026, 12, 1), "target"),
        ("date", date(2027, 1, 31), "within"),
        ("date", date(2027, 2, 1), "ask"),
        ("date", date(2027, 3, 2), "stop"),
        ("months", 12, "target"),
        ("months", 18, "within"),
        ("months", 25, "stop"),
        ("days", 14, "within"),
    ],
)
def test_days_and_lengths_of_time_have_bands_too(cast: Cast, kind: str, agreed: Any, band: str) -> None:
    limits: dict[str, tuple[Any, Any, Any]] = {
        "date": (date(2026, 12, 1), date(2027, 1, 31), date(2027, 3, 1)),
        "months": (12, 18, 24),
        "days": (10, 14, 30),
    }
    names = ("target", "acceptable", "walk_away", "agreed")
    numbers = {name: place_of(said) for name, said in zip(names, (*limits[kind], agreed), strict=True)}

    said = facts_of_record(cast, {"time": {"kind": kind, "direction": "less"} | numbers}).terms["time"]

    assert said["band"] == band


def place_of(said: Any) -> int:
    """Return a day or a length of time as its number."""
    return said.toordinal() if isinstance(said, date) else int(said)


@pytest.mark.parametrize(("amount", "band"), [(2000, "within"), (1000, "stop"), (None, None)])
def test_a_sealed_limit_may_be_a_percentage_too(cast: Cast, amount: int | None, band: str | None) -> None:
    sums = {None: (None, None), 2000: (1800, 1920), 1000: (900, 960)}[amount]
    price = {"kind": "money", "direction": "less", "reference": "list price", "reference_amount": amount}
    with transaction(cast.organization_id):
        book = add_book(cast, (), variables=[{"key": "price", "seal": "sealed"}], is_published=False)
        limit = {"playbook_version_id": book.version_id, "key": "price", "sealed": b"", "edge": Decimal("103.5")}
        session.add(SealedLimit(**limit, sealed_by_id=cast.greta.id))
        session.flush()
        said = price | {"target": sums[0], "acceptable": sums[1], "agreed": 1900}
        made = add_record(cast.noor, {"price": said}, playbook_version_id=book.version_id)
        refresh([made], is_new=True)
        term = readable(cast.noor.actor, made).terms[0]
        facts = session.get_one(Facts, (cast.organization_id, made)).terms["price"]

    assert (term.band, facts.get("band"), term.is_sealed) == (band, band, True)
