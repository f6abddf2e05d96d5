"""The other side when it is outside: an organization, never a private person's file."""

from datetime import datetime

from sqlalchemy import UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from negostrategy.kernel.business import Segment
from negostrategy.kernel.columns import NamedRow, TenantRow, one_of
from negostrategy.kernel.db import Base


class Counterpart(NamedRow, TenantRow, Base):
    """An organization we negotiate with, and the segment that says how."""

    __tablename__ = "counterparts"
    __table_args__ = (
        UniqueConstraint("organization_id", "name_key"),
        one_of("segment", Segment),
    )

    segment: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
