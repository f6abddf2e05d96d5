"""What the people of a negotiation say of it once it is over."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from negostrategy.kernel.columns import TenantRow, belongs_to
from negostrategy.kernel.db import Base


class Debrief(TenantRow, Base):
    """One person's short look back: what worked, what surprised us or what we signalled, what we would do otherwise.

    At least one of the three says something. questions_asked and arguments_used are rough counts of our own.
    """

    __tablename__ = "debriefs"
    __table_args__ = (
        CheckConstraint("worked <> '' OR surprised <> '' OR otherwise <> ''", name="said"),
        CheckConstraint("questions_asked >= 0", name="questions_asked"),
        CheckConstraint("arguments_used >= 0", name="arguments_used"),
        UniqueConstraint("organization_id", "negotiation_id", "written_by_id"),
        belongs_to("negotiations", "negotiation_id", cascade=True),
        belongs_to("users", "written_by_id"),
        Index(None, "organization_id", "written_by_id"),
    )

    negotiation_id: Mapped[UUID]
    written_by_id: Mapped[UUID]
    worked: Mapped[str] = mapped_column(server_default=text("''"))
    surprised: Mapped[str] = mapped_column(server_default=text("''"))
    otherwise: Mapped[str] = mapped_column(server_default=text("''"))
    questions_asked: Mapped[int | None] = mapped_column(SmallInteger)
    arguments_used: Mapped[int | None] = mapped_column(SmallInteger)
    written_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    changed_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
