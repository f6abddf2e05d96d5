"""Questions about facts as such; figures and findings ask their own."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from negostrategy.facts.models import DefinedFacts, Facts
from negostrategy.kernel.db import session


@dataclass(frozen=True)
class Difference:
    """A negotiation whose stored facts are not what the view says: (stored, defined) by column, None for a missing row."""

    negotiation_id: UUID
    columns: dict[str, tuple[Any, Any]]


def differences() -> list[Difference]:
    """Return every negotiation of the organization whose stored facts differ from the view; none, if all is well.

    It reads everything: for tests and for an operator's check, never for a page.
    """
    stored = {facts.id: facts for facts in session.scalars(select(Facts))}
    defined = {facts.id: facts for facts in session.scalars(select(DefinedFacts))}
    found = (
        Difference(negotiation_id, _compared(stored.get(negotiation_id), defined.get(negotiation_id)))
        for negotiation_id in sorted(stored.keys() | defined.keys())
    )
    return [difference for difference in found if difference.columns]


def _compared(stored: Facts | None, defined: DefinedFacts | None) -> dict[str, tuple[Any, Any]]:
    pairs = {
        column.key: (getattr(stored, column.key, None), getattr(defined, column.key, None))
        for column in Facts.__table__.columns
    }
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
