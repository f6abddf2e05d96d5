"""Values that depend on each other: listed one by one, and no further than promised."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given

from negostrategy.bargaining.enumeration import TooManyToList, every_package, frontier_of
from negostrategy.bargaining.fair import fair_points, fair_points_of
from negostrategy.bargaining.frontier import frontier_points
from negostrategy.bargaining.package import Point, Problem
from tests.pure.bargaining.packages import RENEWAL, issue, problems


@given(problems)
def test_without_interaction_both_ways_find_the_same(problem: Problem) -> None:
    assert [one.point for one in frontier_of(list(every_package(problem)))] == frontier_points(problem)


@given(problems)
def test_without_interaction_the_same_packages_are_fair(problem: Problem) -> None:
    assert fair_points_of(list(every_package(problem)), problem.disagreement) == fair_points(problem)


def test_what_two_levels_are_worth_together_moves_the_fair_points() -> None:
    def both(names: Sequence[str]) -> Point:
        return (Decimal(30), Decimal(30)) if {"92", "60 d"} <= set(names) else (Decimal(0), Decimal(0))

    assert fair_points_of(list(every_package(RENEWAL, both)), RENEWAL.disagreement).nash == ((115, 80),)


def test_no_package_is_fair_to_nobody() -> None:
    assert fair_points_of([], RENEWAL.disagreement).ideal is None


def test_what_two_levels_are_worth_together_counts() -> None:
    def both(names: Sequence[str]) -> Point:
        return (Decimal(100), Decimal(0)) if {"96", "1 y"} <= set(names) else (Decimal(0), Decimal(0))

    best = frontier_of(list(every_package(RENEWAL, both)))[0]

    assert (best.levels, best.ours) == (("96", "60 d", "1 y"), Decimal(150))


def test_too_many_are_refused_with_the_number() -> None:
    large = Problem(tuple(issue(f"I{n}", *((f"L{k}", k, -k) for k in range(10))) for n in range(5)))

    with pytest.raises(TooManyToList, match="100,000 packages"):
        every_package(large)
