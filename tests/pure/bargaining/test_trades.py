"""Trades worth proposing, and what to ask next."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from negostrategy.bargaining.amounts import Amount
from negostrategy.bargaining.asking_next import questions_by_worth
from negostrategy.bargaining.exchange import Trade
from negostrategy.bargaining.interval import Interval
from negostrategy.bargaining.package import Problem, package_of
from negostrategy.bargaining.trades import free_gains, swaps
from tests.pure.bargaining.figures import inside, ranges_of_sums
from tests.pure.bargaining.packages import RENEWAL, issue, problems

CHANGES = Problem(
    (
        issue("Pay sooner", ("no", 0, 0), ("yes", -31, 71)),
        issue("Forecast", ("no", 0, 0), ("yes", -12, 92)),
        issue("Warranty", ("no", 0, 0), ("yes", 85, -35)),
        issue("Stock", ("no", 0, 0), ("yes", 130, -70)),
    )
)


def trade(what: str, cost: tuple[int, int] | None, value: tuple[int, int] | None) -> Trade:
    """Return a trade in euro."""
    figures = [
        None if one is None else Amount(Interval(Decimal(one[0]), Decimal(one[1])), "EUR") for one in (cost, value)
    ]
    return Trade(what, "us", figures[0], figures[1])


def test_what_gains_most_together_comes_first_and_is_said_in_a_sentence() -> None:
    first, second = swaps(CHANGES, ["no"] * 4)

    assert (first.give.issue, first.get.issue, first.joint) == ("Forecast", "Stock", 140)
    assert (second.give.issue, second.get.issue, second.joint) == ("Pay sooner", "Warranty", 90)
    assert first.sentence == (
        "We settle Forecast at “yes”, which costs us 12 and is worth 92 to them; "
        "they settle Stock at “yes”, which costs them 70 and is worth 130 to us."
    )


def test_what_costs_nobody_anything_is_no_trade_but_told() -> None:
    found = free_gains(RENEWAL, ["94", "45 d", "1 y"])

    assert [(one.issue, one.after, one.ours, one.theirs) for one in found] == [
        ("Term", "3 y", Decimal(5), Decimal(25)),
        ("Term", "2 y", Decimal(10), Decimal(10)),
    ]


@given(problems)
def test_no_trade_leaves_a_side_worse_off(problem: Problem) -> None:
    current = [one.levels[0].name for one in problem.issues]
    before = package_of(problem, current)

    for one in swaps(problem, current):
        steps = {one.give.issue: one.give.after, one.get.issue: one.get.after}
        names = [steps.get(part.name, name) for part, name in zip(problem.issues, current, strict=True)]
        after = package_of(problem, names)
        assert after.ours - before.ours == one.ours >= 0
        assert after.theirs - before.theirs == one.theirs >= 0


def test_what_is_not_known_at_all_is_asked_first_then_what_may_be_a_mistake() -> None:
    sure, wide = trade("sure", (1, 1), (9, 9)), trade("wide", (1, 2), (5, 90))
    risky, unknown = trade("risky", (10, 10), (4, 40)), trade("unknown", (1, 1), None)

    asked = questions_by_worth([sure, wide, risky, unknown])

    assert [(one.trade.variable, one.figure, one.worth) for one in asked] == [
        ("unknown", "value", None),
        ("risky", "value", 6),
        ("wide", "value", 0),
        ("wide", "cost", 0),
    ]
    assert asked[0].words == "Ask them what “unknown” is worth to them."
    assert asked[1].words == "Ask them what “risky” is worth to them. The guess is 4 to 40."


def test_of_two_guesses_the_one_that_spares_more_is_asked() -> None:
    asked = questions_by_worth([trade("stock", (8, 12), (0, 30))])

    assert [(one.figure, one.spares) for one in asked] == [("value", Interval(10, 12)), ("cost", Interval(0, 4))]
    assert asked[1].words == "What does “stock” cost us? The guess is 8 to 12."


@given(ranges_of_sums, ranges_of_sums, st.data())
def test_an_answer_leaves_at_most_the_risk_that_was_promised(
    cost: Interval, value: Interval, data: st.DataObject
) -> None:
    whole = Trade("x", "us", Amount(cost, "EUR"), Amount(value, "EUR"))
    for one in questions_by_worth([whole]):
        guess = cost if one.figure == "cost" else value
        answer = Interval.exact(data.draw(inside(guess)))
        known = replace(whole, **{one.figure: Amount(answer, "EUR")})
        assert one.worth is not None
        assert one.spares is not None
        assert 0 <= one.worth <= risk(whole) - risk(known) <= one.spares.high


def risk(one: Trade) -> Decimal:
    """Return the mistake that the better of taking and leaving a trade can still be."""
    assert one.gain is not None
    return min(max(Decimal(0), -one.gain.low), max(Decimal(0), one.gain.high))


def test_a_thousand_levels_on_both_sides_are_traded_without_listing_the_pairs() -> None:
    large = Problem(
        (
            issue("Price", ("now", 0, 0), *((f"P{n}", -n, n + 3) for n in range(1, 400))),
            issue("Stock", ("now", 0, 0), *((f"S{n}", 2 * n, -n) for n in range(1, 400))),
        )
    )

    found = swaps(large, ["now", "now"])

    assert [(one.give.after, one.get.after, one.joint) for one in found] == [("P396", "S399", 402)]
