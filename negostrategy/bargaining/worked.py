"""The answer of a calculator together with the way to it, so that a page can show both."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from negostrategy.bargaining.amounts import Amount
from negostrategy.bargaining.faults import BargainingError
from negostrategy.bargaining.precision import exact

Measure = Literal["money", "share", "days", "number"]

DAYS_IN_A_YEAR: Final = 365


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

    Errors: BargainingError when it lies outside; NotANumber when it cannot be reckoned with exactly.
    """
    found = exact(number, what)
    if not 0 <= found <= 1:
        raise BargainingError(f"{what} must lie between 0 and 1.")
    return found
