"""What somebody asks to be allowed on a record, and what is let pass for a time."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from negostrategy.kernel.columns import TenantRow, belongs_to, one_of
from negostrategy.kernel.db import Base

STATES = ["open", "approved", "refused", "withdrawn", "ended"]
OFFICES = ["employee", "manager", "leader"]


class ApprovalRequest(TenantRow, Base):
    """One question to whoever may say yes. A trigger keeps it as it was asked, and as it was decided.

    crossings: what it is about, as keys; snapshot: the record and the offer as they were asked, in words and numbers.
    value_reach: how far by value the word of whoever said yes went, {currency: limit}, NULL without end.
    conditions: what a yes depends on, in words; limits: the same as terms and places, where the words name them
    (see compliance.conditions). decided_as: the office in which somebody said yes.
    is_retroactive: decided after the record was agreed; the database says so itself, for ever.
    """

    __tablename__ = "approval_requests"
    __table_args__ = (
        one_of("state", STATES),
        one_of("decided_as", OFFICES),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided"),
        belongs_to("negotiations", "negotiation_id", cascade=True),
        belongs_to("users", "asked_by_id"),
        belongs_to("users", "decided_by_id"),
        belongs_to("users", "decided_for_id"),
        Index(None, "organization_id", "negotiation_id"),
        Index(None, "organization_id", "asked_by_id"),
        Index(None, "organization_id", "decided_by_id"),
        Index(None, "organization_id", "decided_for_id"),
        Index("ix_approval_requests_due", "organization_id", "state", "due_at"),
    )

    negotiation_id: Mapped[UUID]
    asked_by_id: Mapped[UUID]
    asked_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    why: Mapped[str]
    needed_by: Mapped[date | None]
    crossings: Mapped[list[str]] = mapped_column(ARRAY(Text()))
    snapshot: Mapped[dict[str, Any]]
    due_at: Mapped[datetime]
    escalated_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(server_default=text("'open'"))
    decided_by_id: Mapped[UUID | None]
    decided_for_id: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    reason: Mapped[str | None]
    conditions: Mapped[str | None]
    limits: Mapped[list[dict[str, Any]]] = mapped_column(server_default=text("'[]'"))
    decided_as: Mapped[str | None]
    value_reach: Mapped[dict[str, Any] | None]
    is_retroactive: Mapped[bool] = mapped_column(server_default=text("false"))


class ConditionTick(TenantRow, Base):
    """Somebody says, as they agree, that the condition of a yes is met, and how."""

    __tablename__ = "condition_ticks"
    __table_args__ = (
        belongs_to("approval_requests", "request_id", cascade=True),
        belongs_to("users", "said_by_id"),
        Index(None, "organization_id", "request_id"),
        Index(None, "organization_id", "said_by_id"),
    )

    request_id: Mapped[UUID]
    said_by_id: Mapped[UUID]
    note: Mapped[str]
    said_at: Mapped[datetime] = mapped_column(server_default=text("now()"))


class ApprovalSeat(TenantRow, Base):
    """Somebody who was asked. One yes or no of any of them decides."""

    __tablename__ = "approval_seats"
    __table_args__ = (
        UniqueConstraint("organization_id", "request_id", "user_id"),
        belongs_to("approval_requests", "request_id", cascade=True),
        belongs_to("users", "user_id"),
        Index(None, "organization_id", "user_id"),
    )

    request_id: Mapped[UUID]
    user_id: Mapped[UUID]
    asked_at: Mapped[datetime] = mapped_column(server_default=text("now()"))


class Waiver(TenantRow, Base):
    """A broken rule is let pass until a day: on one record, or, without negotiation_id, on every one under the rule."""

    __tablename__ = "waivers"
    __table_args__ = (
        belongs_to("playbooks", "playbook_id", cascade=True),
        belongs_to("negotiations", "negotiation_id", cascade=True),
        belongs_to("users", "waived_by_id"),
        Index(None, "organization_id", "playbook_id"),
        Index(None, "organization_id", "negotiation_id"),
        Index(None, "organization_id", "waived_by_id"),
    )

    playbook_id: Mapped[UUID]
    rule_key: Mapped[str]
    negotiation_id: Mapped[UUID | None]
    reason: Mapped[str]
    until_on: Mapped[date]
    waived_by_id: Mapped[UUID]
    waived_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    ended_at: Mapped[datetime | None]
