"""Authority: who may agree to what without asking, in rows that begin and end."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from negostrategy.kernel.business import AuthorityBasis, Segment, Topic
from negostrategy.kernel.columns import TenantRow, belongs_to, one_of
from negostrategy.kernel.db import Base


class Authority(TenantRow, Base):
    """What a role or a person may agree to. Empty topic, segment and variable mean: any.

    limit: by basis, the largest value in currency; the worst position of the variable; the fewest points of a package;
    of exceptions none. A row is never edited: it is ended, and another begins.
    """

    __tablename__ = "authorities"
    __table_args__ = (
        CheckConstraint("(role IS NULL) <> (user_id IS NULL)", name="holder"),
        CheckConstraint("role IN ('leader', 'manager', 'employee')", name="role"),
        one_of("basis", AuthorityBasis),
        one_of("topic", Topic),
        one_of("segment", Segment),
        CheckConstraint("(basis = 'exception') = (\"limit\" IS NULL)", name="limited"),
        CheckConstraint("(basis = 'value') = (currency IS NOT NULL)", name="currency"),
        CheckConstraint("(basis = 'variable') = (variable IS NOT NULL)", name="variable"),
        CheckConstraint("from_on <= until_on", name="range"),
        belongs_to("users", "user_id"),
        belongs_to("users", "granted_by_id"),
        Index(None, "organization_id", "user_id"),
        Index(None, "organization_id", "granted_by_id"),
    )

    role: Mapped[str | None]
    user_id: Mapped[UUID | None]
    basis: Mapped[str]
    topic: Mapped[str | None]
    segment: Mapped[str | None]
    variable: Mapped[str | None]
    limit: Mapped[Decimal | None]
    currency: Mapped[str | None]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    note: Mapped[str | None]
    granted_by_id: Mapped[UUID]
    granted_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    ended_at: Mapped[datetime | None]
