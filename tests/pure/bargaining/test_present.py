"""What money later is worth today."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negostrategy.bargaining.faults import BargainingError, NotANumber
from negostrategy.bargaining.interval import Interval
from negostrategy.bargaining.present import Payment, Schedule, discounted, discounted_range, present_value
from tests.pure.bargaining.figures import inside, intervals, numbers

rates = st.decimals(Decimal("-0.2"), Decimal("0.5"), places=4)
days = st.integers(0, 3650)
TINY = Decimal("1e-11")


def test_money_in_a_year_is_worth_less_by_the_rate() -> None:
    assert discounted(Decimal(106), 365, Decimal("0.06")) == 100


def test_half_a_year_takes_the_root_of_the_growth() -> None:
    assert round(discounted(Decimal(100), Decimal("182.5"), Decimal("0.21")), 6) == Decimal("90.909091")


def test_money_today_is_worth_what_it_is() -> None:
    assert discounted(Decimal("12.34"), 0, Decimal("0.9")) == Decimal("12.34")


def test_a_row_of_payments_shows_every_step() -> None:
    found = present_value(Schedule((Payment(Decimal(-100)), Payment(Decimal(121), Decimal(730))), Decimal("0.1")))

    assert (found.amount, [step.amount for step in found.steps]) == (0, [-100, 100])
    assert [step.words for step in found.steps] == ["−100 today", "121 after 730 days"]


@given(st.lists(st.tuples(numbers, numbers, days), max_size=5), rates)
def test_two_rows_together_are_worth_the_sum_of_both(rows: list[tuple[Decimal, Decimal, int]], rate: Decimal) -> None:
    one = Schedule(tuple(Payment(a, Decimal(day)) for a, _, day in rows), rate)
    other = Schedule(tuple(Payment(b, Decimal(day)) for _, b, day in rows), rate)
    both = Schedule(tuple(Payment(a + b, Decimal(day)) for a, b, day in rows), rate)

    gap = present_value(both).amount - present_value(one).amount - present_value(other).amount

    assert abs(gap) <= TINY


@given(numbers, days, rates, st.integers(-20, 20))
def test_many_times_the_amount_is_worth_many_times_as_much(
    amount: Decimal, day: int, rate: Decimal, times: int
) -> None:
    assert abs(discounted(amount * times, day, rate) - discounted(amount, day, rate) * times) <= TINY


@given(intervals.flatmap(lambda x: st.tuples(st.just(x), inside(x))), days, rates)
def test_the_range_of_a_guessed_amount_holds_every_amount(
    drawn: tuple[Interval, Decimal], day: int, rate: Decimal
) -> None:
    between, amount = drawn

    assert discounted_range(between, day, rate).contains(discounted(amount, day, rate))


def test_a_rate_that_eats_more_than_everything_is_refused() -> None:
    with pytest.raises(BargainingError, match="between −99 % and 10,000 %"):
        discounted(Decimal(1), 1, Decimal(-1))


def test_a_payment_in_the_past_is_refused() -> None:
    with pytest.raises(BargainingError, match="cannot be negative"):
        Payment(Decimal(1), Decimal(-1))


def test_a_binary_fraction_is_no_payment() -> None:
    with pytest.raises(NotANumber):
        Payment(1.5)  # type: ignore[arg-type] # the point of the test
