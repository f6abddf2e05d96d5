"""What a version of the strategy says of each group of counterparts."""

from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, SmallInteger, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from negostrategy.kernel.business import Openness, Segment, Style
from negostrategy.kernel.columns import TenantRow, belongs_to, one_of
from negostrategy.kernel.db import Base


class SegmentPolicy(TenantRow, Base):
    """The styles, the breadth and the openness a version wants with one segment.

    The trigger of published versions guards it. note: also when a combative style is allowed, if it is at all.
    """

    __tablename__ = "segment_policies"
    __table_args__ = (
        UniqueConstraint("organization_id", "strategy_version_id", "segment"),
        belongs_to("strategy_versions", "strategy_version_id", cascade=True),
        one_of("segment", Segment),
        one_of("default_style", Style),
        one_of("openness", Openness),
        CheckConstraint("default_style = ANY (allowed_styles)", name="default_is_allowed"),
        CheckConstraint("note IS NOT NULL OR NOT 'combative' = ANY (allowed_styles)", name="combative_with_note"),
    )

    strategy_version_id: Mapped[UUID]
    segment: Mapped[str]
    default_style: Mapped[str]
    allowed_styles: Mapped[list[str]] = mapped_column(ARRAY(Text()))
    minimum_variables: Mapped[int] = mapped_column(SmallInteger())
    openness: Mapped[str]
    note: Mapped[str | None]
