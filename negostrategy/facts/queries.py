"""Questions about facts as such; figures and findings ask their own."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Select, Uuid, any_, bindparam, select

from negostrategy.facts.models import DefinedFacts, Facts
from negostrategy.kernel.db import session


@dataclass(frozen=True)
class Difference:
    """A negotiation whose stored facts are not what the view says: by column, (stored, defined)."""

    negotiation_id: UUID
    columns: dict[str, tuple[Any, Any]]


def versions_of(negotiation_ids: Collection[UUID]) -> list[tuple[UUID, UUID | None]]:
    """Return each of these negotiations with the playbook version it is pinned to, as the stored facts know it."""
    rows = session.execute(_versions(), {"negotiation_ids": list(negotiation_ids)})
    return [(row.id, row.playbook_version_id) for row in rows]


@cache
def _versions() -> Select[UUID, UUID | None]:
    these = any_(bindparam("negotiation_ids", type_=ARRAY(Uuid())))
    return select(Facts.id, Facts.playbook_version_id).where(Facts.id == these).order_by(Facts.id)


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
