"""Who decides for whom while somebody is away."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from negostrategy.kernel.columns import TenantRow, belongs_to
from negostrategy.kernel.db import Base


class StandIn(TenantRow, Base):
    """From one day to another, both included, the deputy decides what waits for the person."""

    __tablename__ = "stand_ins"
    __table_args__ = (
        CheckConstraint("user_id <> deputy_id", name="another"),
        CheckConstraint("from_on <= until_on", name="range"),
        belongs_to("users", "user_id", cascade=True),
        belongs_to("users", "deputy_id", cascade=True),
        Index(None, "organization_id", "user_id"),
        Index(None, "organization_id", "deputy_id"),
    )

    user_id: Mapped[UUID]
    deputy_id: Mapped[UUID]
    from_on: Mapped[date]
    until_on: Mapped[date]
    reason: Mapped[str | None]
    set_by_id: Mapped[UUID]
    set_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    ended_at: Mapped[datetime | None]
