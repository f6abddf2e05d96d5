"""What a draft says of the segments: written whole, and first as the starter says it."""

from dataclasses import asdict
from uuid import UUID

from sqlalchemy import delete

from negostrategy.kernel.db import session
from negostrategy.kernel.ids import new_id
from negostrategy.strategy import starters
from negostrategy.strategy.models import SegmentPolicy
from negostrategy.strategy.segments import SegmentRow, in_order


def first_segments() -> list[SegmentRow]:
    """Return what the outline says of the segments."""
    return [
        SegmentRow(
            segment=one.segment,
            default_style=one.default_style,
            allowed_styles=[str(style) for style in one.allowed_styles],
            minimum_variables=one.minimum_variables,
            openness=one.openness,
            note=one.note,
        )
        for one in starters.strategy().segments
    ]


def write_segments(version_id: UUID, rows: list[SegmentRow]) -> None:
    """Put what is said of the segments in place of what was said before."""
    session.execute(
        delete(SegmentPolicy)
        .where(SegmentPolicy.strategy_version_id == version_id)
        .execution_options(synchronize_session=False)
    )
    session.add_all(
        SegmentPolicy(
            id=new_id(),
            strategy_version_id=version_id,
            **asdict(row) | {"allowed_styles": in_order(row.allowed_styles)},
        )
        for row in rows
    )
    session.flush()
