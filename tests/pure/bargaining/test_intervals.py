"""A figure with the room for doubt around it."""

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negostrategy.bargaining.faults import NotANumber, OutOfOrder
from negostrategy.bargaining.interval import Interval, as_interval, total_of
from negostrategy.bargaining.precision import exact
from tests.pure.bargaining.figures import inside, intervals, numbers

with_a_point = intervals.flatmap(lambda found: st.tuples(st.just(found), inside(found)))


@given(with_a_point, with_a_point)
def test_every_operation_holds_the_result_of_every_choice_inside(
    one: tuple[Interval, Decimal], other: tuple[Interval, Decimal]
) -> None:
    (a, x), (b, y) = one, other

    assert (a + b).contains(x + y)
    assert (a - b).contains(x - y)
    assert (a * b).contains(x * y)
    assert (-a).contains(-x)


@given(with_a_point, with_a_point)
def test_a_quotient_holds_every_choice_inside_up_to_its_last_place(
    one: tuple[Interval, Decimal], other: tuple[Interval, Decimal]
) -> None:
    (a, x), (b, y) = one, other

    found = a.divided_by(b)

    assert b.contains(0) if found is None else found.contains(Interval.exact(x).divided_by(y) or Interval.exact(0))


@given(intervals, numbers)
def test_scaling_by_a_number_keeps_the_ends_in_order(figure: Interval, factor: Decimal) -> None:
    scaled = figure.scaled(factor)

    assert {scaled.low, scaled.high} == {figure.low * factor, figure.high * factor}


@given(numbers, numbers)
def test_known_figures_are_reckoned_exactly(x: Decimal, y: Decimal) -> None:
    assert Interval.exact(x) + Interval.exact(y) == Interval.exact(x + y)
    assert (Interval.exact(x) * y).is_exact


def test_two_intervals_overlap_when_they_touch() -> None:
    assert Interval(Decimal(1), Decimal(2)).overlaps(Interval(Decimal(2), Decimal(3)))
    assert not Interval(Decimal(1), Decimal(2)).overlaps(Interval(Decimal(3), Decimal(4)))


def test_the_hull_holds_both_and_the_gap_between() -> None:
    assert as_interval(1).hull(as_interval(4)) == Interval(Decimal(1), Decimal(4))


def test_width_and_middle_are_exact() -> None:
    figure = Interval(Decimal("1.1"), Decimal("1.2"))

    assert (figure.width, figure.middle) == (Decimal("0.1"), Decimal("1.15"))


def test_the_sum_of_nothing_is_nought() -> None:
    assert total_of([]) == Interval.exact(0)


def test_ends_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(OutOfOrder, match="above the upper end"):
        Interval(Decimal(2), Decimal(1))


@pytest.mark.parametrize("wrong", [0.1, True, "7", Decimal("NaN"), Decimal("Infinity"), Decimal("1e99")])
def test_what_cannot_be_reckoned_with_exactly_is_refused(wrong: object) -> None:
    with pytest.raises(NotANumber):
        exact(wrong)  # type: ignore[arg-type] # the point of the test


def test_a_binary_fraction_is_refused_with_a_sentence() -> None:
    with pytest.raises(NotANumber, match="Rent is a binary fraction"):
        exact(1.5, "Rent")  # type: ignore[arg-type] # the point of the test


def test_the_context_of_the_caller_does_not_make_sums_coarse() -> None:
    with localcontext(prec=3):
        found = Interval.exact(Decimal("123456.78")) + Interval.exact(Decimal("0.01"))

    assert found == Interval.exact(Decimal("123456.79"))
