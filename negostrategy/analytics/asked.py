"""What somebody asks of the figures, and of the records behind one of them: plain words in an address."""

from dataclasses import dataclass, replace
from dataclasses import fields as fields_of
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from marshmallow import fields, validate

from negostrategy.edge.fields import Day
from negostrategy.edge.payloads import DraftSchema
from negostrategy.kernel.business import Binding, Kind, Outcome, Result, Segment, Style, Topic

WEEKS, YEAR = 12, 52
WEEK = timedelta(weeks=1)
NOBODY = "none"
BANDS = ("target", "within", "ask", "stop", "unstated", "unknown")


def _word(words: Any) -> fields.String:
    listed = [str(word) for word in words]
    return fields.String(validate=validate.OneOf(listed, error=f"Choose one of: {', '.join(listed)}."))


class IdOrNone(fields.UUID):
    """The id of something, or `none` for records that have no such thing."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        return NOBODY if value == NOBODY else super()._deserialize(value, attr, data, **kwargs)


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def weeks_before(day: date, count: int) -> date:
    """Return the first day of so many whole weeks, of which a day lies in the last."""
    return monday_of(day) - (count - 1) * WEEK


@dataclass(frozen=True)
class Asked:
    """Which negotiations a dashboard is about; what is None is not asked. The day counts on which they were held."""

    held_from: date | None = None
    held_to: date | None = None
    team: UUID | str | None = None
    kind: str | None = None
    topic: str | None = None
    playbook: UUID | str | None = None

    def within(self, today: date, weeks: int = WEEKS, *, are_whole: bool = False) -> "Asked":
        """Return the same with its period: the last twelve weeks unless one was given.

        are_whole: weeks that begin on a Monday, with the present one; else weeks back from today.
        """
        held_to = self.held_to or today
        usual = weeks_before(held_to, weeks) if are_whole else held_to - weeks * WEEK + timedelta(days=1)
        return replace(self, held_to=held_to, held_from=self.held_from or usual)

    @property
    def given(self) -> dict[str, str]:
        """Return the filters in force as words of an address."""
        pairs = ((one.name, getattr(self, one.name)) for one in fields_of(self))
        return {name: str(value) for name, value in pairs if value is not None}


class AskedSchema(DraftSchema):
    """The filters of a dashboard."""

    makes = Asked
    held_from = Day()
    held_to = Day()
    team = IdOrNone()
    kind = _word(Kind)
    topic = _word(Topic)
    playbook = IdOrNone()


@dataclass(frozen=True)
class CellAsked(Asked):
    """Which records one figure, or one part of it, is made of."""

    rule: UUID | None = None
    result: str | None = None
    outcome: str | None = None
    band: str | None = None
    style_used: str | None = None
    power: int | None = None
    scored: str | None = None
    version: UUID | None = None
    covered: str | None = None
    blind: str | None = None
    segment: str | None = None
    captured: str | None = None
    moved: str | None = None
    guessed: str | None = None
    planned: str | None = None
    allowed: str | None = None
    prompt: str | None = None
    currency: str | None = None
    valued: str | None = None
    tested: str | None = None
    binding: str | None = None
    good: str | None = None


class CellSchema(AskedSchema):
    """The filters of the records behind a figure.

    result: of any rule or the one named; `judged` is kept or broken. binding: of rules, with a result. planned,
    allowed: was the style used the one planned, one that the strategy allows; `known` is yes or no. prompt: recorded
    within a day. captured: with something to win, or that in money. tested: with guesses of which they told the figure,
    and whether they held. good: agreed at target or acceptable; `known` is what can be told, `other` all others.
    """

    makes = CellAsked
    rule = fields.UUID()
    result = _word([Result.KEPT, Result.BROKEN, Result.UNKNOWN, "judged", "any"])
    outcome = _word([*Outcome, "closed"])
    band = _word(BANDS)
    style_used = _word([*Style, NOBODY])
    power = fields.Integer(validate=validate.Range(-2, 2, error="Power balance goes from −2 to +2."))
    scored = _word(["yes"])
    version = fields.UUID()
    covered = _word(["yes", "no"])
    blind = _word(["yes"])
    segment = _word([*Segment, NOBODY])
    moved, prompt, valued, guessed = _word(["yes"]), _word(["yes"]), _word(["yes"]), _word(["yes"])
    captured = _word(["yes", "money"])
    binding = _word(Binding)
    good = _word(["yes", "no", "known", "other"])
    tested = _word(["yes", "held", "wrong", "untested"])
    planned, allowed = _word(["yes", "no", "known"]), _word(["yes", "no", "known"])
    currency = fields.String(validate=validate.Length(equal=3, error="A currency is three letters, such as EUR."))
