"""Money and points are kept apart."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negostrategy.bargaining.amounts import POINTS, Amount, Bridge, unit_of
from negostrategy.bargaining.faults import BargainingError, MixedUnits
from negostrategy.bargaining.interval import Interval
from tests.pure.bargaining.figures import inside, intervals, ranges_of_sums


def test_money_of_one_currency_is_added() -> None:
    assert Amount.of(3, "EUR") + Amount.of(4, "EUR") == Amount.of(7, "EUR")


def test_money_of_one_currency_is_taken_away() -> None:
    assert Amount.of(3, "EUR") - Amount.of(4, "EUR") == -Amount.of(1, "EUR")


@pytest.mark.parametrize("unit", [POINTS, "DKK"])
def test_two_units_never_meet_in_a_sum(unit: str) -> None:
    with pytest.raises(MixedUnits, match=f"in {unit} cannot be added to one in EUR"):
        Amount.of(3, "EUR") + Amount.of(4, unit)


def test_a_point_has_a_price_only_when_somebody_gave_it() -> None:
    bridge = Bridge(Interval(Decimal(50), Decimal(80)), "EUR")

    assert bridge.in_money(Amount.of(10, POINTS)) == Amount(Interval(Decimal(500), Decimal(800)), "EUR")


def test_money_crosses_the_bridge_unchanged() -> None:
    assert Bridge(Interval.exact(50), "EUR").in_money(Amount.of(10, "EUR")) == Amount.of(10, "EUR")


def test_another_currency_does_not_cross() -> None:
    with pytest.raises(MixedUnits):
        Bridge(Interval.exact(50), "EUR").in_money(Amount.of(10, "DKK"))


@pytest.mark.parametrize(("a_point", "unit"), [(-1, "EUR"), (1, POINTS)])
def test_a_bridge_that_leads_nowhere_is_refused(a_point: int, unit: str) -> None:
    with pytest.raises(BargainingError):
        Bridge(Interval.exact(a_point), unit)


@given(intervals.flatmap(lambda x: st.tuples(st.just(x), inside(x))), ranges_of_sums)
def test_a_bridged_range_holds_every_point_at_every_price(drawn: tuple[Interval, Decimal], price: Interval) -> None:
    figure, points = drawn

    bridged = Bridge(price, "EUR").in_money(Amount(figure, POINTS)).figure

    assert bridged.contains(points * price.low)
    assert bridged.contains(points * price.high)


def test_one_unit_is_named() -> None:
    assert unit_of([Amount.of(1, "EUR"), Amount.of(2, "EUR")]) == "EUR"


def test_no_amount_has_no_unit() -> None:
    assert unit_of([]) is None


def test_two_units_in_one_list_are_refused() -> None:
    with pytest.raises(MixedUnits, match="EUR and points"):
        unit_of([Amount.of(1, POINTS), Amount.of(2, "EUR")])
