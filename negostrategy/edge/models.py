"""Answers kept for a while, so that a request sent twice is done once."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from negostrategy.kernel.columns import TenantRow
from negostrategy.kernel.db import Base


class KeptAnswer(TenantRow, Base):
    """The answer given to one Idempotency-Key, written in the same transaction as what it answers for."""

    __tablename__ = "kept_answers"
    __table_args__ = (
        UniqueConstraint("organization_id", "user_id", "route", "key"),
        Index(None, "organization_id", "kept_at"),
    )

    user_id: Mapped[UUID]
    route: Mapped[str]
    key: Mapped[str]
    request_digest: Mapped[bytes] = mapped_column(LargeBinary)
    status: Mapped[int]
    body: Mapped[str]
    location: Mapped[str | None]
    etag: Mapped[str | None]
    kept_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
