"""Reviews of versions, what ends a version before its successor, and what people say about parts of one."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from negostrategy.kernel.columns import TenantRow, belongs_to, one_of
from negostrategy.kernel.db import Base

ENDINGS = ["approved", "refused", "withdrawn", "changed"]
_SUBJECT = "num_nonnulls(strategy_version_id, playbook_version_id) = 1"


class Review(TenantRow, Base):
    """People are asked to approve one version, at one revision of it. A change of the draft ends the review."""

    __tablename__ = "reviews"
    __table_args__ = (
        CheckConstraint(_SUBJECT, name="subject"),
        one_of("ended_how", ENDINGS),
        CheckConstraint("(ended_at IS NULL) = (ended_how IS NULL)", name="ended"),
        belongs_to("strategy_versions", "strategy_version_id", cascade=True),
        belongs_to("playbook_versions", "playbook_version_id", cascade=True),
        belongs_to("users", "asked_by_id"),
        Index(None, "organization_id", "strategy_version_id"),
        Index(None, "organization_id", "playbook_version_id"),
        Index(None, "organization_id", "asked_by_id"),
    )

    strategy_version_id: Mapped[UUID | None]
    playbook_version_id: Mapped[UUID | None]
    revision: Mapped[int]
    note: Mapped[str | None]
    asked_by_id: Mapped[UUID]
    asked_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    ended_at: Mapped[datetime | None]
    ended_how: Mapped[str | None]


class ReviewSeat(TenantRow, Base):
    """Somebody's say in one step, and what they said. Steps go one after another; quorum seats of a step are enough.

    decided_by_id: who decided, the person themselves or whoever stood in for them.
    """

    __tablename__ = "review_seats"
    __table_args__ = (
        UniqueConstraint("organization_id", "review_id", "step", "user_id"),
        CheckConstraint("num_nonnulls(decided_by_id, approves, decided_at) IN (0, 3)", name="decided"),
        belongs_to("reviews", "review_id", cascade=True),
        belongs_to("users", "user_id"),
        belongs_to("users", "decided_by_id"),
        Index(None, "organization_id", "user_id"),
        Index(None, "organization_id", "decided_by_id"),
    )

    review_id: Mapped[UUID]
    step: Mapped[int] = mapped_column(SmallInteger)
    quorum: Mapped[int] = mapped_column(SmallInteger)
    user_id: Mapped[UUID]
    decided_by_id: Mapped[UUID | None]
    approves: Mapped[bool | None]
    reason: Mapped[str | None]
    decided_at: Mapped[datetime | None]


class Retirement(TenantRow, Base):
    """From retired_on on, a version of the strategy or a whole playbook holds no longer. A later version revives it."""

    __tablename__ = "retirements"
    __table_args__ = (
        CheckConstraint("num_nonnulls(strategy_version_id, playbook_id) = 1", name="subject"),
        belongs_to("strategy_versions", "strategy_version_id"),
        belongs_to("playbooks", "playbook_id", cascade=True),
        belongs_to("users", "retired_by_id"),
        Index(None, "organization_id", "strategy_version_id"),
        Index(None, "organization_id", "playbook_id"),
        Index(None, "organization_id", "retired_by_id"),
    )

    strategy_version_id: Mapped[UUID | None]
    playbook_id: Mapped[UUID | None]
    retired_on: Mapped[date]
    reason: Mapped[str]
    retired_by_id: Mapped[UUID]
    retired_at: Mapped[datetime] = mapped_column(server_default=text("now()"))


class ScheduledChange(TenantRow, Base):
    """What begins or ends on a day, as was said when it was published or retired, and when that was done.

    kind: playbook_begins, strategy_begins or strategy_ends. moves_running: open negotiations move to the version then.
    """

    __tablename__ = "scheduled_changes"
    __table_args__ = (
        one_of("kind", ["playbook_begins", "strategy_begins", "strategy_ends"]),
        CheckConstraint("num_nonnulls(strategy_version_id, playbook_version_id) = 1", name="subject"),
        belongs_to("strategy_versions", "strategy_version_id", cascade=True),
        belongs_to("playbook_versions", "playbook_version_id", cascade=True),
        belongs_to("users", "said_by_id"),
        Index(None, "organization_id", "strategy_version_id"),
        Index(None, "organization_id", "playbook_version_id"),
        Index(None, "organization_id", "said_by_id"),
        Index("ix_scheduled_changes_due", "organization_id", "due_on", postgresql_where=text("done_at IS NULL")),
    )

    kind: Mapped[str]
    strategy_version_id: Mapped[UUID | None]
    playbook_version_id: Mapped[UUID | None]
    due_on: Mapped[date]
    moves_running: Mapped[bool] = mapped_column(server_default=text("false"))
    said_by_id: Mapped[UUID]
    said_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    done_at: Mapped[datetime | None]


class Comment(TenantRow, Base):
    """What somebody says about one part of a version: the key of a section, a rule or a variable."""

    __tablename__ = "comments"
    __table_args__ = (
        CheckConstraint(_SUBJECT, name="subject"),
        belongs_to("strategy_versions", "strategy_version_id", cascade=True),
        belongs_to("playbook_versions", "playbook_version_id", cascade=True),
        belongs_to("users", "written_by_id"),
        belongs_to("users", "settled_by_id"),
        Index(None, "organization_id", "strategy_version_id"),
        Index(None, "organization_id", "playbook_version_id"),
        Index(None, "organization_id", "written_by_id"),
        Index(None, "organization_id", "settled_by_id"),
    )

    strategy_version_id: Mapped[UUID | None]
    playbook_version_id: Mapped[UUID | None]
    part: Mapped[str]
    body: Mapped[str]
    written_by_id: Mapped[UUID]
    written_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    settled_by_id: Mapped[UUID | None]
    settled_at: Mapped[datetime | None]
