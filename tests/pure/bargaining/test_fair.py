"""Fair points with all their ties, compared with what listing every package says."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from negostrategy.bargaining.fair import FairPoints, disagreement_of, fair_points
from negostrategy.bargaining.package import Issue, Level, Point, Problem
from tests.pure.bargaining.packages import RENEWAL, efficient, every_point, issue, problems


def whole(*points: tuple[int, int]) -> tuple[Point, ...]:
    """Return points of whole numbers."""
    return tuple((Decimal(ours), Decimal(theirs)) for ours, theirs in points)


def listed(problem: Problem) -> FairPoints:
    """Return the fair points the plain way: every package, every rule."""
    r, q = problem.disagreement
    found = efficient({(u, v) for u, v in every_point(problem) if u >= r and v >= q})
    if not found:
        return FairPoints(problem.disagreement, None, (), (), (), ())
    top = (max(u for u, _v in found), max(v for _u, v in found))

    def best(key: Callable[[Point], Any]) -> tuple[Point, ...]:
        most = max(key(point) for point in found)
        return tuple(sorted((point for point in found if key(point) == most), reverse=True))

    def share(point: Point) -> Fraction:
        sides = [(point[n], problem.disagreement[n], top[n]) for n in (0, 1) if top[n] > problem.disagreement[n]]
        return min((Fraction(x - low) / Fraction(high - low) for x, low, high in sides), default=Fraction(0))

    return FairPoints(
        problem.disagreement,
        top,
        best(lambda point: (point[0] - r) * (point[1] - q)),
        best(share),
        best(lambda point: min(point[0] - r, point[1] - q)),
        best(sum),
    )


def test_the_worked_example() -> None:
    found = fair_points(RENEWAL)

    assert found.nash == whole((60, 85))
    assert found.kalai_smorodinsky == whole((65, 75))
    assert found.egalitarian == whole((70, 70), (65, 75))
    assert found.ideal == (Decimal(85), Decimal(100))


def test_a_side_that_counts_in_cents_is_compared_with_one_that_counts_in_whole_points() -> None:
    rows = (("9", "0.5"), ("4", "4"))
    levels = tuple(Level(f"L{n}", Decimal(ours), Decimal(theirs)) for n, (ours, theirs) in enumerate(rows))

    found = fair_points(Problem((Issue("Price", levels),)))

    assert found.egalitarian == whole((4, 4))
    assert found.utilitarian == ((Decimal(9), Decimal("0.5")),)


@given(problems)
def test_searching_finds_what_listing_finds(problem: Problem) -> None:
    assert fair_points(problem) == listed(problem)


def test_nothing_is_fair_where_nothing_is_acceptable() -> None:
    found = fair_points(replace(RENEWAL, disagreement=(Decimal(90), Decimal(100))))

    assert (found.ideal, found.nash, found.egalitarian) == (None, (), ())


def test_the_disagreement_point_decides_the_nash_point() -> None:
    lopsided = Problem((issue("Price", ("low", 1, 10), ("mid", 5, 6), ("high", 8, 3)),))

    assert fair_points(lopsided).nash == whole((5, 6))
    assert fair_points(replace(lopsided, disagreement=(Decimal(4), Decimal(0)))).nash == whole((8, 3))


def test_the_named_disagreement_points() -> None:
    assert disagreement_of(RENEWAL, "declared") == (Decimal(45), Decimal(50))
    assert disagreement_of(RENEWAL, "zero") == (Decimal(0), Decimal(0))
    assert disagreement_of(RENEWAL, "minimum") == (Decimal(30), Decimal(25))


@given(problems, st.integers(1, 9), st.integers(1, 9))
def test_the_scale_of_a_side_moves_neither_nash_nor_kalai_smorodinsky(problem: Problem, a: int, b: int) -> None:
    scaled = Problem(
        tuple(
            Issue(one.name, tuple(Level(level.name, level.ours * a, level.theirs * b) for level in one.levels))
            for one in problem.issues
        ),
        (problem.disagreement[0] * a, problem.disagreement[1] * b),
    )
    before, after = fair_points(problem), fair_points(scaled)

    assert after.nash == tuple((u * a, v * b) for u, v in before.nash)
    assert after.kalai_smorodinsky == tuple((u * a, v * b) for u, v in before.kalai_smorodinsky)
