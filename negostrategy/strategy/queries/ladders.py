"""The fallbacks of a published version: what we would still take of each variable, and what we ask for in return."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from uuid import UUID

from sqlalchemy import select

from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import organization_in_force
from negostrategy.strategy.models import Variable
from negostrategy.strategy.positions import said_position, type_of_position


@dataclass(frozen=True)
class Ladder:
    """The steps of one variable, best first: each value as people know it, with its note."""

    key: str
    name: str
    unit: str
    steps: tuple[tuple[type_of_position | None, str], ...]


def ladders_of(version_id: UUID | None) -> Mapping[str, Ladder]:
    """Return the ladders of a published version by variable, those without steps left out. They never change."""
    return _ladders(organization_in_force(), version_id) if version_id else {}


# The organization is part of the key: an id alone must never open what row security would keep shut.
@lru_cache(maxsize=256)
def _ladders(_organization_id: UUID, version_id: UUID) -> Mapping[str, Ladder]:
    rows = session.execute(
        select(
            Variable.key,
            Variable.name,
            Variable.kind,
            Variable.unit,
            Variable.reference,
            Variable.levels,
            Variable.ladder,
        )
        .where(Variable.playbook_version_id == version_id)
        .order_by(Variable.place, Variable.id)
    )
    found = {}
    for row in rows:
        labels = [level["label"] for level in row.levels or []]
        steps = tuple((said_position(row.kind, Decimal(one["value"]), labels), one["note"]) for one in row.ladder)
        if steps:
            unit = f"% of {row.reference}" if row.reference else row.unit
            found[row.key] = Ladder(row.key, row.name, unit, steps)
    return found
