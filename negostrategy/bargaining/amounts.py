"""Figures that know their unit, so that money and points are never added by mistake."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Self

from negostrategy.bargaining.faults import BargainingError, MixedUnits
from negostrategy.bargaining.interval import Interval, as_interval

POINTS: Final = "points"


@dataclass(frozen=True, slots=True)
class Amount:
    """A range of money or of points.

    Units:  the code of a currency ("EUR"), or "points" for what nobody has put a price on.
    Errors: MixedUnits when two units meet in one sum.
    """

    figure: Interval
    unit: str

    @classmethod
    def of(cls, figure: Interval | Decimal | int, unit: str) -> Self:
        """Return the amount of a figure; a plain number is a known one."""
        return cls(as_interval(figure), unit)

    def __add__(self, other: "Amount") -> "Amount":
        """Return the range of the sum."""
        return Amount(self.figure + other._in_the_unit_of(self), self.unit)

    def __sub__(self, other: "Amount") -> "Amount":
        """Return the range of the difference of two amounts that do not depend on each other."""
        return Amount(self.figure - other._in_the_unit_of(self), self.unit)

    def __neg__(self) -> "Amount":
        """Return the amount with the other sign."""
        return Amount(-self.figure, self.unit)

    def scaled(self, factor: Interval | Decimal | int) -> "Amount":
        """Return the range of factor × amount."""
        return Amount(self.figure * factor, self.unit)

    def _in_the_unit_of(self, other: "Amount") -> Interval:
        if self.unit != other.unit:
            raise MixedUnits(f"An amount in {self.unit} cannot be added to one in {other.unit}.")
        return self.figure


@dataclass(frozen=True, slots=True)
class Bridge:
    """What one point is worth in money to somebody who has said so: the only way from points to money.

    Units:  a_point: money for one point, in the unit of the bridge.
    Errors: BargainingError when a point is worth less than nothing, or the bridge leads to points.
    Source: willingness to pay, asked as “what would you pay to have it, or to avoid it?”.
    """

    a_point: Interval
    unit: str

    def __post_init__(self) -> None:
        """Refuse bridges that turn good into bad or lead nowhere."""
        if self.a_point.low < 0:
            raise BargainingError("A point cannot be worth less than nothing.")
        if self.unit == POINTS:
            raise BargainingError("Say in which currency a point has its price.")

    def in_money(self, amount: Amount) -> Amount:
        """Return the amount in money: points at their price, money of the same currency as it is.

        Errors: MixedUnits when the amount is in another currency.
        """
        if amount.unit == POINTS:
            return Amount(amount.figure * self.a_point, self.unit)
        return Amount.of(0, self.unit) + amount


def unit_of(amounts: Iterable[Amount]) -> str | None:
    """Return the one unit of all the amounts; None when there is no amount.

    Errors: MixedUnits when there are two.
    """
    units = sorted({amount.unit for amount in amounts})
    if len(units) > 1:
        raise MixedUnits(f"Amounts in {' and '.join(units)} are kept apart. Give their units separately.")
    return units[0] if units else None
