"""What whoever reads no records has been told of them, and what waits to be told."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ARRAY, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from negostrategy.kernel.columns import TenantRow, belongs_to
from negostrategy.kernel.db import Base


class UntoldChange(TenantRow, Base):
    """A record that may be otherwise than told; its id is the negotiation's. Triggers write it, at every act.

    It refers to no negotiation: whatever is gone has no fact either, and the key would be looked up at every act.
    """

    __tablename__ = "untold_changes"

    changed_at: Mapped[datetime] = mapped_column(server_default=text("now()"))


class ToldVersion(TenantRow, Base):
    """How a record was told: from one stand on, until another; None: it still is.

    Stands are numbered from one, each organization's own. marks: what divides records, as `team=…`, `outcome=agreed`,
    `found=<rule>|kept`.
    """

    __tablename__ = "told_versions"
    __table_args__ = (
        belongs_to("negotiations", "negotiation_id", cascade=True),
        Index("ix_told_versions_since", "organization_id", "since", "id"),
        Index("ix_told_versions_negotiation", "organization_id", "negotiation_id", "until"),
    )

    negotiation_id: Mapped[UUID]
    owner_id: Mapped[UUID]
    held_on: Mapped[date]
    since: Mapped[int] = mapped_column(Integer)
    until: Mapped[int | None] = mapped_column(Integer)
    marks: Mapped[list[str]] = mapped_column(ARRAY(Text))
