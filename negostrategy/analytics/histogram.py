"""Medians and their intervals from how often each value occurs."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import accumulate
from math import ceil, floor, sqrt

from negostrategy.kernel.interval import Z


@dataclass(frozen=True)
class Histogram:
    """How often each value occurs."""

    counts: Mapping[Decimal | int, int]

    @cached_property
    def n(self) -> int:
        """Return how many values there are."""
        return sum(self.counts.values())

    def quantile(self, part: float) -> float | None:
        """Return the value below which a part of all lies, between two neighbours in proportion; None of nothing."""
        if not self.n:
            return None
        place = part * (self.n - 1)
        low, high = self._at(floor(place)), self._at(ceil(place))
        return low + (high - low) * (place - floor(place))

    @cached_property
    def likely_median(self) -> tuple[float, float] | None:
        """Return the 95 % interval of the median, whatever the values are like; None of nothing.

        Source: order statistics: the median lies between the values at the ranks (n ∓ 1.96 √n) ÷ 2, counted from one,
        the upper one rank further; Conover, Practical Nonparametric Statistics. Below six values it covers less.
        """
        if not self.n:
            return None
        reach = Z * sqrt(self.n)
        low, high = floor((self.n - reach) / 2), ceil(1 + (self.n + reach) / 2)
        return self._at(max(low, 1) - 1), self._at(min(high, self.n) - 1)

    def _at(self, place: int) -> float:
        return float(self._values[bisect_left(self._until, place + 1)])

    @cached_property
    def _values(self) -> list[Decimal | int]:
        return sorted(self.counts)

    @cached_property
    def _until(self) -> list[int]:
        return list(accumulate(self.counts[value] for value in self._values))
