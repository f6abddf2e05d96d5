"""The positions of a record's terms in words, for whoever decides on an offer. A sealed one is not among them."""

from collections.abc import Collection
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from negostrategy.facts.models import Facts
from negostrategy.kernel.db import session

SHOWN = ("target", "acceptable", "walk_away")


def positions_of(negotiation_id: UUID) -> dict[str, dict[str, Any]]:
    """Return, for each term of a record, d and what of target, acceptable and walk-away is known, as digits."""
    terms = session.scalar(select(Facts.terms).where(Facts.id == negotiation_id)) or {}
    return {
        key: {"d": said.get("d"), **{name: _digits(said.get(name)) for name in SHOWN}} for key, said in terms.items()
    }


def rest_of(negotiation_id: UUID, offered: Collection[str]) -> dict[str, Any]:
    """Return how the rest of a record stands: {"value", "currency", "rest": [{"key", "place", "d"}]}.

    A yes to an offer is given to the record around it as well; so this is frozen with the offer.
    """
    row = session.execute(select(Facts.value, Facts.currency, Facts.terms).where(Facts.id == negotiation_id)).one()
    rest = [
        {"key": key, "place": _digits(said["current"]), "d": said.get("d")}
        for key, said in sorted(row.terms.items())
        if key not in offered and said.get("current") is not None
    ]
    return {"value": _digits(row.value), "currency": row.currency, "rest": rest}


def _digits(number: Any) -> str | None:
    return None if number is None else f"{Decimal(str(number)).normalize():f}"
