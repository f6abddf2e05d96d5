"""A share of an organization's records, as whoever reads figures only is told it: both of its sets are cells."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from negostrategy.analytics.asked import CellAsked, CellSchema
from negostrategy.analytics.gate import closed_gate
from negostrategy.analytics.scope import cell_of, findings_of
from negostrategy.analytics.shapes import type_of_cell
from negostrategy.compliance.models import Finding
from negostrategy.facts.models import Facts
from negostrategy.kernel.db import session


@dataclass(frozen=True)
class ShareCounted:
    """How many of n; both None, 0 where they are too few to be shown."""

    hits: int
    n: int

    @property
    def share(self) -> Decimal | None:
        """Return the share; None where it is not told."""
        return Decimal(self.hits) / self.n if self.n else None


def share_of(hits: type_of_cell, base: type_of_cell) -> ShareCounted:
    """Return how many of the records in one cell, or of their checks, lie in another, as far as the gate lets it."""
    gate = closed_gate()
    if not gate.divides(base, hits):
        return ShareCounted(0, 0)
    with gate.reading():
        return counted_share(hits, base)


def counted_share(hits: type_of_cell, base: type_of_cell) -> ShareCounted:
    """Return how many of the records in one cell lie in another; for nobody's eyes yet.

    Where the cells ask for results it counts checks, otherwise records.
    """
    narrow, wide = (_conditions(cell) for cell in (hits, base))
    statement = select(func.count().filter(*narrow), func.count()).select_from(Facts).where(*wide)
    if "result" in base:
        statement = statement.join(Finding, Finding.negotiation_id == Facts.id)
    return ShareCounted(*session.execute(statement).one())


def _conditions(cell: type_of_cell) -> list[Any]:
    asked: CellAsked = CellSchema().load(dict(cell))
    bare = replace(asked, result=None)
    return [*cell_of(bare), *(findings_of(asked) if asked.result else [])]
