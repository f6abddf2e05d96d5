"""Ranges instead of figures: what is said of them holds for every figure inside."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negostrategy.bargaining.enumeration import TooManyToList
from negostrategy.bargaining.faults import BargainingError
from negostrategy.bargaining.frontier import frontier_points
from negostrategy.bargaining.guesses import Guessed, GuessedIssue, GuessedLevel
from negostrategy.bargaining.interval import Interval
from negostrategy.bargaining.package import package_of
from negostrategy.bargaining.uncertain import (
    chance_of_acceptance,
    chance_of_efficiency,
    packages_by_chance,
    range_of,
)

ends = st.tuples(st.integers(-3, 6), st.integers(0, 3)).map(lambda one: Interval(Decimal(one[0]), Decimal(sum(one))))
levels = st.lists(st.tuples(ends, ends), min_size=2, max_size=2)
guesses = st.lists(levels, min_size=1, max_size=2).map(
    lambda rows: Guessed(
        tuple(
            GuessedIssue(f"I{n}", tuple(GuessedLevel(f"L{k}", *pair) for k, pair in enumerate(row)))
            for n, row in enumerate(rows)
        )
    )
)


def corners(guessed: Guessed) -> list[list[bool]]:
    """Return every choice of the low or high end for all figures."""
    figures = 2 * sum(len(issue.levels) for issue in guessed.issues)
    return [list(choice) for choice in product([False, True], repeat=figures)]


@settings(max_examples=40)
@given(guesses)
def test_what_is_said_holds_at_every_corner(guessed: Guessed) -> None:
    names = [issue.levels[0].name for issue in guessed.issues]
    efficient, ours, theirs = set(), *range_of(guessed, names)
    for corner in corners(guessed):
        ends_left = iter(corner)
        problem = guessed.at(lambda _i, _l, figure, ends_left=ends_left: figure.high if next(ends_left) else figure.low)
        package = package_of(problem, names)
        assert ours.contains(package.ours)
        assert theirs.contains(package.theirs)
        efficient.add(package.point in frontier_points(problem))

    said = chance_of_efficiency(guessed, names)

    assert {"certain": {True}, "never": {False}, "possible": {True, False}}[said] == efficient


def test_exact_figures_leave_no_doubt() -> None:
    def level(name: str, ours: int, theirs: int) -> GuessedLevel:
        return GuessedLevel(name, Interval.exact(Decimal(ours)), Interval.exact(Decimal(theirs)))

    guessed = Guessed((GuessedIssue("Price", (level("a", 1, 5), level("b", 3, 3), level("c", 1, 3))),))

    assert [chance_of_efficiency(guessed, [name]) for name in "abc"] == ["certain", "certain", "never"]


def level(name: str, ours: tuple[int, int] | None, theirs: tuple[int, int] | None) -> GuessedLevel:
    """Return a level of ranges of whole points, or of what nobody knows."""
    known = [None if one is None else Interval(Decimal(one[0]), Decimal(one[1])) for one in (ours, theirs)]
    return GuessedLevel(name, *known)


TALKS = Guessed(
    (
        GuessedIssue(
            "Price", (level("high", (8, 9), (0, 1)), level("low", (0, 1), (8, 9)), level("odd", (0, 0), (0, 0)))
        ),
        GuessedIssue("Notice", (level("3 months", (2, 2), None), level("6 months", (1, 1), (3, 5)))),
    ),
    (Interval(Decimal(2), Decimal(3)), Interval(Decimal(4), Decimal(6))),
)


def test_what_nobody_knows_is_a_question_and_never_a_nought() -> None:
    assert TALKS.questions == ("Ask them what “Notice” at “3 months” is worth to them.",)
    with pytest.raises(BargainingError, match="Ask them what “Notice” at “3 months”"):
        range_of(TALKS, ["high", "3 months"])


def test_an_unknown_worth_leaves_open_what_it_could_decide_and_nothing_else() -> None:
    assert packages_by_chance(TALKS) == {
        "certain": [("high", "3 months")],
        "possible": [("high", "6 months"), ("low", "3 months"), ("low", "6 months")],
        "never": [("odd", "3 months"), ("odd", "6 months")],
    }


@pytest.mark.parametrize(
    ("names", "chance"),
    [
        (["high", "6 months"], "possible"),
        (["low", "6 months"], "possible"),
        (["odd", "6 months"], "never"),
        (["low", "3 months"], "possible"),
        (["odd", "3 months"], "possible"),
    ],
)
def test_a_package_is_held_against_what_each_side_has_anyhow(names: list[str], chance: str) -> None:
    assert chance_of_acceptance(TALKS, names) == chance


def test_known_figures_above_both_limits_are_acceptable_for_certain() -> None:
    generous = Guessed((GuessedIssue("Price", (level("fair", (5, 6), (7, 7)),)),), TALKS.reservation)

    assert chance_of_acceptance(generous, ["fair"]) == "certain"
    assert chance_of_acceptance(Guessed(generous.issues, (None, None)), ["fair"]) == "possible"


@settings(max_examples=40)
@given(guesses, st.integers(-50, 50), st.integers(0, 1))
def test_whatever_the_unknown_figure_is_it_was_allowed_for(guessed: Guessed, figure: int, side: int) -> None:
    first, names = guessed.issues[0], [issue.levels[0].name for issue in guessed.issues]
    known = [first.levels[1].ours, first.levels[1].theirs]

    def with_figure(one: Interval | None) -> Guessed:
        pair = [one if n == side else known[n] for n in (0, 1)]
        changed = GuessedIssue(first.name, (first.levels[0], GuessedLevel("L1", *pair)))
        return Guessed((changed, *guessed.issues[1:]))

    before = chance_of_efficiency(with_figure(None), names)
    after = chance_of_efficiency(with_figure(Interval.exact(figure)), names)

    assert before in ("possible", after)


def test_weights_multiply_what_is_known() -> None:
    weighted = TALKS.issues[1].weighted(Decimal(2), Decimal("0.5"))
    half = GuessedLevel("6 months", Interval.exact(2), Interval(Decimal("1.5"), Decimal("2.5")))

    assert weighted.levels == (level("3 months", (4, 4), None), half)


def test_more_guessed_packages_than_can_be_looked_at_are_refused() -> None:
    many = Guessed(tuple(GuessedIssue(f"I{n}", TALKS.issues[1].levels) for n in range(9)))

    with pytest.raises(TooManyToList, match="512 packages"):
        packages_by_chance(many)
