"""A record as its page and the API show it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Direction, Outcome, Privacy
from negostrategy.negotiations.bands import at_points, place_of, place_of_sealed, points_of, zone_of
from negostrategy.negotiations.number_line import read_form, typed_form
from negostrategy.negotiations.policy import may_edit


@dataclass(frozen=True)
class TermRow:
    """One term with its positions as numbers.

    edge: where the band of a sealed walk-away turns, if that can be told; never shown.
    """

    id: UUID
    place: int
    key: str
    name: str
    topic: str
    kind: str
    unit: str
    currency: str | None
    direction: str | None
    giver: str | None
    weight: Decimal
    levels: list[dict[str, Any]] | None
    opening: Decimal | None
    target: Decimal | None
    acceptable: Decimal | None
    walk_away: Decimal | None
    theirs: Decimal | None
    agreed: Decimal | None
    quantity: Decimal | None
    our_value: Decimal | None
    their_value: Decimal | None
    detail: str | None
    reference: str | None = None
    reference_amount: Decimal | None = None
    not_part: bool = False
    edge: Decimal | None = None
    is_sealed: bool = False

    @property
    def labels(self) -> list[str]:
        """Return the labels of a choice in their order."""
        return [level["label"] for level in self.levels or []]

    @property
    def is_known(self) -> bool:
        """Return whether any position is known, or that it is not part of the agreement."""
        positions = (self.opening, self.target, self.acceptable, self.walk_away, self.theirs, self.agreed)
        return self.not_part or any(position is not None for position in positions)

    @property
    def present(self) -> Decimal | None:
        """Return what was agreed, else where the other side stands; nothing of what is not part of the agreement."""
        if self.not_part:
            return None
        return self.theirs if self.agreed is None else self.agreed

    @property
    def spot(self) -> float | None:
        """Return where the present position lies between walk-away and target, in per cent of the picture."""
        if self.edge is not None:
            return place_of_sealed(self.present, self.direction, self.edge, self.acceptable, self.target)
        places = (self.present, self.walk_away, self.acceptable, self.target)
        if not self.levels:
            return place_of(places[0], self.direction, *places[1:])
        points = points_of(self.levels)
        if not 0 <= (places[0] if places[0] is not None else -1) < len(points):
            return None
        if self.direction is not None:
            return place_of(places[0], self.direction, *places[1:])
        present, *limits = (at_points(points, place) for place in places)
        return place_of(present, Direction.MORE, *limits)

    @property
    def band(self) -> str | None:
        """Return whether the present position may be agreed: stop, ask, within, target."""
        return zone_of(self.spot)

    def worded(self, number: float | Decimal, unit: str = "") -> str:
        """Return a number of this term's line as one reads it: 9,000, 2026-12-04, a level's label, yes."""
        return read_form(self.kind, Decimal(str(number)), self.labels, unit)

    def said(self, number: float | Decimal) -> str:
        """Return a number of this term's line with what it is counted in: 9,000 units, 1 day, 97.1 %."""
        return self.worded(number, self.currency or self.unit)

    def typed(self, position: str) -> str:
        """Return one position as one would type it."""
        return typed_form(self.kind, getattr(self, position), self.labels)


@dataclass(frozen=True)
class MoveRow:
    """One move."""

    id: UUID
    place: int
    side: str
    tag: str
    made_at: datetime | None
    positions: dict[str, Any]
    note: str | None
    answers_move_id: UUID | None


@dataclass(frozen=True)
class PersonOnIt:
    """Somebody of ours on the record."""

    user_id: UUID
    name: str
    part: str


@dataclass(frozen=True)
class RevisionRow:
    """One edit: what it changed, when and by whom; why, where the edit itself does not tell."""

    number: int
    changed: list[str]
    changed_at: datetime
    changed_by: str
    why: str | None = None


@dataclass(frozen=True)
class Record:
    """One negotiation. other_side is the organization or team; pulses: {(side, domain): score}."""

    id: UUID
    title: str
    note: str | None
    kind: str
    topic: str
    channel: str | None
    held_on: date
    recorded_at: datetime
    changed_at: datetime
    owner_id: UUID
    owner_name: str
    team_id: UUID | None
    team_name: str | None
    counterpart_id: UUID | None
    counterpart_team_id: UUID | None
    other_side: str | None
    segment: str | None
    privacy: str
    style_planned: str | None
    style_used: str | None
    power_balance: int | None
    rules_of_game: str | None
    alternative: str | None
    alternative_value: Decimal | None
    alternative_valued_on: date | None
    value: Decimal | None
    currency: str | None
    outcome: str
    outcome_reason: str | None
    closed_on: date | None
    strategy_version_id: UUID | None
    playbook_version_id: UUID | None
    answers: dict[str, Any]
    revision: int
    terms: list[TermRow]
    moves: list[MoveRow]
    people: list[PersonOnIt]
    pulses: dict[tuple[str, str], Decimal]

    @property
    def is_open(self) -> bool:
        """Return whether it has not ended."""
        return self.outcome == Outcome.OPEN

    @property
    def spoken_of(self) -> list[TermRow]:
        """Return the terms on which any position is known."""
        return [term for term in self.terms if term.is_known]

    @property
    def unspoken(self) -> list[TermRow]:
        """Return the terms on which nothing is known yet."""
        return [term for term in self.terms if not term.is_known]

    @property
    def left_out(self) -> list[TermRow]:
        """Return the terms that are not part of the agreement."""
        return [term for term in self.terms if term.not_part]

    @property
    def parties(self) -> list[PersonOnIt]:
        """Return the colleagues who took part."""
        return [one for one in self.people if one.part == "party"]

    @property
    def readers(self) -> list[PersonOnIt]:
        """Return the named readers."""
        return [one for one in self.people if one.part == "reader"]

    def may_be_edited_by(self, actor: Actor) -> bool:
        """Return whether this person may change it."""
        is_party = any(one.user_id == actor.user_id for one in self.parties)
        return may_edit(actor, self, is_party)

    @property
    def who_reads(self) -> str:
        """Return who may read it, in words."""
        said = {
            Privacy.OPEN: "Its people and their managers",
            Privacy.NEED_TO_KNOW: "Its people only",
            Privacy.PRIVATE: "The owner only",
        }[Privacy(self.privacy)]
        return f"{said}, and {len(self.readers)} named" if self.readers else said
