"""The record of a negotiation, its people, and what it said before each edit."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Computed, Index, LargeBinary, SmallInteger, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from negostrategy.kernel.business import Channel, GameRules, Kind, Outcome, Privacy, Segment, Style, Topic
from negostrategy.kernel.columns import TenantRow, belongs_to, one_of
from negostrategy.kernel.db import Base


class Negotiation(TenantRow, Base):
    """One negotiation. Only the sentence, the kind and the day are required; everything else may be asked later.

    answers: {question key: answer} to the questions of the pinned playbook version. segment is the counterpart's on the
    day of recording, so that a later change of segment does not rewrite the past. revision counts edits (ETag).
    """

    __tablename__ = "negotiations"
    __table_args__ = (
        one_of("kind", Kind),
        one_of("topic", Topic),
        one_of("channel", Channel),
        one_of("privacy", Privacy),
        one_of("segment", Segment),
        one_of("outcome", Outcome),
        one_of("rules_of_game", GameRules),
        one_of("style_planned", Style),
        one_of("style_used", Style),
        CheckConstraint("power_balance BETWEEN -2 AND 2", name="power_balance"),
        CheckConstraint("(outcome = 'open') = (closed_on IS NULL)", name="closed"),
        CheckConstraint("counterpart_id IS NULL OR kind = 'external'", name="counterpart"),
        CheckConstraint("counterpart_team_id IS NULL OR kind = 'internal'", name="counterpart_team"),
        UniqueConstraint("organization_id", "source", "source_key"),
        belongs_to("users", "owner_id"),
        belongs_to("teams", "team_id"),
        belongs_to("counterparts", "counterpart_id"),
        belongs_to("teams", "counterpart_team_id"),
        belongs_to("strategy_versions", "strategy_version_id"),
        belongs_to("playbook_versions", "playbook_version_id"),
        belongs_to("negotiations", "parent_id"),
        Index("ix_negotiations_newest", "organization_id", "held_on", "id"),
        Index("ix_negotiations_owner", "organization_id", "owner_id", "held_on"),
        Index("ix_negotiations_team", "organization_id", "team_id", "held_on"),
        Index(None, "organization_id", "counterpart_id"),
        Index(None, "organization_id", "counterpart_team_id"),
        Index(None, "organization_id", "strategy_version_id"),
        Index(None, "organization_id", "playbook_version_id"),
        Index(None, "organization_id", "parent_id"),
        Index("ix_negotiations_search", "search", postgresql_using="gin"),
    )

    title: Mapped[str]
    note: Mapped[str | None]
    kind: Mapped[str]
    topic: Mapped[str] = mapped_column(server_default=text("'other'"))
    channel: Mapped[str | None]
    held_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    changed_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    owner_id: Mapped[UUID]
    team_id: Mapped[UUID | None]
    counterpart_id: Mapped[UUID | None]
    counterpart_team_id: Mapped[UUID | None]
    segment: Mapped[str | None]
    privacy: Mapped[str] = mapped_column(server_default=text("'open'"))
    style_planned: Mapped[str | None]
    style_used: Mapped[str | None]
    power_balance: Mapped[int | None] = mapped_column(SmallInteger)
    rules_of_game: Mapped[str | None]
    alternative: Mapped[str | None]
    alternative_value: Mapped[Decimal | None]
    alternative_valued_on: Mapped[date | None]
    value: Mapped[Decimal | None]
    currency: Mapped[str | None]
    outcome: Mapped[str] = mapped_column(server_default=text("'open'"))
    outcome_reason: Mapped[str | None]
    closed_on: Mapped[date | None]
    strategy_version_id: Mapped[UUID | None]
    playbook_version_id: Mapped[UUID | None]
    parent_id: Mapped[UUID | None]
    answers: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    source: Mapped[str | None]
    source_key: Mapped[str | None]
    revision: Mapped[int] = mapped_column(server_default=text("1"))
    sent_digest: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    search: Mapped[Any] = mapped_column(
        TSVECTOR,
        Computed("to_tsvector('simple', title || ' ' || coalesce(note, ''))", persisted=True),
        deferred=True,
    )


class NegotiationPerson(TenantRow, Base):
    """Somebody of ours on a negotiation: a party to it, or a named reader. team_id is their team at that time."""

    __tablename__ = "negotiation_people"
    __table_args__ = (
        UniqueConstraint("organization_id", "negotiation_id", "user_id"),
        CheckConstraint("part IN ('party', 'reader')", name="part"),
        belongs_to("negotiations", "negotiation_id", cascade=True),
        belongs_to("users", "user_id"),
        belongs_to("teams", "team_id"),
        Index(None, "organization_id", "user_id"),
        Index(None, "organization_id", "team_id"),
    )

    negotiation_id: Mapped[UUID]
    user_id: Mapped[UUID]
    team_id: Mapped[UUID | None]
    part: Mapped[str] = mapped_column(server_default=text("'party'"))


class Revision(TenantRow, Base):
    """What a record said before one edit, and who made that edit. said: the whole record and its terms, as data.

    why: a sentence where the edit itself does not tell, such as that a version began.
    """

    __tablename__ = "revisions"
    __table_args__ = (
        UniqueConstraint("organization_id", "negotiation_id", "number"),
        belongs_to("negotiations", "negotiation_id", cascade=True),
        belongs_to("users", "changed_by_id"),
        Index(None, "organization_id", "changed_by_id"),
    )

    negotiation_id: Mapped[UUID]
    number: Mapped[int]
    said: Mapped[dict[str, Any]]
    changed: Mapped[list[str]]
    changed_by_id: Mapped[UUID]
    why: Mapped[str | None]
    changed_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
