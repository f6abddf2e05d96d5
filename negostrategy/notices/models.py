"""What people are told: one row for each person and each thing."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from negostrategy.kernel.columns import TenantRow, belongs_to
from negostrategy.kernel.db import Base


class Notice(TenantRow, Base):
    """One sentence for one person. kind groups equal reasons; address is the path, within the organization, to go to.

    subject: what it is about. Telling again of the same subject replaces an unread notice instead of adding one.
    """

    __tablename__ = "notices"
    __table_args__ = (
        belongs_to("users", "user_id", cascade=True),
        Index("ix_notices_user", "organization_id", "user_id", "told_at"),
        Index(
            "uq_notices_unread",
            "organization_id",
            "user_id",
            "kind",
            "subject_id",
            unique=True,
            postgresql_where=text("read_at IS NULL"),
        ),
    )

    user_id: Mapped[UUID]
    kind: Mapped[str]
    subject_id: Mapped[UUID]
    sentence: Mapped[str]
    address: Mapped[str]
    told_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    read_at: Mapped[datetime | None]
