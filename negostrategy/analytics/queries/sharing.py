"""A share of an organization's records, as whoever reads figures only is told it: both of its sets are cells."""

from dataclasses import dataclass
from decimal import Decimal

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
    if not closed_gate().divides(base, hits):
        return ShareCounted(0, 0)
    with closed_gate().reading():
        return ShareCounted(count_of(hits), count_of(base))


def count_of(cell: type_of_cell) -> int:
    """Return how many records a cell holds, or how many checks when it asks for a result; for nobody's eyes yet."""
    asked: CellAsked = CellSchema().load(dict(cell))
    if asked.result is None:
        return session.scalar(select(func.count()).select_from(Facts).where(*cell_of(asked))) or 0
    statement = select(func.count()).select_from(Finding).join(Facts, Facts.id == Finding.negotiation_id)
    return session.scalar(statement.where(*findings_of(asked), *cell_of(asked))) or 0
