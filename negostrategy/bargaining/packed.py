"""Pairs of whole numbers packed into single ones, so that adding and sorting pairs is adding and sorting numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from negostrategy.bargaining.whole import WholePoint


@dataclass(frozen=True, slots=True)
class Packed:
    """Rows of points as single numbers, one number for each point, in the order given.

    Shapes: a point (x, y) of a row is x · width + (y − smallest y of its row); width is more than all second parts can
            add up to. So the number of a sum is the sum of the numbers, and numbers sort by x, then by y.
    """

    rows: tuple[tuple[int, ...], ...]
    width: int
    lowest: int

    @classmethod
    def of(cls, rows: Iterable[Sequence[WholePoint]]) -> Self:
        """Return the rows packed; no row is empty."""
        found = [list(row) for row in rows]
        least = [min(theirs for _ours, theirs in row) for row in found]
        width = 1 + sum(max(theirs for _ours, theirs in row) for row in found) - sum(least)
        packed = (
            tuple(ours * width + theirs - low for ours, theirs in row) for row, low in zip(found, least, strict=True)
        )
        return cls(tuple(packed), width, sum(least))

    @property
    def size(self) -> int:
        """Return how many bytes the largest sum takes in a list, about."""
        largest = sum(max(abs(number) for number in row) for row in self.rows)
        return largest.bit_length() // 7 + 40

    def point(self, number: int) -> WholePoint:
        """Return the pair of a sum over all rows."""
        ours, above = divmod(number, self.width)
        return ours, above + self.lowest

    def undominated(self, falling: Iterable[int]) -> list[int]:
        """Return the numbers that no earlier one beats in its second part; their second parts rise."""
        kept: list[int] = []
        width, best = self.width, -1
        for number in falling:
            theirs = number % width
            if theirs > best:
                kept.append(number)
                best = theirs
        return kept
