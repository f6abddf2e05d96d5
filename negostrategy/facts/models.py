"""The stored copy of the facts, and the view that is their only definition."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped

from negostrategy.kernel.columns import TenantRow
from negostrategy.kernel.db import Base


class FactColumns:
    """What is known of a negotiation; its id is the negotiation's. NULL means not known.

    terms: {key: {opening, target, acceptable, walk_away, theirs, agreed, current, score, band, d, not_part}} as
    numbers, band a word, d +1 or -1, not_part true or absent. answers: {question key: answer}, true or false to a
    yes-or-no question, a number to one that asks for a number, a text to a choice; anything else counts as not
    answered. Counts are never NULL.
    floors: the keys of what has a walk-away, on the record or in its playbook, sealed or not; unstated_floors: those of
    them of which an agreement says neither what was agreed nor that they are not part of it.
    approved_by: the office of whoever said yes to it as it stands, the highest of several.
    """

    owner_id: Mapped[UUID]
    team_id: Mapped[UUID | None]
    held_on: Mapped[date]
    recorded_at: Mapped[datetime]
    privacy: Mapped[str]
    playbook_version_id: Mapped[UUID | None]
    strategy_version_id: Mapped[UUID | None]
    counterpart_id: Mapped[UUID | None]
    kind: Mapped[str]
    topic: Mapped[str]
    channel: Mapped[str | None]
    segment: Mapped[str | None]
    style_planned: Mapped[str | None]
    style_used: Mapped[str | None]
    power_balance: Mapped[int | None]
    rules_of_game: Mapped[str | None]
    outcome: Mapped[str]
    is_closed: Mapped[bool]
    has_reason: Mapped[bool]
    closed_on: Mapped[date | None]
    duration_days: Mapped[int | None]
    value: Mapped[Decimal | None]
    currency: Mapped[str | None]
    has_alternative: Mapped[bool]
    alternative_value: Mapped[Decimal | None]
    alternative_age_days: Mapped[int | None]
    capture_delay_hours: Mapped[int]
    party_count: Mapped[int]
    term_count: Mapped[int]
    open_term_count: Mapped[int]
    agreed_term_count: Mapped[int]
    both_valued_count: Mapped[int]
    term_without_walk_away_count: Mapped[int]
    beyond_walk_away_count: Mapped[int]
    beyond_acceptable_count: Mapped[int]
    within_count: Mapped[int]
    at_target_count: Mapped[int]
    move_count: Mapped[int]
    our_move_count: Mapped[int]
    their_move_count: Mapped[int]
    our_concession_count: Mapped[int]
    free_concession_count: Mapped[int]
    deal_score: Mapped[Decimal | None]
    score_coverage: Mapped[Decimal | None]
    own_points: Mapped[Decimal | None]
    their_points: Mapped[Decimal | None]
    own_pulse: Mapped[Decimal | None]
    their_pulse: Mapped[Decimal | None]
    terms: Mapped[dict[str, Any]]
    answers: Mapped[dict[str, Any]]
    moved_variable_count: Mapped[int]
    floors: Mapped[list[str]]
    unstated_floors: Mapped[list[str]]
    approved_by: Mapped[str | None]


class Facts(FactColumns, TenantRow, Base):
    """The stored copy, refreshed in the transaction that changed the record."""

    __tablename__ = "facts"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organization_id", "id"], ["negotiations.organization_id", "negotiations.id"], ondelete="CASCADE"
        ),
        Index("ix_facts_held_on", "organization_id", "held_on"),
        Index("ix_facts_team", "organization_id", "team_id", "held_on"),
        Index("ix_facts_owner", "organization_id", "owner_id", "held_on"),
        Index("ix_facts_playbook_version", "organization_id", "playbook_version_id", "held_on"),
    )


class OutdatedFacts(TenantRow, Base):
    """A negotiation whose stored facts an older definition made; the worker refreshes and judges it, and it is gone."""

    __tablename__ = "outdated_facts"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organization_id", "id"], ["negotiations.organization_id", "negotiations.id"], ondelete="CASCADE"
        ),
    )


class DefinedFacts(FactColumns, TenantRow, Base):
    """The view. What it says of a record is, by definition, what is known of it."""

    __tablename__ = "negotiation_facts"
    __table_args__ = {"info": {"is_view": True}}
