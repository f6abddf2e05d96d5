"""The room between two limits, and who took how much of it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negostrategy.bargaining.faults import BargainingError
from negostrategy.bargaining.interval import Interval
from negostrategy.bargaining.zone import share_taken, zone_between
from tests.pure.bargaining.figures import inside, intervals, numbers


def test_a_buyer_who_can_pay_more_than_the_seller_needs_has_a_zone() -> None:
    found = zone_between("buyer", Decimal(100), Decimal(80))

    assert (found.width, found.existence) == (Interval.exact(20), "certain")


@pytest.mark.parametrize(
    ("low", "high", "existence"), [(80, 90, "certain"), (80, 110, "possible"), (100, 110, "none"), (110, 120, "none")]
)
def test_an_estimate_tells_whether_there_is_a_zone_at_all(low: int, high: int, existence: str) -> None:
    assert zone_between("buyer", Decimal(100), Interval(Decimal(low), Decimal(high))).existence == existence


def test_the_two_sides_of_a_known_zone_share_all_of_it() -> None:
    buyer = share_taken("buyer", Decimal(85), Decimal(100), Decimal(80))
    seller = share_taken("seller", Decimal(85), Decimal(80), Decimal(100))

    assert (buyer, seller) == (Interval.exact(Decimal("0.75")), Interval.exact(Decimal("0.25")))


def test_a_guessed_limit_makes_the_share_a_range() -> None:
    found = share_taken("buyer", Decimal(90), Decimal(100), Interval(Decimal(60), Decimal(80)))

    assert found == Interval(Decimal("0.25"), Decimal("0.5"))


def test_a_price_beyond_their_limit_is_more_than_the_whole_zone() -> None:
    assert share_taken("seller", Decimal(110), Decimal(80), Decimal(100)) == Interval.exact(Decimal("1.5"))


@pytest.mark.parametrize("theirs", [None, Decimal(100), Decimal(120), Interval(Decimal(80), Decimal(120))])
def test_without_a_certain_zone_there_is_no_share(theirs: Interval | Decimal | None) -> None:
    assert share_taken("buyer", Decimal(90), Decimal(100), theirs) is None


def test_somebody_who_neither_buys_nor_sells_is_refused() -> None:
    with pytest.raises(BargainingError, match="buy or sell"):
        zone_between("broker", Decimal(1), Decimal(2))  # type: ignore[arg-type] # the point of the test


@given(numbers, numbers, intervals.flatmap(lambda x: st.tuples(st.just(x), inside(x))))
def test_the_range_of_the_share_holds_the_share_at_every_limit_guessed(
    price: Decimal, ours: Decimal, drawn: tuple[Interval, Decimal]
) -> None:
    guessed, true_limit = drawn
    found, at_the_limit = share_taken("buyer", price, ours, guessed), share_taken("buyer", price, ours, true_limit)

    assert found is None or (at_the_limit is not None and found.contains(at_the_limit))


@given(numbers, numbers, numbers)
def test_the_shares_of_both_sides_add_up_to_the_whole(price: Decimal, one: Decimal, other: Decimal) -> None:
    buyer = share_taken("buyer", price, one, other)
    seller = share_taken("seller", price, other, one)

    if buyer is not None and seller is not None:
        assert abs(buyer.low + seller.low - 1) <= Decimal("1e-12")
