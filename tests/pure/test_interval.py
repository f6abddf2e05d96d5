"""Wilson's interval, against the metric catalogue's vectors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negostrategy.kernel.interval import wilson


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"), [(9, 10, 0.596, 0.982), (45, 50, 0.786, 0.957), (3, 3, 0.438, 1.0)]
)
def test_the_catalogue_vectors_hold(hits: int, n: int, low: float, high: float) -> None:
    assert wilson(hits, n) == pytest.approx((low, high), abs=0.0006)


def test_nothing_counted_says_nothing() -> None:
    assert wilson(0, 0) is None


@given(st.integers(0, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_share_lies_in_its_interval(counted: tuple[int, int]) -> None:
    hits, n = counted
    found = wilson(hits, n)

    if found is not None:
        assert 0 <= found[0] <= hits / n + 1e-12
        assert hits / n - 1e-12 <= found[1] <= 1
