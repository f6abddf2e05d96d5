"""Pairs of whole numbers packed into single ones, so that adding and sorting pairs is adding and sorting numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from negostrategy.bargaining.whole import WholePoint


@dataclass(frozen=True, slots=True)
class Packed:
    """Rows of points as single numbers, one number for each point, in the order given.

    Shapes: a point (x, y) of a row is x · 2^bits + (y − smallest y of its row); 2^bits is more than all second parts
            can add up to. So the number of a sum is the sum of the numbers, and numbers sort by x, then by y.
    """

    rows: tuple[tuple[int, ...], ...]
    bits: int
    lowest: int

    @classmethod
    def of(cls, rows: Iterable[Sequence[WholePoint]]) -> Self:
        """Return the rows packed; no row is empty."""
        found = [list(row) for row in rows]
        least = [min(theirs for _ours, theirs in row) for row in found]
        most = sum(max(theirs for _ours, theirs in row) for row in found)
        # A power of two: taking long numbers apart by any other takes as many steps as their digits squared.
        bits = (most - sum(least)).bit_length()
        packed = (
            tuple((ours << bits) + theirs - low for ours, theirs in row) for row, low in zip(found, least, strict=True)
        )
        return cls(tuple(packed), bits, sum(least))

    @property
    def size(self) -> int:
        """Return how many bytes the largest sum takes in a list, about."""
        largest = sum(max(abs(number) for number in row) for row in self.rows)
        return largest.bit_length() // 7 + 40

    def point(self, number: int) -> WholePoint:
        """Return the pair of a sum over all rows."""
        return number >> self.bits, (number & ((1 << self.bits) - 1)) + self.lowest

    def undominated(self, falling: Iterable[int]) -> list[int]:
        """Return the numbers that no earlier one beats in its second part; their second parts rise."""
        kept: list[int] = []
        mask, best = (1 << self.bits) - 1, -1
        for number in falling:
            theirs = number & mask
            if theirs > best:
                kept.append(number)
                best = theirs
        return kept
