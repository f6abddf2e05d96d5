"""How one side moved on one issue, offer by offer (M7 of the metric catalogue)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

from negostrategy.bargaining.precision import exact, precise, quotient
from negostrategy.bargaining.scores import Direction, a_direction

OFFERS_FOR_A_PATTERN: Final = 3


@dataclass(frozen=True, slots=True)
class Line:
    """The line on which one side moves: which way is better for that side, and where it wants and refuses to end.

    Units:  in the unit of the issue; None for a position that is not known.
    Errors: BargainingError when neither more nor less is better.
    """

    direction: Direction
    walk_away: Decimal | None = None
    target: Decimal | None = None
    opening: Decimal | None = None

    def __post_init__(self) -> None:
        """Refuse a line without a way."""
        a_direction(self.direction)


@dataclass(frozen=True, slots=True)
class Concessions:
    """The profile of one side's concessions.

    Shapes: one step fewer than offers; a step below 0 takes something back. None where a position is missing or two
            positions coincide; decreasing_share is None below three offers: two offers are no pattern.
    Units:  steps in the unit of the issue; normalised in shares of |target − walk-away|; total_share of
            |opening − walk-away|; decreasing_share in [0, 1]. Shares are rounded at twelve places.
    """

    steps: tuple[Decimal, ...]
    normalised: tuple[Decimal, ...] | None
    total_share: Decimal | None
    decreasing_share: Decimal | None


@precise
def concessions(line: Line, offers: Sequence[Decimal]) -> Concessions | None:
    """Return how the side moved from offer to offer; None below two offers.

    Shapes: offers of one side on one issue, in their order. Without an opening position the first offer stands for it.
    Errors: NotANumber when an offer cannot be reckoned with exactly.
    Source: M7. Steps that shrink signal a limit; they do not prove one.
    """
    if len(offers) < 2:
        return None
    made = [exact(offer, "An offer") for offer in offers]
    sign = -1 if line.direction == "more" else 1
    steps = tuple(sign * (after - before) for before, after in pairwise(made))
    opening = made[0] if line.opening is None else line.opening
    way, whole_way = _distance(line.target, line.walk_away), _distance(opening, line.walk_away)
    return Concessions(
        steps=steps,
        normalised=tuple(quotient(step, way) for step in steps) if way else None,
        total_share=quotient(sum(steps, Decimal(0)), whole_way) if whole_way else None,
        decreasing_share=_decreasing(steps) if len(made) >= OFFERS_FOR_A_PATTERN else None,
    )


def _distance(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    if one is None or other is None:
        return None
    return abs(exact(one, "A position") - exact(other, "A position"))


def _decreasing(steps: tuple[Decimal, ...]) -> Decimal:
    smaller = sum(after < before for before, after in pairwise(steps))
    return quotient(Decimal(smaller), Decimal(len(steps) - 1))
