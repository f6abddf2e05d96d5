"""What a quantity is worth: along a straight line, along a bent one, or by steps."""

from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Protocol

from negostrategy.bargaining.faults import BargainingError, OutOfOrder, OutsideFunction
from negostrategy.bargaining.interval import Interval
from negostrategy.bargaining.precision import exact, precise, rounded
from negostrategy.bargaining.words import shown

Knot = tuple[Decimal, Decimal]


class ValueFunction(Protocol):
    """Anything that says what a quantity is worth."""

    def at(self, quantity: Decimal) -> Decimal:
        """Return the value of one quantity."""

    def over(self, quantities: Interval) -> Interval:
        """Return the smallest interval that holds the value of every quantity between low and high."""


@dataclass(frozen=True, slots=True)
class Linear:
    """The same worth for every unit: value = at_nought + per_unit × quantity.

    Units:  at_nought in the unit of the value, per_unit in value per unit of the quantity.
    Errors: NotANumber when a figure cannot be reckoned with exactly.
    """

    per_unit: Decimal
    at_nought: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        """Keep exact figures only."""
        object.__setattr__(self, "per_unit", exact(self.per_unit, "The worth of a unit"))
        object.__setattr__(self, "at_nought", exact(self.at_nought, "The value at nought"))

    @precise
    def at(self, quantity: Decimal) -> Decimal:
        """Return the value of one quantity, exactly."""
        return self.at_nought + self.per_unit * exact(quantity, "The quantity")

    def over(self, quantities: Interval) -> Interval:
        """Return the exact range of the values."""
        return quantities * self.per_unit + Interval.exact(self.at_nought)


@dataclass(frozen=True, slots=True)
class Bent:
    """Straight lines between known points (piecewise linear); it may rise and fall.

    Shapes: knots are pairs of quantity and value, quantities strictly rising, at least one.
            holds_beyond: whether the first and last value hold beyond the ends; else nobody has said.
    Units:  quantity and value each in one unit; a value between knots is rounded at twelve places.
    Errors: OutOfOrder when quantities do not rise; BargainingError without a knot.
    """

    knots: tuple[Knot, ...]
    holds_beyond: bool = False

    def __post_init__(self) -> None:
        """Refuse knots that are not a function."""
        object.__setattr__(self, "knots", _rising(self.knots, "points"))

    def at(self, quantity: Decimal) -> Decimal:
        """Return the value of one quantity.

        Errors: OutsideFunction beyond the ends, unless the ends hold.
        """
        wanted = exact(quantity, "The quantity")
        (first, first_value), (last, last_value) = self.knots[0], self.knots[-1]
        if not first <= wanted <= last:
            if not self.holds_beyond:
                ends = f"{shown(first)} to {shown(last)}"
                raise OutsideFunction(f"Nobody has said what {shown(wanted)} is worth: the values go from {ends}.")
            return first_value if wanted < first else last_value
        place = bisect_right(self.knots, wanted, key=_quantity_of) - 1
        if self.knots[place][0] == wanted:
            return self.knots[place][1]
        return _between(self.knots[place], self.knots[place + 1], wanted)

    def over(self, quantities: Interval) -> Interval:
        """Return the exact range of the values: the largest and smallest lie at the ends or at a knot between.

        Errors: OutsideFunction when the quantities reach beyond the ends, unless the ends hold.
        """
        inner = [value for quantity, value in self.knots if quantities.contains(quantity)]
        values = [self.at(quantities.low), self.at(quantities.high), *inner]
        return Interval(min(values), max(values))


@dataclass(frozen=True, slots=True)
class Steps:
    """A value that jumps: from each threshold on, its value holds until the next.

    Shapes: thresholds are pairs of quantity and value, quantities strictly rising; `below` is the value before them.
    Units:  quantity and value each in one unit; nothing is rounded.
    Errors: OutOfOrder when thresholds do not rise; BargainingError without a threshold.
    """

    thresholds: tuple[Knot, ...]
    below: Decimal | None = None

    def __post_init__(self) -> None:
        """Refuse thresholds that are not a function."""
        object.__setattr__(self, "thresholds", _rising(self.thresholds, "steps"))
        if self.below is not None:
            object.__setattr__(self, "below", exact(self.below, "The value below the first step"))

    def at(self, quantity: Decimal) -> Decimal:
        """Return the value of one quantity; a quantity on the threshold has reached it.

        Errors: OutsideFunction under the first threshold when no value below it was given.
        """
        wanted = exact(quantity, "The quantity")
        place = bisect_right(self.thresholds, wanted, key=_quantity_of) - 1
        if place >= 0:
            return self.thresholds[place][1]
        if self.below is None:
            raise OutsideFunction(f"Nobody has said what less than {shown(self.thresholds[0][0])} is worth.")
        return self.below

    def over(self, quantities: Interval) -> Interval:
        """Return the smallest interval that holds every value taken; values between two steps do not occur.

        Errors: OutsideFunction under the first threshold when no value below it was given.
        """
        inner = [value for quantity, value in self.thresholds if quantities.contains(quantity)]
        values = [self.at(quantities.low), self.at(quantities.high), *inner]
        return Interval(min(values), max(values))


def _rising(knots: tuple[Knot, ...], what: str) -> tuple[Knot, ...]:
    if not knots:
        raise BargainingError(f"A function of {what} needs at least one.")
    found = tuple((exact(quantity, "A quantity"), exact(value, "A value")) for quantity, value in knots)
    for (before, _), (after, _) in pairwise(found):
        if before >= after:
            raise OutOfOrder(f"The quantities of the {what} must rise: {shown(after)} comes after {shown(before)}.")
    return found


def _quantity_of(knot: Knot) -> Decimal:
    return knot[0]


@precise
def _between(before: Knot, after: Knot, quantity: Decimal) -> Decimal:
    (x0, y0), (x1, y1) = before, after
    value = rounded(y0 + (y1 - y0) * (quantity - x0) / (x1 - x0))
    # Where the ends are finer than the last place, rounding must not step outside of them.
    return min(max(value, min(y0, y1)), max(y0, y1))
