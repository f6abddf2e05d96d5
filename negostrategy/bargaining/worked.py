"""The answer of a calculator together with the way to it, so that a page can show both."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from negostrategy.bargaining.amounts import Amount
from negostrategy.bargaining.faults import BargainingError, NotARate, NotAShare
from negostrategy.bargaining.precision import exact

Measure = Literal["money", "share", "days", "number"]

DAYS_IN_A_YEAR: Final = 365
MOST_DAYS: Final = 100 * DAYS_IN_A_YEAR
LOWEST_RATE: Final = Decimal("-0.99")
HIGHEST_RATE: Final = Decimal(100)


class Step(NamedTuple):
    """One line of the way: what was reckoned, and what came out."""

    words: str
    amount: Decimal
    measure: Measure = "money"


@dataclass(frozen=True, slots=True)
class Worked:
    """What a calculator found.

    Shapes: steps in the order in which they were reckoned; formula in words that name the inputs.
    Units:  amount in the one currency of the inputs; rounded at twelve places where the formula divides.
    """

    amount: Decimal
    formula: str
    steps: tuple[Step, ...]

    def in_currency(self, unit: str) -> Amount:
        """Return the answer as an amount that a value table can take."""
        return Amount.of(self.amount, unit)


def at_least_nought(number: Decimal | int, what: str) -> Decimal:
    """Return the number as a decimal.

    Errors: BargainingError when it is negative; NotANumber when it cannot be reckoned with exactly.
    """
    found = exact(number, what)
    if found < 0:
        raise BargainingError(f"{what} cannot be negative.")
    return found


def a_share(number: Decimal | int, what: str) -> Decimal:
    """Return the share or probability as a decimal in [0, 1].

    Errors: NotAShare when it lies outside; NotANumber when it cannot be reckoned with exactly.
    """
    found = exact(number, what)
    if not 0 <= found <= 1:
        raise NotAShare(what)
    return found


def a_rate(number: Decimal | int) -> Decimal:
    """Return the yearly rate as a decimal share.

    Errors: NotARate below −99 % or above 10,000 %: no money grows like that, a comma was misplaced.
    """
    found = exact(number, "The rate")
    if not LOWEST_RATE <= found <= HIGHEST_RATE:
        raise NotARate("−99 %", "10,000 %")
    return found


def some_days(number: Decimal | int, what: str) -> Decimal:
    """Return the days as a decimal.

    Errors: BargainingError when they are negative or more than a hundred years.
    """
    found = at_least_nought(number, what)
    if found > MOST_DAYS:
        raise BargainingError(f"{what} cannot be more than a hundred years.")
    return found
