"""The edge of a sealed walk-away: far from the limit, and the same for everything the limit might as well be."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negostrategy.strategy.sealing import edge_of

NUMBERS = st.decimals(min_value=-100_000, max_value=100_000, places=2)


@given(acceptable=NUMBERS, gap=st.decimals(min_value=0, max_value=100_000, places=2), is_more=st.booleans())
def test_the_edge_lies_beyond_the_limit_by_more_than_ten_per_cent(
    acceptable: Decimal, gap: Decimal, is_more: bool
) -> None:
    limit, sign = (acceptable - gap, -1) if is_more else (acceptable + gap, 1)

    edge = edge_of(limit, acceptable, "more" if is_more else "less", "number")

    assert sign * (edge - limit) > abs(limit) / 10


@given(acceptable=NUMBERS, gap=st.decimals(min_value=0, max_value=100_000, places=2), is_more=st.booleans())
def test_no_guess_is_within_ten_per_cent_of_everything_that_has_this_edge(
    acceptable: Decimal, gap: Decimal, is_more: bool
) -> None:
    direction, sign = ("more", -1) if is_more else ("less", 1)
    edge = edge_of(acceptable + sign * gap, acceptable, direction, "number")

    best, worst = _range_of(edge, acceptable, direction)

    assert abs(worst - best) > min(abs(worst), abs(best)) * Decimal("0.22")


def test_limits_of_many_versions_tell_no_more_than_one() -> None:
    edges = {edge_of(Decimal(limit), Decimal(96), "less", "money") for limit in range(97, 200, 7)}

    assert len(edges) == 1


@pytest.mark.parametrize("kind", ["choice", "yes_no"])
def test_few_levels_never_read_stop(kind: str) -> None:
    assert edge_of(Decimal(1), Decimal(0), "less", kind) > 1000


def test_a_date_is_hidden_among_the_days_of_a_month() -> None:
    acceptable = Decimal(740_000)

    edges = {edge_of(acceptable + days, acceptable, "less", "date") for days in range(31)}

    assert edges == {acceptable + 45}


def test_a_limit_of_nought_does_not_stand_out() -> None:
    assert edge_of(Decimal(0), Decimal(10), "more", "number") == edge_of(Decimal(3), Decimal(10), "more", "number")


def _range_of(edge: Decimal, acceptable: Decimal, direction: str) -> tuple[Decimal, Decimal]:
    """Return the best and the worst limit with this edge beside this acceptable, to a thousandth."""
    step = (edge - acceptable) / 1000
    limits = [acceptable + step * count for count in range(1001)]
    have_it = [limit for limit in limits if edge_of(limit, acceptable, direction, "number") == edge]
    return have_it[0], have_it[-1]
