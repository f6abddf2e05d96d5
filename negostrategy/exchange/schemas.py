"""What a line may say. One schema per part; whatever is not named here is refused, not ignored."""

from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from marshmallow import ValidationError

from negostrategy.exchange.drafts import (
    AlternativeLine,
    CounterpartLine,
    MoveLine,
    NegotiationLine,
    OutcomeLine,
    PersonLine,
    PulseLine,
    TermLine,
)
from negostrategy.exchange.fields import (
    KEY,
    LONGEST_KEY,
    Answer,
    ByKey,
    Currency,
    Day,
    Figure,
    Instant,
    OneOf,
    Position,
    WholeFigure,
    Words,
    YesNo,
)
from negostrategy.exchange.number_line import placed_on
from negostrategy.exchange.shapes import Part, Parts, Shape
from negostrategy.kernel.business import (
    Channel,
    Direction,
    GameRules,
    Kind,
    MoveTag,
    Outcome,
    Privacy,
    PulseDomain,
    Segment,
    Side,
    Style,
    Topic,
    ValueKind,
)
from negostrategy.negotiations.number_line import NotOnTheLine, refuse_crossed
from negostrategy.negotiations.schemas.terms import BOTH_SAID

POSITIONS = ("opening", "target", "acceptable", "walk_away", "theirs", "agreed")
LONGEST_TITLE = 300
LONGEST_NOTE = 20_000


class CounterpartSchema(Shape):
    """The other side."""

    makes = CounterpartLine
    name = Words(200)
    segment = OneOf(Segment)


class AlternativeSchema(Shape):
    """Our alternative."""

    makes = AlternativeLine
    text = Words(2000)
    value = Figure()
    valued_on = Day()


class OutcomeSchema(Shape):
    """How it ended."""

    makes = OutcomeLine
    state = OneOf(Outcome, required=True)
    reason = Words(2000)
    closed_on = Day()


class LevelSchema(Shape):
    """One level of a choice; they are listed from the first."""

    level = WholeFigure(lowest=0)
    label = Words(200, required=True)
    points = Figure(lowest=0, highest=100)

    def make(self, values: dict[str, Any], **_kwargs: Any) -> Any:
        """Return the level as it is stored."""
        points = values.get("points")
        return {"label": values["label"], "points": None if points is None else float(points)}


class TermSchema(Shape):
    """One term."""

    key = Words(LONGEST_KEY, KEY, required=True)
    name = Words(200)
    topic = OneOf(Topic)
    kind = OneOf(ValueKind)
    unit = Words(60)
    currency = Currency()
    direction = OneOf(Direction)
    giver = OneOf(("us", "them"))
    weight = Figure(lowest=0)
    levels = Parts(LevelSchema(), most=50)
    opening = Position()
    target = Position()
    acceptable = Position()
    walk_away = Position()
    theirs = Position()
    agreed = Position()
    quantity = Figure(lowest=0)
    our_value = Figure()
    their_value = Figure()
    detail = Words(2000)
    not_part = YesNo()

    def make(self, values: dict[str, Any], **_kwargs: Any) -> Any:
        """Return the term with every position on its number line."""
        said = {name: value for name, value in values.items() if value is not None}
        if "levels" in said:
            said["levels"] = tuple({"level": place} | level for place, level in enumerate(said["levels"]))
        if said.get("not_part") and "agreed" in said:
            raise ValidationError(BOTH_SAID, "agreed")
        kind = said.get("kind", "number")
        labels = labels_of(said.get("levels"))
        for name in POSITIONS:
            if name in said:
                said[name] = _placed(name, kind, said[name], labels)
        try:
            refuse_crossed(*(said.get(name) for name in ("direction", "walk_away", "acceptable", "target")))
        except NotOnTheLine as refusal:
            raise ValidationError(str(refusal), "target") from refusal
        return TermLine(**({"name": said["key"].replace("_", " ").capitalize()} | said))


class MoveSchema(Shape):
    """One move."""

    makes = MoveLine
    side = OneOf(Side, required=True)
    tag = OneOf(MoveTag, required=True)
    made_at = Instant()
    positions = ByKey(Position(), most=200)
    note = Words(2000)
    answers = WholeFigure(lowest=1)


class PulseSchema(Shape):
    """One feeling of one side."""

    makes = PulseLine
    side = OneOf(Side, required=True)
    domain = OneOf(PulseDomain, required=True)
    score = Figure(1, 7, 1, required=True)


class PersonSchema(Shape):
    """Somebody else of ours."""

    email = Words(200, required=True)
    part = OneOf(("party", "reader"))

    def make(self, values: dict[str, Any], **_kwargs: Any) -> Any:
        """Return the person with the part they play."""
        return PersonLine(email=values["email"].lower(), part=values.get("part") or "party")


class LineSchema(Shape):
    """A whole negotiation. zone: where a day begins, for lines that name an instant and no day."""

    key = Words(200, required=True)
    source = Words(60)
    title = Words(LONGEST_TITLE, required=True)
    kind = OneOf(Kind)
    topic = OneOf(Topic)
    channel = OneOf(Channel)
    held_on = Day()
    held_at = Instant()
    recorded_at = Instant()
    note = Words(LONGEST_NOTE)
    owner = Words(200)
    team = Words(200)
    people = Parts(PersonSchema(), most=100)
    counterpart = Part(CounterpartSchema())
    privacy = OneOf(Privacy)
    style_planned = OneOf(Style)
    style_used = OneOf(Style)
    power_balance = WholeFigure(-2, 2)
    rules_of_game = OneOf(GameRules)
    alternative = Part(AlternativeSchema())
    value = Figure()
    currency = Currency()
    terms = Parts(TermSchema(), most=200)
    moves = Parts(MoveSchema(), most=1000)
    pulses = Parts(PulseSchema(), most=8)
    answers = ByKey(Answer(), most=100)
    outcome = Part(OutcomeSchema())

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self.zone = zone

    def make(self, values: dict[str, Any], **_kwargs: Any) -> Any:
        """Return the negotiation, its parts checked against each other."""
        said = {name: value for name, value in values.items() if value is not None}
        held_at = said.pop("held_at", None)
        if "held_on" not in said:
            if held_at is None:
                raise ValidationError("The day is missing: give held_on or held_at.", "held_on")
            said["held_on"] = held_at.astimezone(self.zone).date()
        for name in ("people", "terms", "moves", "pulses"):
            said[name] = tuple(said.get(name, ()))
        if "owner" in said:
            said["owner"] = said["owner"].lower()
        _refuse_twice("terms", [term.key for term in said["terms"]])
        _refuse_twice("pulses", [(pulse.side, pulse.domain) for pulse in said["pulses"]])
        _refuse_twice("people", [person.email for person in said["people"]])
        said["moves"] = _checked_moves(said["moves"], said["terms"])
        said["outcome"] = _settled(said)
        return NegotiationLine(**said)


def labels_of(levels: Any) -> list[str]:
    """Return the labels of a choice in their order."""
    return [level["label"] for level in levels or ()]


def _placed(name: str, kind: str, said: Any, labels: list[str]) -> Decimal:
    try:
        return placed_on(kind, said, labels)
    except NotOnTheLine as refusal:
        raise ValidationError(str(refusal), name) from refusal


def _refuse_twice(name: str, said: list[Any]) -> None:
    if len(set(said)) < len(said):
        raise ValidationError("The same one is named twice.", name)


def _checked_moves(moves: tuple[MoveLine, ...], terms: tuple[TermLine, ...]) -> tuple[MoveLine, ...]:
    by_key = {term.key: term for term in terms}
    checked = []
    for place, move in enumerate(moves, 1):
        if move.answers is not None and (move.answers == place or move.answers > len(moves)):
            raise ValidationError(f"Move {place} answers a move that is not there.", "moves")
        positions = {}
        for key, said in move.positions.items():
            term = by_key.get(key)
            if term is None:
                raise ValidationError(f"Move {place} names {key}, which is no term of this negotiation.", "moves")
            positions[key] = _placed("moves", term.kind, said, labels_of(term.levels))
        checked.append(
            MoveLine(
                side=move.side,
                tag=move.tag,
                made_at=move.made_at,
                positions=positions,
                note=move.note,
                answers=move.answers,
            )
        )
    return tuple(checked)


def _settled(said: dict[str, Any]) -> OutcomeLine:
    outcome = said.get("outcome") or OutcomeLine(state=Outcome.OPEN)
    if outcome.state == Outcome.OPEN:
        if outcome.closed_on is not None:
            raise ValidationError("An open negotiation has no day of closing.", "outcome")
        return OutcomeLine(state=outcome.state, reason=outcome.reason)
    closed_on = outcome.closed_on or said["held_on"]
    if closed_on < said["held_on"]:
        raise ValidationError("It was closed before it was held.", "outcome")
    return OutcomeLine(state=outcome.state, reason=outcome.reason, closed_on=closed_on)
