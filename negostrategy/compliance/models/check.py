"""What was asked before it was agreed: every "may I agree to this?" stays on its record."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from negostrategy.kernel.columns import TenantRow, belongs_to
from negostrategy.kernel.db import Base


class OfferCheck(TenantRow, Base):
    """One question. offer: {term key: number}; bands: {term key: band} as they were answered."""

    __tablename__ = "offer_checks"
    __table_args__ = (
        CheckConstraint("light IN ('green', 'amber', 'red')", name="light"),
        belongs_to("negotiations", "negotiation_id", cascade=True),
        belongs_to("users", "user_id"),
        Index("ix_offer_checks_negotiation", "organization_id", "negotiation_id", "checked_at"),
        Index("ix_offer_checks_user", "organization_id", "user_id", "checked_at"),
    )

    negotiation_id: Mapped[UUID]
    user_id: Mapped[UUID]
    checked_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    offer: Mapped[dict[str, Any]]
    light: Mapped[str]
    bands: Mapped[dict[str, Any]]
