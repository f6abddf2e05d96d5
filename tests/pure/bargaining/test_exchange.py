"""Joint gain, each side's net and the fair transfer, against the catalogue's example."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negostrategy.bargaining.amounts import POINTS, Amount, Bridge
from negostrategy.bargaining.exchange import (
    Giver,
    Trade,
    after_transfer,
    apart,
    fair_transfer,
    priced,
    ranked,
    totals,
    totals_by_unit,
)
from negostrategy.bargaining.faults import BargainingError, MixedUnits
from negostrategy.bargaining.interval import Interval
from tests.pure.bargaining.catalogue import AGREED, EXPRESS, IDENTIFIED, PAYMENT, trade
from tests.pure.bargaining.figures import inside, intervals, numbers, shares

giver: st.SearchStrategy[Giver] = st.sampled_from(("us", "them"))
points = intervals.flatmap(lambda x: st.tuples(st.just(x), inside(x)))
# The same trade twice: once as a range, once as one case inside of it.
cases = st.tuples(giver, points, points).map(
    lambda drawn: tuple(
        Trade("It", drawn[0], Amount.of(drawn[1][pick], "EUR"), Amount.of(drawn[2][pick], "EUR")) for pick in (0, 1)
    )
)


def test_the_agreed_trades_come_to_what_the_catalogue_says() -> None:
    found = totals(AGREED)

    assert (found.joint, found.ours, found.theirs) == tuple(map(Interval.exact, (13_500, 3_500, 10_000)))


def test_half_the_gain_for_us_means_that_they_pay_us() -> None:
    assert fair_transfer(totals(AGREED), Decimal("0.5")) == Interval.exact(-3_250)


def test_a_trade_that_costs_more_than_it_is_worth_has_a_negative_gain() -> None:
    assert EXPRESS.gain == Interval.exact(-5_000)


@pytest.mark.parametrize(
    ("side", "cost", "value", "questions"),
    [
        ("us", None, 5, ("What does “Training” cost us?",)),
        ("us", 5, None, ("Ask them what “Training” is worth to them.",)),
        ("them", None, 5, ("Ask them what “Training” costs them.",)),
        ("them", 5, None, ("What is “Training” worth to us?",)),
        ("us", 1, 5, ()),
    ],
)
def test_what_is_unknown_is_a_question(
    side: Giver, cost: int | None, value: int | None, questions: tuple[str, ...]
) -> None:
    assert trade("Training", side, cost, value).questions == questions


def test_a_trade_of_which_one_side_is_unknown_has_no_gain() -> None:
    assert trade("Training", "us", 5, None).gain is None


def test_a_half_known_trade_counts_on_neither_side_and_is_asked_about() -> None:
    found = totals([*AGREED, trade("Training", "us", 700, None)])

    assert (found.joint, found.ours + found.theirs) == (Interval.exact(13_500), Interval.exact(13_500))
    assert found.questions == ("Ask them what “Training” is worth to them.",)


def test_no_trade_gains_nothing() -> None:
    assert (totals([]).joint, totals([]).unit) == (Interval.exact(0), None)


def test_points_and_money_are_not_added() -> None:
    with pytest.raises(MixedUnits):
        totals([PAYMENT, trade("Goodwill", "them", 5, 30, POINTS)])


def test_one_trade_cannot_cost_points_and_bring_money() -> None:
    with pytest.raises(MixedUnits):
        Trade("Goodwill", "us", Amount.of(5, POINTS), Amount.of(5, "EUR"))


def test_trades_are_kept_apart_by_unit() -> None:
    soft, unknown = trade("Goodwill", "them", 5, 30, POINTS), trade("Training", "us", None, None)

    assert apart([PAYMENT, soft, unknown, EXPRESS]) == {"EUR": (PAYMENT, EXPRESS), POINTS: (soft,), None: (unknown,)}


def test_each_unit_has_totals_of_its_own() -> None:
    found = totals_by_unit([PAYMENT, trade("Goodwill", "them", 5, 30, POINTS), trade("Training", "us", None, None)])

    assert {unit: total.joint.low for unit, total in found.items()} == {"EUR": 7_000, POINTS: 25, None: 0}


def test_trades_are_ranked_by_what_is_certain_and_questions_come_last() -> None:
    unknown = trade("Training", "us", 700, None)
    hopeful = Trade("Rebate", "us", Amount.of(0, "EUR"), Amount(Interval(Decimal(100), Decimal(90_000)), "EUR"))

    assert ranked([unknown, EXPRESS, hopeful, PAYMENT]) == (PAYMENT, hopeful, EXPRESS, unknown)


@pytest.mark.parametrize(
    ("low", "high", "promise"), [(1, 5, "certain"), (0, 5, "possible"), (-5, 5, "possible"), (-5, 0, "none")]
)
def test_a_gain_is_certain_only_when_it_cannot_be_a_loss(low: int, high: int, promise: str) -> None:
    worth = Amount(Interval(Decimal(low), Decimal(high)), "EUR")

    assert Trade("It", "us", Amount.of(0, "EUR"), worth).promise == promise


def test_a_half_known_trade_promises_nothing_yet() -> None:
    assert trade("Training", "us", 700, None).promise == "unknown"


def test_points_join_the_money_when_somebody_gave_their_price() -> None:
    soft = priced(trade("Goodwill", "them", 5, 30, POINTS), Bridge(Interval(Decimal(10), Decimal(20)), "EUR"))

    assert soft.value == Amount(Interval(Decimal(300), Decimal(600)), "EUR")
    assert totals([PAYMENT, soft]).unit == "EUR"


def test_a_share_of_more_than_everything_is_refused() -> None:
    with pytest.raises(BargainingError, match="Our share must lie between 0 and 1"):
        fair_transfer(totals(AGREED), Decimal(2))


def test_somebody_who_is_not_at_the_table_gives_nothing() -> None:
    with pytest.raises(BargainingError, match="we give it or they do"):
        Trade("It", "they", None, None)  # type: ignore[arg-type] # the point of the test


@given(st.lists(cases, max_size=4), numbers)
def test_a_transfer_never_changes_the_joint_gain(drawn: list[tuple[Trade, ...]], transfer: Decimal) -> None:
    before = totals([case for _, case in drawn])
    after = after_transfer(before, transfer)

    assert after.joint == before.joint == after.ours + after.theirs


@given(st.lists(cases, max_size=4), shares)
def test_after_the_fair_transfer_each_side_has_the_share_agreed(drawn: list[tuple[Trade, ...]], ours: Decimal) -> None:
    found = totals([case for _, case in drawn])

    after = after_transfer(found, fair_transfer(found, ours).low)

    assert (after.ours, after.theirs) == (found.joint * ours, found.joint * (1 - ours))


@given(st.lists(cases, max_size=4), shares)
def test_ranges_hold_every_case(drawn: list[tuple[Trade, ...]], ours: Decimal) -> None:
    guessed, case = totals([guess for guess, _ in drawn]), totals([case for _, case in drawn])

    assert guessed.joint.contains(case.joint)
    assert guessed.ours.contains(case.ours)
    assert guessed.theirs.contains(case.theirs)
    assert fair_transfer(guessed, ours).contains(fair_transfer(case, ours))


@given(st.permutations(IDENTIFIED))
def test_the_order_of_trades_does_not_matter(shuffled: list[Trade]) -> None:
    assert totals(shuffled) == totals(IDENTIFIED)
