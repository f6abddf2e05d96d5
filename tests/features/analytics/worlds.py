"""Small worlds: records of several people and teams, with rules, to ask figures of."""

from datetime import date
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.here import Here
from negostrategy.negotiations.schemas import TermDraft
from negostrategy.negotiations.service import record_negotiation
from tests.cast import Cast
from tests.features.compliance.books import add_book

HERE = Here(date(2026, 11, 23), "EUR")
PRICE = TermDraft(
    "price",
    "Price",
    direction="less",
    target=Decimal(0),
    acceptable=Decimal(5),
    walk_away=Decimal(9),
    weight=Decimal(10),
)
RULES: list[dict[str, Any]] = [
    {"key": "alternative", "title": "We know our alternative", "expression": {"fact": "has_alternative", "is": "yes"}},
    {
        "key": "price",
        "title": "The price holds",
        "binding": "posture",
        "severity": 3,
        "expression": {"variable": "price", "of": "agreed", "is": "no_worse_than", "than": "walk_away"},
    },
]


def make_world(cast: Cast, seed: int, count: int = 40) -> list[UUID]:
    """Return the ids of records by everybody who records, with rules on finance."""
    dice = Random(seed)
    with transaction(cast.organization_id):
        add_book(cast, RULES, topics=["finance"])
    people = [cast.noor, cast.nils, cast.ines, cast.otto]
    return [_record(cast, dice, dice.choice(people)) for _ in range(count)]


def _record(cast: Cast, dice: Random, person: Any) -> UUID:
    outcome = dice.choice(["open", "agreed", "agreed", "agreed", "no_deal", "parked", "broken_off"])
    terms = []
    if dice.random() < 0.7:
        terms = [TermDraft(**{**vars(PRICE), "agreed": Decimal(dice.choice([-1, 3, 7, 12]))})]
    given = {
        "title": f"Record {dice.random()}",
        "topic": dice.choice(["finance", "finance", "staff", "timetable"]),
        "kind": dice.choice(["internal", "external"]),
        "privacy": dice.choice(["open", "open", "need_to_know", "private"]),
        "held_on": date.fromordinal(date(2026, 11, 23).toordinal() - dice.randrange(120)),
        "outcome": outcome,
        "closed_on": date(2026, 11, 23),
        "style_used": dice.choice([None, "combative", "cooperative", "partnership"]),
        "power_balance": dice.choice([None, -1, 0, 2]),
        "value": dice.choice([None, Decimal(1000), Decimal(250000)]),
        "currency": dice.choice(["EUR", "SEK"]),
        "alternative": dice.choice([None, "Second foundry"]),
        "terms": terms,
    }
    if outcome == "open":
        given["closed_on"] = None
    with transaction(cast.organization_id):
        return record_negotiation(person.actor, given, HERE)
