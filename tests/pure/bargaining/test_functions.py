"""What a quantity is worth, along lines and by steps."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negostrategy.bargaining.faults import BargainingError, NotANumber, OutOfOrder, OutsideFunction
from negostrategy.bargaining.functions import Bent, Linear, Steps, ValueFunction
from negostrategy.bargaining.interval import Interval
from tests.pure.bargaining.figures import inside, intervals, numbers


def knots(*pairs: tuple[int, int]) -> tuple[tuple[Decimal, Decimal], ...]:
    return tuple((Decimal(quantity), Decimal(value)) for quantity, value in pairs)


HILL = Bent(knots((0, 0), (10, 100), (20, 40)))
RAMP = Steps(knots((30, 5), (60, 9)), below=Decimal(0))


def test_a_line_starts_where_it_starts_and_rises_by_the_unit() -> None:
    assert Linear(Decimal("2.5"), Decimal(10)).at(Decimal(4)) == 20


@pytest.mark.parametrize(("quantity", "value"), [(0, 0), (5, 50), (10, 100), (15, 70), (20, 40)])
def test_a_bent_line_goes_straight_between_its_points(quantity: int, value: int) -> None:
    assert HILL.at(Decimal(quantity)) == value


@pytest.mark.parametrize(("quantity", "value"), [("29.99", 0), ("30", 5), ("59", 5), ("60", 9), ("400", 9)])
def test_a_step_is_reached_on_its_threshold(quantity: str, value: int) -> None:
    assert RAMP.at(Decimal(quantity)) == value


def test_the_range_over_a_hill_holds_its_top() -> None:
    assert HILL.over(Interval(Decimal(8), Decimal(15))) == Interval(Decimal(70), Decimal(100))


def test_the_range_over_steps_holds_the_steps_inside() -> None:
    dip = Steps(knots((0, 5), (10, 1), (20, 7)))

    assert dip.over(Interval(Decimal(5), Decimal(25))) == Interval(Decimal(1), Decimal(7))


def test_a_falling_line_turns_the_ends_of_the_range() -> None:
    assert Linear(Decimal(-2), Decimal(1)).over(Interval(Decimal(1), Decimal(3))) == Interval(Decimal(-5), Decimal(-1))


@pytest.mark.parametrize("quantity", [-1, 21])
def test_beyond_its_ends_nobody_has_said(quantity: int) -> None:
    with pytest.raises(OutsideFunction, match="go from 0 to 20"):
        HILL.at(Decimal(quantity))


@pytest.mark.parametrize(("quantity", "value"), [(-1, 0), (21, 40)])
def test_ends_that_hold_go_on(quantity: int, value: int) -> None:
    assert Bent(HILL.knots, holds_beyond=True).at(Decimal(quantity)) == value


def test_under_the_first_step_nobody_has_said() -> None:
    with pytest.raises(OutsideFunction, match="less than 30"):
        Steps(RAMP.thresholds).at(Decimal(1))


@pytest.mark.parametrize("kind", [Bent, Steps])
def test_quantities_must_rise(kind: type[Bent] | type[Steps]) -> None:
    with pytest.raises(OutOfOrder, match="must rise: 5 comes after 5"):
        kind(knots((5, 1), (5, 2)))


@pytest.mark.parametrize("kind", [Bent, Steps])
def test_nothing_said_is_no_function(kind: type[Bent] | type[Steps]) -> None:
    with pytest.raises(BargainingError, match="at least one"):
        kind(())


def test_a_binary_fraction_has_no_value() -> None:
    with pytest.raises(NotANumber, match="The quantity is a binary fraction"):
        HILL.at(0.5)  # type: ignore[arg-type] # the point of the test


pairs = st.dictionaries(numbers, numbers, min_size=1, max_size=6).map(lambda found: tuple(sorted(found.items())))
functions: st.SearchStrategy[ValueFunction] = st.one_of(
    st.builds(Linear, numbers, numbers),
    pairs.map(lambda found: Bent(found, holds_beyond=True)),
    st.builds(Steps, pairs, numbers),
)


@given(functions, intervals.flatmap(lambda x: st.tuples(st.just(x), inside(x))))
def test_the_range_holds_the_value_of_every_quantity(function: ValueFunction, drawn: tuple[Interval, Decimal]) -> None:
    quantities, quantity = drawn

    assert function.over(quantities).contains(function.at(quantity))


@given(pairs)
def test_a_bent_line_meets_its_points_exactly(found: tuple[tuple[Decimal, Decimal], ...]) -> None:
    assert tuple((quantity, Bent(found).at(quantity)) for quantity, _ in found) == found


@given(pairs, numbers, numbers)
def test_a_bent_line_that_only_rises_never_falls(
    found: tuple[tuple[Decimal, Decimal], ...], one: Decimal, other: Decimal
) -> None:
    rising = zip((quantity for quantity, _ in found), sorted(value for _, value in found), strict=True)
    function = Bent(tuple(rising), holds_beyond=True)

    assert function.at(min(one, other)) <= function.at(max(one, other))
