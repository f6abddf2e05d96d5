"""Variables that are a range with steps, such as 30 to 90 days by 15: one level for each step, valued by functions."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from negostrategy.bargaining.faults import BargainingError, OutOfOrder
from negostrategy.bargaining.functions import ValueFunction
from negostrategy.bargaining.package import Issue, Level
from negostrategy.bargaining.precision import exact, precise
from negostrategy.bargaining.words import shown

MOST_STEPS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Span:
    """All quantities from the first to the last, a step apart.

    Units:  all three in the unit of the variable, which is also written behind each quantity.
    Errors: OutOfOrder when the last lies before the first; BargainingError for a step that is not above 0 or does not
            end on the last quantity, and for more than 1,000 quantities.
    """

    first: Decimal
    last: Decimal
    step: Decimal
    unit: str = ""

    def __post_init__(self) -> None:
        """Refuse spans that do not end where they say."""
        for name in ("first", "last", "step"):
            object.__setattr__(self, name, exact(getattr(self, name), f"The {name}"))
        if self.last < self.first:
            raise OutOfOrder(f"The range ends at {shown(self.last)}, before it begins at {shown(self.first)}.")
        if self.step <= 0:
            raise BargainingError("A step must be above 0.")
        if self._width() > self.step * (MOST_STEPS - 1):
            raise BargainingError(f"A range has at most {MOST_STEPS:,} steps. Use a larger step.")
        if self._width() % self.step:
            raise BargainingError(f"Steps of {shown(self.step)} do not end at {shown(self.last)}.")

    @precise
    def quantities(self) -> tuple[Decimal, ...]:
        """Return the quantities in rising order, first and last among them."""
        return tuple(self._all())

    def name(self, quantity: Decimal) -> str:
        """Return a quantity with its unit, as people write it."""
        return f"{shown(quantity)} {self.unit}".strip()

    @precise
    def _width(self) -> Decimal:
        return self.last - self.first

    def _all(self) -> Iterator[Decimal]:
        quantity = self.first
        while quantity <= self.last:
            yield quantity
            quantity += self.step


def stepped(name: str, span: Span, ours: ValueFunction, theirs: ValueFunction) -> Issue:
    """Return an issue with one level for each quantity, worth to each side what its function says.

    Units:  each function in the unit of its side.
    Errors: OutsideFunction where a function says nothing about a quantity.
    Source: value functions after Keeney and Raiffa, Decisions with Multiple Objectives (1976).
    """
    levels = (Level(span.name(one), ours.at(one), theirs.at(one)) for one in span.quantities())
    return Issue(name, tuple(levels))
