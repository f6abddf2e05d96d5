"""What lies on the table: terms, moves, and how both sides felt."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Numeric, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from negostrategy.kernel.business import Direction, MoveTag, PulseDomain, Side, Topic, ValueKind
from negostrategy.kernel.columns import TenantRow, belongs_to, one_of
from negostrategy.kernel.db import Base


class Term(TenantRow, Base):
    """One thing that can be set, with the positions and what was agreed, all on one number line (see ValueKind).

    detail says what a bare number cannot: the milestone, the person, the parameter. currency is set for money only.
    our_value and their_value are what one unit is worth to each side; quantity is the whole when something is divided:
    agreed then counts our part, and theirs is the rest.
    reference: what opening to walk-away are percentages of in the playbook, such as the list price; reference_amount is
    how much that is here, and the positions are worked out from it. Unless it is known, they are not.
    not_part: it is not part of the agreement; nothing is agreed on it then.
    """

    __tablename__ = "terms"
    __table_args__ = (
        UniqueConstraint("organization_id", "negotiation_id", "key"),
        one_of("topic", Topic),
        one_of("kind", ValueKind),
        one_of("direction", Direction),
        CheckConstraint("giver IN ('us', 'them')", name="giver"),
        CheckConstraint("weight >= 0", name="weight"),
        CheckConstraint("NOT not_part OR agreed IS NULL", name="not_part"),
        belongs_to("negotiations", "negotiation_id", cascade=True),
    )

    negotiation_id: Mapped[UUID]
    place: Mapped[int] = mapped_column(SmallInteger)
    key: Mapped[str]
    name: Mapped[str]
    topic: Mapped[str]
    kind: Mapped[str]
    unit: Mapped[str]
    currency: Mapped[str | None]
    direction: Mapped[str | None]
    giver: Mapped[str | None]
    weight: Mapped[Decimal] = mapped_column(server_default=text("0"))
    levels: Mapped[list[dict[str, Any]] | None]
    opening: Mapped[Decimal | None]
    target: Mapped[Decimal | None]
    acceptable: Mapped[Decimal | None]
    walk_away: Mapped[Decimal | None]
    theirs: Mapped[Decimal | None]
    agreed: Mapped[Decimal | None]
    quantity: Mapped[Decimal | None]
    our_value: Mapped[Decimal | None]
    their_value: Mapped[Decimal | None]
    detail: Mapped[str | None]
    reference: Mapped[str | None]
    reference_amount: Mapped[Decimal | None]
    not_part: Mapped[bool] = mapped_column(server_default=text("false"))


class Move(TenantRow, Base):
    """One step of one side. positions: {term key: number} stated in it; answers_move_id: what it gives back for."""

    __tablename__ = "moves"
    __table_args__ = (
        UniqueConstraint("organization_id", "negotiation_id", "place"),
        one_of("side", Side),
        one_of("tag", MoveTag),
        belongs_to("negotiations", "negotiation_id", cascade=True),
        belongs_to("moves", "answers_move_id"),
        Index(None, "organization_id", "answers_move_id"),
    )

    negotiation_id: Mapped[UUID]
    place: Mapped[int]
    side: Mapped[str]
    tag: Mapped[str]
    made_at: Mapped[datetime | None]
    positions: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    note: Mapped[str | None]
    answers_move_id: Mapped[UUID | None]


class Pulse(TenantRow, Base):
    """How one side felt on one of the four themes, 1 (badly) to 7 (well); own and counterpart are never merged."""

    __tablename__ = "pulses"
    __table_args__ = (
        UniqueConstraint("organization_id", "negotiation_id", "side", "domain"),
        one_of("side", Side),
        one_of("domain", PulseDomain),
        CheckConstraint("score BETWEEN 1 AND 7", name="score"),
        belongs_to("negotiations", "negotiation_id", cascade=True),
    )

    negotiation_id: Mapped[UUID]
    side: Mapped[str]
    domain: Mapped[str]
    score: Mapped[Decimal] = mapped_column(Numeric(3, 1))
