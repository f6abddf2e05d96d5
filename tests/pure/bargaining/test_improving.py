"""What could still be better for both: counted, named, and measured against the frontier."""

from decimal import Decimal
from itertools import product
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negostrategy.bargaining.frontier import frontier_points
from negostrategy.bargaining.improving import TooManyPackages, better_for_both, efficiency, packages_better_for_both
from negostrategy.bargaining.package import Point, Problem, added
from tests.pure.bargaining.packages import RENEWAL, issue, problems

AGREED = (Decimal(55), Decimal(60))


def every_package(problem: Problem) -> list[Point]:
    """Return the values of every package, once for each package."""
    return [
        (added(level.ours for level in chosen), added(level.theirs for level in chosen))
        for chosen in product(*(one.levels for one in problem.issues))
    ]


def test_the_worked_example_is_beaten_by_nine() -> None:
    assert better_for_both(RENEWAL, AGREED) == 9


@given(problems, st.data())
def test_counting_sums_counts_packages(problem: Problem, data: st.DataObject) -> None:
    packages = every_package(problem)
    agreed = data.draw(st.sampled_from(packages))

    better = sum(u >= agreed[0] and v >= agreed[1] and (u, v) != agreed for u, v in packages)

    assert better_for_both(problem, agreed) == better


def test_a_thousand_million_packages_are_counted_without_being_listed() -> None:
    many = Problem(tuple(issue(f"I{n}", ("no", 0, 0), ("yes", 1, 0)) for n in range(30)))

    assert better_for_both(many, (Decimal(15), Decimal(0))) == sum(comb(30, chosen) for chosen in range(16, 31))


def test_more_different_sums_than_can_be_counted_are_refused() -> None:
    fine = Problem(tuple(issue(f"I{n}", ("no", 0, 0), ("yes", 2**n, -(3**n))) for n in range(32)))

    with pytest.raises(TooManyPackages, match="too many different packages"):
        better_for_both(fine, (Decimal(0), Decimal(0)))


def test_the_best_for_both_comes_first() -> None:
    found = packages_better_for_both(RENEWAL, AGREED, 2)

    assert [one.point for one in found] == [(Decimal(70), Decimal(70)), (Decimal(65), Decimal(75))]


@given(problems)
def test_an_efficient_package_has_nothing_better_and_no_distance(problem: Problem) -> None:
    agreed = frontier_points(problem)[0]

    found = efficiency(problem, agreed)

    assert (found.better, found.distance, found.share) == (0, 0, 1)


def test_distance_is_straight_and_its_share_of_the_diagonal() -> None:
    found = efficiency(RENEWAL, AGREED)

    assert found.distance == Decimal("18.027756377320")  # from (55, 60) to (70, 70), √325
    assert found.share == 1 - Decimal("18.027756377320") / Decimal("104.043260233424") or 0 < found.share < 1
