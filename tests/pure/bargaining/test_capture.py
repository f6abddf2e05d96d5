"""How much of the possible gain was agreed, against the catalogue's example."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negostrategy.bargaining.amounts import POINTS, Amount
from negostrategy.bargaining.capture import Variable, capture_by_unit, capture_of, improvable_share
from negostrategy.bargaining.exchange import Trade
from negostrategy.bargaining.faults import BargainingError
from negostrategy.bargaining.interval import Interval
from tests.pure.bargaining.catalogue import AGREED, EXPRESS, IDENTIFIED, PAYMENT, WARRANTY, trade

TABLE = [Variable((one,), one if one in AGREED else None) for one in IDENTIFIED]

small = st.integers(-9, 9)
ranges = st.tuples(small, small).map(lambda ends: Interval(Decimal(min(ends)), Decimal(max(ends))))
# Per variable: the gains of its options, and which of them was agreed (or none).
tables = st.lists(st.tuples(st.lists(ranges, min_size=1, max_size=2), st.none() | st.just(0)), min_size=1, max_size=3)


def table_of(gains: list[tuple[list[Interval], int | None]]) -> list[Variable]:
    found = []
    for number, (options, agreed) in enumerate(gains):
        trades = tuple(
            Trade(f"{number}-{place}", "us", Amount.of(0, "EUR"), Amount(gain, "EUR"))
            for place, gain in enumerate(options)
        )
        found.append(Variable(trades, None if agreed is None else trades[agreed]))
    return found


def corners(gains: list[tuple[list[Interval], int | None]]) -> list[list[tuple[list[Interval], int | None]]]:
    flat = [gain for options, _ in gains for gain in options]
    found = []
    for picked in product(*({gain.low, gain.high} for gain in flat)):
        rest = iter(picked)
        found.append([([Interval.exact(next(rest)) for _ in options], agreed) for options, agreed in gains])
    return found


def test_the_example_captures_what_the_catalogue_says() -> None:
    found = capture_of(TABLE)

    assert (found.possible, found.agreed, found.left) == tuple(map(Interval.exact, (20_000, 13_500, 6_500)))
    assert found.share == Interval.exact(Decimal("0.675"))


def test_what_was_left_is_told_by_variable() -> None:
    left = {one.variable: one.left.low for one in capture_of(TABLE).by_variable if one.left.low}

    assert left == {"Biweekly batches": 6_500}


def test_a_trade_that_destroys_value_is_not_missed() -> None:
    assert capture_of([Variable((EXPRESS,))]).possible == Interval.exact(0)


def test_agreeing_what_destroys_value_leaves_its_loss_on_the_table() -> None:
    found = capture_of([Variable((WARRANTY,), WARRANTY), Variable((EXPRESS,), EXPRESS)])

    assert (found.share, found.left) == (Interval.exact(0), Interval.exact(5_000))


def test_the_better_option_of_a_variable_sets_what_was_possible() -> None:
    shorter = trade("Pay after 30 days", "us", 6_000, 16_000)

    found = capture_of([Variable((PAYMENT, shorter), PAYMENT)])

    assert (found.possible, found.share) == (Interval.exact(10_000), Interval.exact(Decimal("0.7")))


def test_nothing_to_win_has_no_share() -> None:
    assert capture_of([Variable((EXPRESS,))]).share is None


def test_what_is_not_known_is_left_out_and_asked_about() -> None:
    unknown = trade("Training", "us", 700, None)

    found = capture_of([*TABLE, Variable((unknown,), unknown)])

    assert found.share == Interval.exact(Decimal("0.675"))
    assert found.questions == ("Ask them what “Training” is worth to them.",)


def test_points_are_captured_apart_from_money() -> None:
    soft = trade("Goodwill", "them", 5, 30, POINTS)

    found = capture_by_unit([*TABLE, Variable((soft,), soft)])

    assert {unit: one.left.low for unit, one in found.items()} == {"EUR": 6_500, POINTS: 0}


def test_agreeing_what_nobody_identified_is_refused() -> None:
    with pytest.raises(BargainingError, match="none of the options"):
        Variable((PAYMENT,), WARRANTY)


@given(tables)
def test_the_ranges_are_exactly_those_of_all_cases(gains: list[tuple[list[Interval], int | None]]) -> None:
    found = capture_of(table_of(gains))
    cases = [capture_of(table_of(corner)) for corner in corners(gains)]

    assert found.left == Interval(min(c.left.low for c in cases), max(c.left.high for c in cases))
    assert found.possible == Interval(min(c.possible.low for c in cases), max(c.possible.high for c in cases))


@given(tables)
def test_the_range_of_the_share_is_exactly_that_of_all_cases(gains: list[tuple[list[Interval], int | None]]) -> None:
    found = capture_of(table_of(gains)).share
    cases = [capture_of(table_of(corner)).share for corner in corners(gains)]
    known = [case for case in cases if case is not None]

    if found is None:
        assert len(known) < len(cases)
    else:
        assert found == Interval(min(case.low for case in known), max(case.high for case in known))


@given(tables)
def test_nobody_captures_more_than_everything(gains: list[tuple[list[Interval], int | None]]) -> None:
    found = capture_of(table_of(gains))

    assert found.left.low >= 0
    assert found.share is None or found.share.high <= 1


@pytest.mark.parametrize(("joint", "share"), [(36, "0"), (39, "0.5"), (42, "1"), (33, "-0.5")])
def test_only_the_part_that_skill_can_move_is_shared_out(joint: int, share: str) -> None:
    assert improvable_share(Decimal(joint), Decimal(36), Decimal(42)) == Decimal(share)


def test_where_any_split_is_as_good_nothing_could_be_improved() -> None:
    assert improvable_share(Decimal(36), Decimal(36), Decimal(36)) is None
