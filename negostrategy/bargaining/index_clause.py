"""A price that follows published indices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from negostrategy.bargaining.faults import BargainingError, OutOfOrder
from negostrategy.bargaining.precision import exact, precise, rounded
from negostrategy.bargaining.words import shown
from negostrategy.bargaining.worked import Step, Worked, a_share, at_least_nought


@dataclass(frozen=True, slots=True)
class IndexedPart:
    """The part of the price that follows one index.

    Units:  weight as a share of the price; base is the reading of the index on which the price was agreed, above 0.
    Errors: BargainingError when the weight is no share or the base is not above 0.
    """

    index: str
    weight: Decimal
    base: Decimal

    def __post_init__(self) -> None:
        """Refuse what cannot be divided by."""
        object.__setattr__(self, "weight", a_share(self.weight, f"The weight of “{self.index}”"))
        if at_least_nought(self.base, f"The base of “{self.index}”") == 0:
            raise BargainingError(f"The base of “{self.index}” must be above 0.")


@dataclass(frozen=True, slots=True)
class IndexClause:
    """A base price, the share of it that never moves, and the parts that follow an index.

    Shapes: fixed share and weights add up to 1.
    Units:  money of one currency; floor, cap and least_change as shares of the base price: −0.05 is 5 % below it.
            Below least_change in either direction the price stays; None for no floor or cap.
    Errors: BargainingError when the shares do not add up to 1; OutOfOrder when the floor is above the cap.
    """

    base_price: Decimal
    fixed_share: Decimal
    parts: tuple[IndexedPart, ...]
    floor: Decimal | None = None
    cap: Decimal | None = None
    least_change: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        """Refuse clauses that do not cover the whole price once."""
        whole = a_share(self.fixed_share, "The fixed share") + sum(part.weight for part in self.parts)
        if whole != 1:
            raise BargainingError(f"The fixed share and the weights add up to {shown(whole)}, not to 1.")
        if self.floor is not None and self.cap is not None and exact(self.floor) > exact(self.cap):
            raise OutOfOrder("The floor is above the cap.")
        at_least_nought(self.base_price, "The base price")
        at_least_nought(self.least_change, "The least change")


@precise
def indexed_price(clause: IndexClause, readings: Mapping[str, Decimal]) -> Worked:
    """Return the price at today's readings of the indices.

    Shapes: one step for the fixed part and for each index, then the price before limits, then the price.
    Units:  money; each part is rounded at twelve places, and so are the limits.
    Errors: BargainingError when the reading of an index is missing or negative.
    Source: price adjustment by weighted indices, P = P₀ × (a + Σ wᵢ·Iᵢ ÷ Iᵢ₀), as used in contracts since the 1970s.
    """
    price = exact(clause.base_price)
    fixed = Step("Fixed part", rounded(price * clause.fixed_share))
    followed = tuple(_follow(price, part, readings) for part in clause.parts)
    free = sum((step.amount for step in followed), fixed.amount)
    kept, words = _limited(clause, free)
    steps = (fixed, *followed, Step("Price by the indices", free), Step(words, kept))
    return Worked(kept, "base price × (fixed share + sum of weight × reading ÷ base), within floor and cap", steps)


def price_path(clause: IndexClause, readings: Sequence[Mapping[str, Decimal]]) -> tuple[Worked, ...]:
    """Return the price at each row of readings, every time from the base price.

    Errors: as `indexed_price`.
    """
    return tuple(indexed_price(clause, row) for row in readings)


def _follow(price: Decimal, part: IndexedPart, readings: Mapping[str, Decimal]) -> Step:
    if part.index not in readings:
        raise BargainingError(f"What does “{part.index}” stand at?")
    reading = at_least_nought(readings[part.index], f"The reading of “{part.index}”")
    words = f"{part.index}: {shown(part.weight)} × {shown(reading)} ÷ {shown(part.base)}"
    return Step(words, rounded(price * part.weight * reading / part.base))


def _limited(clause: IndexClause, free: Decimal) -> tuple[Decimal, str]:
    base = exact(clause.base_price)
    if abs(free - base) < base * clause.least_change:
        return base, "Price, as the change is too small"
    if clause.cap is not None and free > base * (1 + clause.cap):
        return rounded(base * (1 + clause.cap)), "Price at the cap"
    if clause.floor is not None and free < base * (1 + clause.floor):
        return rounded(base * (1 + clause.floor)), "Price at the floor"
    return free, "Price"
