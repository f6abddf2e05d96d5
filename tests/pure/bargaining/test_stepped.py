"""Ranges with steps become levels, valued by straight, bent and jumping functions, and weighted."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negostrategy.bargaining.faults import BargainingError, OutsideFunction
from negostrategy.bargaining.functions import Bent, Linear, Steps
from negostrategy.bargaining.package import Level, Problem
from negostrategy.bargaining.stepped import Span, stepped
from tests.pure.bargaining.packages import issue, problems

DAYS = Span(Decimal(30), Decimal(60), Decimal(15), "days")
SOONER = Linear(Decimal(-2), Decimal(120))
CASH = Steps(((Decimal(30), Decimal(0)), (Decimal(45), Decimal(50))))


def test_days_by_fifteen_are_three_levels() -> None:
    payment = stepped("Payment", DAYS, SOONER, CASH)

    assert payment == issue("Payment", ("30 days", 60, 0), ("45 days", 30, 50), ("60 days", 0, 50))


def test_a_tenth_is_a_step_that_ends_where_it_says() -> None:
    assert Span(Decimal(0), Decimal("0.3"), Decimal("0.1")).quantities() == (
        Decimal(0),
        Decimal("0.1"),
        Decimal("0.2"),
        Decimal("0.3"),
    )


def test_one_quantity_is_a_range_too() -> None:
    assert Span(Decimal(-5), Decimal(-5), Decimal(1)).quantities() == (Decimal(-5),)


@pytest.mark.parametrize(
    ("first", "last", "step", "sentence"),
    [
        (30, 60, 0, "above 0"),
        (30, 60, -15, "above 0"),
        (60, 30, 15, "before it begins"),
        (30, 61, 15, "do not end at 61"),
        (0, 1000, 1, "at most 1,000"),
    ],
)
def test_a_range_that_does_not_work_out_is_refused(first: int, last: int, step: int, sentence: str) -> None:
    with pytest.raises(BargainingError, match=sentence):
        Span(Decimal(first), Decimal(last), Decimal(step))


def test_what_a_function_does_not_say_is_not_made_up() -> None:
    bent = Bent(((Decimal(30), Decimal(1)), (Decimal(45), Decimal(2))))

    with pytest.raises(OutsideFunction):
        stepped("Payment", DAYS, bent, CASH)


def test_weights_multiply_each_side_by_itself() -> None:
    weighted = issue("Payment", ("30 d", 60, 0), ("45 d", 30, 50)).weighted(Decimal("0.1"), Decimal(2))

    assert weighted.levels == (Level("30 d", Decimal(6), Decimal(0)), Level("45 d", Decimal(3), Decimal(100)))


def test_a_negative_weight_is_refused() -> None:
    with pytest.raises(BargainingError, match="cannot be negative"):
        issue("Payment", ("30 d", 60, 0)).weighted(Decimal(-1), Decimal(1))


@given(problems, st.decimals(0, 3, places=2), st.decimals(0, 3, places=2))
def test_weighing_an_issue_twice_is_weighing_it_by_the_product(problem: Problem, a: Decimal, b: Decimal) -> None:
    one = problem.issues[0]

    assert one.weighted(a, b).weighted(b, a) == one.weighted(a * b, a * b)
