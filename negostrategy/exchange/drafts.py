"""What one line says once it is checked: a whole negotiation, its names not yet looked up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class CounterpartLine:
    """The other side: an organization, or one of our own teams when the negotiation is internal."""

    name: str | None = None
    segment: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AlternativeLine:
    """What we would do without an agreement, what that is worth, and the day on which we thought so."""

    text: str | None = None
    value: Decimal | None = None
    valued_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class OutcomeLine:
    """How it ended, why, and when."""

    state: str
    reason: str | None = None
    closed_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TermLine:
    """One thing that could be set; all positions are numbers on its number line."""

    key: str
    name: str
    topic: str | None = None
    kind: str = "number"
    unit: str = ""
    currency: str | None = None
    direction: str | None = None
    giver: str | None = None
    weight: Decimal = Decimal(0)
    levels: tuple[Mapping[str, Any], ...] | None = None
    opening: Decimal | None = None
    target: Decimal | None = None
    acceptable: Decimal | None = None
    walk_away: Decimal | None = None
    theirs: Decimal | None = None
    agreed: Decimal | None = None
    quantity: Decimal | None = None
    our_value: Decimal | None = None
    their_value: Decimal | None = None
    detail: str | None = None
    not_part: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class MoveLine:
    """One step of one side. answers: the place (from 1) of the move that it gives something back for."""

    side: str
    tag: str
    made_at: datetime | None = None
    positions: Mapping[str, Any] = field(default_factory=dict)
    note: str | None = None
    answers: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PulseLine:
    """How one side felt on one theme, from 1 to 7."""

    side: str
    domain: str
    score: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonLine:
    """Somebody else of ours: a party to it, or a named reader."""

    email: str
    part: str = "party"


@dataclass(frozen=True, kw_only=True, slots=True)
class NegotiationLine:
    """A whole negotiation as one line says it. source and key together name it once and for all."""

    key: str
    title: str
    source: str = "file"
    kind: str = "external"
    topic: str = "other"
    channel: str | None = None
    held_on: date
    recorded_at: datetime | None = None
    note: str | None = None
    owner: str | None = None
    team: str | None = None
    people: tuple[PersonLine, ...] = ()
    counterpart: CounterpartLine = CounterpartLine()
    privacy: str | None = None
    style_planned: str | None = None
    style_used: str | None = None
    power_balance: int | None = None
    rules_of_game: str | None = None
    alternative: AlternativeLine = AlternativeLine()
    value: Decimal | None = None
    currency: str | None = None
    terms: tuple[TermLine, ...] = ()
    moves: tuple[MoveLine, ...] = ()
    pulses: tuple[PulseLine, ...] = ()
    answers: Mapping[str, Any] = field(default_factory=dict)
    outcome: OutcomeLine = OutcomeLine(state="open")
