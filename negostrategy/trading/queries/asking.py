"""What to ask next about a value table: each question with what its answer would be worth, the best first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from negostrategy.bargaining.amounts import POINTS
from negostrategy.bargaining.asking_next import Question, questions_by_worth
from negostrategy.bargaining.exchange import COST, VALUE
from negostrategy.bargaining.interval import Interval
from negostrategy.trading.queries.line import Line

type_of_reason = Literal["half_known", "not_known", "after_the_other", "decides", "narrows"]
STAGES: tuple[tuple[type_of_reason, ...], ...] = (
    ("half_known", "not_known"),
    ("after_the_other",),
    ("decides",),
    ("narrows",),
)


@dataclass(frozen=True)
class Asking:
    """One question, and why it stands where it does.

    Shapes: reason names the sentence: half_known when only this figure is missing, not_known when both are,
            after_the_other when this one is guessed and the other is missing, decides when the change may win or lose,
            narrows when no answer inside the guess changes whether it wins.
    Units:  unit of every range. spares: the mistake that an answer takes away, at least and at most; None where that
            cannot be told. other: the other figure of the change, guess: this one; both as far as they are known.
    """

    words: str
    is_cost: bool
    reason: type_of_reason
    unit: str
    guess: Interval | None
    other: Interval | None
    gain: Interval | None
    spares: Interval | None


def asked_next(lines: Sequence[Line]) -> tuple[Asking, ...]:
    """Return the figures to ask about, first what nobody knows, then what may spare the largest mistake.

    Units:  each unit is ranked by itself: a point and a euro are never compared, money stands before points.
    """
    units = sorted({line.unit for line in lines}, key=lambda unit: (unit == POINTS, unit))
    found = [
        _asking(one, unit)
        for unit in units
        for one in questions_by_worth([line.trade for line in lines if line.unit == unit])
    ]
    return tuple(sorted(found, key=lambda one: next(n for n, stage in enumerate(STAGES) if one.reason in stage)))


def _asking(one: Question, unit: str) -> Asking:
    other = one.trade.known(VALUE if one.figure == COST else COST)
    return Asking(
        words=one.trade.question(one.figure),
        is_cost=one.figure == COST,
        reason=_reason(one, other),
        unit=unit,
        guess=one.trade.known(one.figure),
        other=other,
        gain=one.trade.gain,
        spares=one.spares,
    )


def _reason(one: Question, other: Interval | None) -> type_of_reason:
    if one.spares is not None:
        return "decides" if one.spares.high > 0 else "narrows"
    if one.width is not None:
        return "after_the_other"
    return "not_known" if other is None else "half_known"
