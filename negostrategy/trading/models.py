"""The value table of a record, its lines, and the packages put together from them."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, Index, Integer, Numeric, SmallInteger, Text, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from negostrategy.kernel.columns import TenantRow, belongs_to, one_of
from negostrategy.kernel.db import Base

BASES = ["records", "guess"]
MEASURES = ["money", "points"]
GIVERS = ["us", "them"]
MONEY = Numeric(20, 6)


class ValueTable(TenantRow, Base):
    """What holds for all of a record's value table.

    our_share: the share of the joint gain that we want or agreed on, 0 to 1. point_price: what somebody entered that
    one point is worth to us in money; without it points and money stay apart.
    """

    __tablename__ = "value_tables"
    __table_args__ = (
        CheckConstraint("our_share BETWEEN 0 AND 1", name="our_share"),
        CheckConstraint("point_price >= 0", name="point_price"),
        UniqueConstraint("organization_id", "negotiation_id"),
        belongs_to("negotiations", "negotiation_id", cascade=True),
        belongs_to("users", "changed_by_id"),
        Index(None, "organization_id", "changed_by_id"),
    )

    negotiation_id: Mapped[UUID]
    revision: Mapped[int] = mapped_column(Integer, server_default=text("1"))
    our_share: Mapped[Decimal] = mapped_column(Numeric(4, 3), server_default=text("0.5"))
    point_price: Mapped[Decimal | None] = mapped_column(MONEY)
    changed_by_id: Mapped[UUID]
    changed_at: Mapped[datetime] = mapped_column(server_default=text("now()"))


class ValueEntry(TenantRow, Base):
    """One change that one side could give: what it costs the giver, and what it is worth to the receiver.

    Figures are in the record's currency, or in points; None where nobody knows. told: what the other side said its own
    figure is, which then counts instead of the estimate. Lines of one term are options: at most one is chosen.
    """

    __tablename__ = "value_entries"
    __table_args__ = (
        one_of("giver", GIVERS),
        one_of("measure", MEASURES),
        one_of("basis", BASES),
        CheckConstraint("cost_low <= cost_high", name="cost"),
        CheckConstraint("worth_low <= worth_high", name="worth"),
        CheckConstraint("(cost_low IS NULL) = (cost_high IS NULL)", name="cost_whole"),
        CheckConstraint("(worth_low IS NULL) = (worth_high IS NULL)", name="worth_whole"),
        belongs_to("negotiations", "negotiation_id", cascade=True),
        Index(None, "organization_id", "negotiation_id", "place"),
    )

    negotiation_id: Mapped[UUID]
    place: Mapped[int] = mapped_column(SmallInteger)
    what: Mapped[str]
    term_key: Mapped[str | None]
    term_value: Mapped[str | None]
    giver: Mapped[str]
    measure: Mapped[str] = mapped_column(server_default=text("'money'"))
    cost_low: Mapped[Decimal | None] = mapped_column(MONEY)
    cost_high: Mapped[Decimal | None] = mapped_column(MONEY)
    worth_low: Mapped[Decimal | None] = mapped_column(MONEY)
    worth_high: Mapped[Decimal | None] = mapped_column(MONEY)
    basis: Mapped[str] = mapped_column(server_default=text("'guess'"))
    source: Mapped[str] = mapped_column(server_default=text("''"))
    asked_on: Mapped[date | None]
    told: Mapped[Decimal | None] = mapped_column(MONEY)
    told_on: Mapped[date | None]
    is_chosen: Mapped[bool] = mapped_column(server_default=text("false"))


class ValuePackage(TenantRow, Base):
    """Some of the lines, by id: a package kept for comparison, or, with move_id, what a move of either side offered."""

    __tablename__ = "value_packages"
    __table_args__ = (
        belongs_to("negotiations", "negotiation_id", cascade=True),
        belongs_to("users", "made_by_id"),
        belongs_to("moves", "move_id", cascade=True),
        Index(None, "organization_id", "negotiation_id", "made_at"),
        Index(None, "organization_id", "made_by_id"),
        Index(None, "organization_id", "move_id"),
    )

    negotiation_id: Mapped[UUID]
    name: Mapped[str] = mapped_column(Text)
    entry_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()), server_default=text("'{}'"))
    made_by_id: Mapped[UUID]
    made_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    move_id: Mapped[UUID | None]


class ValueSums(TenantRow, Base):
    """The view: what each value table comes to at the middle of its guesses; its id is the negotiation's.

    gain_agreed, gain_possible: N and N* (M6) in `measure`, money or points; None while no gain is known. Guesses are
    of the other side's figures: tested where they told theirs, right where that lies within the range guessed (M26).
    """

    __tablename__ = "value_sums"
    __table_args__ = {"info": {"is_view": True}}

    measure: Mapped[str | None]
    gain_agreed: Mapped[Decimal | None]
    gain_possible: Mapped[Decimal | None]
    guess_count: Mapped[int]
    tested_count: Mapped[int]
    right_count: Mapped[int]
