"""The other side when it is outside: an organization, never a private person's file."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from negostrategy.kernel.business import Segment
from negostrategy.kernel.columns import TenantRow, one_of
from negostrategy.kernel.db import Base


class Counterpart(TenantRow, Base):
    """An organization we negotiate with, and the segment that says how."""

    __tablename__ = "counterparts"
    __table_args__ = (
        Index("uq_counterparts_name", "organization_id", text("lower(name)"), unique=True),
        one_of("segment", Segment),
    )

    name: Mapped[str]
    segment: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
