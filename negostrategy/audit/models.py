"""Entries, and the seals that the worker puts on them in order."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from negostrategy.kernel.columns import TenantRow, belongs_to
from negostrategy.kernel.db import Base


class AuditEntry(TenantRow, Base):
    """One act. The actor's id is kept without a foreign key: an entry outlives the person's account."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index(None, "organization_id", "subject_id"),
        Index("ix_audit_entries_newest", "organization_id", "at", "id"),
    )

    at: Mapped[datetime]
    actor_id: Mapped[UUID | None]
    actor_name: Mapped[str]
    act: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[UUID | None]
    details: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    mac: Mapped[bytes] = mapped_column(LargeBinary)


class AuditSeal(TenantRow, Base):
    """The place of one entry in the chain. Only the worker writes here, so no act ever waits for another's seal."""

    __tablename__ = "audit_seals"
    __table_args__ = (
        UniqueConstraint("organization_id", "place"),
        UniqueConstraint("organization_id", "entry_id"),
        belongs_to("audit_entries", "entry_id"),
    )

    place: Mapped[int] = mapped_column(BigInteger)
    entry_id: Mapped[UUID]
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
