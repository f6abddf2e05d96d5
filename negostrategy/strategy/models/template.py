"""Templates: what a company keeps of its own playbooks, to begin others from."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from negostrategy.kernel.columns import TenantRow, belongs_to
from negostrategy.kernel.db import Base


class PlaybookTemplate(TenantRow, Base):
    """A playbook's content, apart from any playbook. content: what a change of a draft may say; numbers as digits.

    A sealed walk-away is never in it: a playbook made from it begins with the seal empty.
    """

    __tablename__ = "playbook_templates"
    __table_args__ = (
        UniqueConstraint("organization_id", "name"),
        belongs_to("users", "made_by_id"),
        Index(None, "organization_id", "made_by_id"),
    )

    name: Mapped[str]
    description: Mapped[str] = mapped_column(server_default=text("''"))
    content: Mapped[dict[str, Any]]
    made_by_id: Mapped[UUID]
    made_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
