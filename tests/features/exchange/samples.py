"""Lines that could stand in a file, and what the tables say after they came in."""

import json
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from negostrategy.kernel.db import Base, session
from negostrategy.negotiations.models import Negotiation

RENEWAL: dict[str, Any] = {
    "key": "renewal-7",
    "source": "crm",
    "title": "Renewed the bearings for a year",
    "kind": "external",
    "topic": "finance",
    "channel": "video",
    "held_on": "2026-05-12",
    "note": "They opened high.",
    "counterpart": {"name": "Ostrava Bearings", "segment": "leverage"},
    "style_planned": "cooperative",
    "style_used": "combative",
    "power_balance": 1,
    "rules_of_game": "accepted",
    "alternative": {"text": "Second source", "value": 118000, "valued_on": "2026-04-30"},
    "value": "120000.50",
    "currency": "EUR",
    "terms": [
        {
            "key": "price",
            "kind": "money",
            "direction": "less",
            "weight": 60,
            "opening": 90,
            "target": 95,
            "acceptable": 100,
            "walk_away": 110,
            "theirs": 115,
            "agreed": 98,
        },
        {"key": "delivery", "topic": "timetable", "kind": "date", "direction": "less", "agreed": "2026-07-01"},
        {
            "key": "warranty",
            "topic": "specification",
            "kind": "choice",
            "levels": [{"label": "one year"}, {"label": "two years", "points": 100}],
            "agreed": "two years",
        },
        {"key": "penalty", "kind": "yes_no", "agreed": True},
    ],
    "moves": [
        {"side": "theirs", "tag": "offer", "positions": {"price": 115}},
        {"side": "ours", "tag": "concede", "positions": {"price": 98, "delivery": "2026-07-01"}, "answers": 1},
        {"side": "theirs", "tag": "accept", "made_at": "2026-05-12T11:00:00+02:00"},
    ],
    "pulses": [{"side": "ours", "domain": "result", "score": 6}],
    "answers": {"asked": True, "taken": 12.5},
    "outcome": {"state": "agreed", "reason": "Price held", "closed_on": "2026-05-14"},
}


def renewal(**changes: Any) -> dict[str, Any]:
    """Return the renewal with other members; None takes one away."""
    return {name: value for name, value in (RENEWAL | changes).items() if value is not None}


def short(key: str, **more: Any) -> dict[str, Any]:
    """Return the least that a line can say."""
    return {"key": key, "title": "Asked for two more days", "held_on": "2026-05-12"} | more


def raw(line: object) -> bytes:
    """Return a line as it lies in a file."""
    return line if isinstance(line, bytes) else json.dumps(line).encode()


def counted(*tables: str) -> dict[str, int]:
    """Return how many rows of the organization in force these tables hold."""
    return {
        name: session.execute(select(func.count()).select_from(Base.metadata.tables[name])).scalar_one()
        for name in tables
    }


def by_key(
    column: InstrumentedAttribute[Any], negotiation: InstrumentedAttribute[Any] = Negotiation.id
) -> dict[str, Any]:
    """Return what a column says by the source key of its negotiation; negotiation: where its table names that."""
    statement = select(Negotiation.source_key, column).where(Negotiation.id == negotiation)
    return {str(key): said for key, said in session.execute(statement)}
