"""What an administrator asked for and a second person has to say yes to."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from negostrategy.kernel.columns import TenantRow, belongs_to, one_of
from negostrategy.kernel.db import Base


class AccessKind(StrEnum):
    """What would change."""

    PERSON = "person"
    TEAM = "team"
    INVITATION = "invitation"
    ADDRESS = "address"
    LINK = "link"


class AccessRequest(TenantRow, Base):
    """One change that waits; until somebody says yes, nothing has changed.

    subject_id: the person or team, none for an invitation; change: the whole change as it was typed.
    """

    __tablename__ = "access_requests"
    __table_args__ = (
        one_of("kind", AccessKind),
        belongs_to("users", "asked_by_id"),
        Index(None, "organization_id", "asked_by_id"),
        Index(None, "organization_id", "asked_at"),
    )

    kind: Mapped[str]
    subject_id: Mapped[UUID | None]
    change: Mapped[dict[str, Any]]
    asked_by_id: Mapped[UUID]
    asked_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    decided_by_id: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    is_granted: Mapped[bool | None]
