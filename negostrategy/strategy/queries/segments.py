"""What a version of the strategy says of the segments."""

from uuid import UUID

from sqlalchemy import SQLColumnExpression, select
from sqlalchemy.sql.expression import ScalarSelect

from negostrategy.kernel.business import Segment
from negostrategy.kernel.db import session
from negostrategy.strategy.models import SegmentPolicy
from negostrategy.strategy.segments import SegmentRow

_COLUMNS = (
    SegmentPolicy.segment,
    SegmentPolicy.default_style,
    SegmentPolicy.allowed_styles,
    SegmentPolicy.minimum_variables,
    SegmentPolicy.openness,
    SegmentPolicy.note,
)
_PLACES = {str(segment): place for place, segment in enumerate(Segment)}


def segment_rows(version_id: UUID) -> list[SegmentRow]:
    """Return what a version says of each segment, in the order of the vocabulary."""
    statement = select(*_COLUMNS).where(SegmentPolicy.strategy_version_id == version_id)
    rows = [SegmentRow(**row) for row in session.execute(statement).mappings()]
    return sorted(rows, key=lambda row: _PLACES[row.segment])


def styles_allowed(
    version_id: SQLColumnExpression[UUID | None], segment: SQLColumnExpression[str | None]
) -> ScalarSelect[list[str]]:
    """Return the selection of the styles a version allows with a segment, for a query on records; null if silent."""
    return (
        select(SegmentPolicy.allowed_styles)
        .where(SegmentPolicy.strategy_version_id == version_id)
        .where(SegmentPolicy.segment == segment)
        .scalar_subquery()
    )


def segment_row(version_id: UUID | None, segment: str | None) -> SegmentRow | None:
    """Return what a version says of one segment, or None when it says nothing."""
    statement = (
        select(*_COLUMNS).where(SegmentPolicy.strategy_version_id == version_id).where(SegmentPolicy.segment == segment)
    )
    row = session.execute(statement).mappings().one_or_none()
    return SegmentRow(**row) if row else None
