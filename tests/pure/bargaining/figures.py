"""Figures to try properties on: money, intervals, and any number inside an interval."""

from decimal import Decimal

from hypothesis import strategies as st

from negostrategy.bargaining.interval import Interval

CENT = Decimal("0.01")

numbers = st.decimals(-100_000, 100_000, places=2, allow_nan=False)
sums = st.decimals(0, 100_000, places=2, allow_nan=False)
shares = st.decimals(0, 1, places=3, allow_nan=False)
intervals = st.tuples(numbers, numbers).map(lambda ends: Interval(min(ends), max(ends)))
ranges_of_sums = st.tuples(sums, sums).map(lambda ends: Interval(min(ends), max(ends)))


def inside(interval: Interval) -> st.SearchStrategy[Decimal]:
    """Return numbers from the interval, its ends among them."""
    return st.decimals(interval.low, interval.high, places=2, allow_nan=False)
