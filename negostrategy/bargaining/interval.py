"""A figure with the room for doubt around it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from negostrategy.bargaining.faults import OutOfOrder
from negostrategy.bargaining.precision import exact, precise, quotient


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from low to high, both included. Unknown is None, never an interval.

    Shapes: low <= high; a known figure has low = high.
    Units:  whatever its owner says; see `amounts` for figures that carry their unit.
    Errors: NotANumber for anything but decimals and whole numbers; OutOfOrder when low is above high.
    Source: R. E. Moore, Interval Analysis (1966): every operation holds the result of every choice inside its operands.
    """

    low: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        """Keep both ends as decimals, in order."""
        object.__setattr__(self, "low", exact(self.low, "The lower end"))
        object.__setattr__(self, "high", exact(self.high, "The upper end"))
        if self.low > self.high:
            raise OutOfOrder(f"The lower end {self.low} is above the upper end {self.high}.")

    @classmethod
    def exact(cls, number: Decimal | int) -> Self:
        """Return the interval of one known figure."""
        known = exact(number)
        return cls(known, known)

    @property
    def is_exact(self) -> bool:
        """Return whether there is no doubt about the figure."""
        return self.low == self.high

    @property
    @precise
    def width(self) -> Decimal:
        """Return high − low."""
        return self.high - self.low

    @property
    @precise
    def middle(self) -> Decimal:
        """Return the figure half-way, exactly."""
        return (self.low + self.high) / 2

    @precise
    def __add__(self, other: "Interval") -> "Interval":
        """Return the range of the sum."""
        return Interval(self.low + other.low, self.high + other.high)

    @precise
    def __sub__(self, other: "Interval") -> "Interval":
        """Return the range of the difference of two figures that do not depend on each other."""
        return Interval(self.low - other.high, self.high - other.low)

    @precise
    def __neg__(self) -> "Interval":
        """Return the figure with the other sign."""
        return Interval(-self.high, -self.low)

    @precise
    def __mul__(self, other: "Interval | Decimal | int") -> "Interval":
        """Return the range of the product; a plain number scales."""
        by = as_interval(other)
        corners = [mine * its for mine in (self.low, self.high) for its in (by.low, by.high)]
        return Interval(min(corners), max(corners))

    __rmul__ = __mul__

    def scaled(self, factor: Decimal | int) -> "Interval":
        """Return the range of factor × figure."""
        return self * factor

    def divided_by(self, other: "Interval | Decimal | int") -> "Interval | None":
        """Return the range of the quotient, its ends rounded at twelve places; None when the divisor may be nought."""
        by = as_interval(other)
        if by.contains(0):
            return None
        corners = [quotient(mine, its) for mine in (self.low, self.high) for its in (by.low, by.high)]
        return Interval(min(corners), max(corners))

    def contains(self, other: "Interval | Decimal | int") -> bool:
        """Return whether the number, or the whole of the other interval, lies inside."""
        inner = as_interval(other)
        return self.low <= inner.low and inner.high <= self.high

    def overlaps(self, other: "Interval") -> bool:
        """Return whether the two have at least one number in common."""
        return self.low <= other.high and other.low <= self.high

    def hull(self, other: "Interval") -> "Interval":
        """Return the smallest interval that holds both."""
        return Interval(min(self.low, other.low), max(self.high, other.high))


def as_interval(figure: Interval | Decimal | int) -> Interval:
    """Return the figure as an interval, a plain number as a known one."""
    return figure if isinstance(figure, Interval) else Interval.exact(figure)


def total_of(figures: Iterable[Interval]) -> Interval:
    """Return the range of the sum; the sum of nothing is nought."""
    return sum(figures, Interval.exact(0))
