"""Ranges instead of figures: what is said of them holds for every figure inside."""

from decimal import Decimal
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from negostrategy.bargaining.frontier import frontier_points
from negostrategy.bargaining.interval import Interval
from negostrategy.bargaining.package import package_of
from negostrategy.bargaining.uncertain import Guessed, GuessedIssue, GuessedLevel, chance_of_efficiency, range_of

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
