"""Walk-aways that only named people may see: encrypted, and apart from everything that is listed or exported."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from negostrategy.kernel.columns import TenantRow, belongs_to
from negostrategy.kernel.db import Base


class SealedLimit(TenantRow, Base):
    """The walk-away of one variable of a version, under the organization's key. A trigger keeps it once published.

    edge: where the band of an offer turns from ask to stop, all that anybody else may learn (see strategy.sealing).
    """

    __tablename__ = "sealed_limits"
    __table_args__ = (
        UniqueConstraint("organization_id", "playbook_version_id", "key"),
        belongs_to("playbook_versions", "playbook_version_id", cascade=True),
        belongs_to("users", "sealed_by_id"),
        Index(None, "organization_id", "sealed_by_id"),
    )

    playbook_version_id: Mapped[UUID]
    key: Mapped[str]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    edge: Mapped[Decimal]
    sealed_by_id: Mapped[UUID]
    sealed_at: Mapped[datetime] = mapped_column(server_default=text("now()"))


class SealHolder(TenantRow, Base):
    """Somebody who may open the sealed limits of a playbook, after proving again who they are."""

    __tablename__ = "seal_holders"
    __table_args__ = (
        UniqueConstraint("organization_id", "playbook_id", "user_id"),
        belongs_to("playbooks", "playbook_id", cascade=True),
        belongs_to("users", "user_id", cascade=True),
        Index(None, "organization_id", "user_id"),
    )

    playbook_id: Mapped[UUID]
    user_id: Mapped[UUID]
    named_by_id: Mapped[UUID]
    named_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
