"""Values that depend on each other: listed one by one, and no further than promised."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given

from negostrategy.bargaining.enumeration import TooManyToList, every_package, frontier_of
from negostrategy.bargaining.frontier import frontier_points
from negostrategy.bargaining.package import Point, Problem
from tests.pure.bargaining.packages import RENEWAL, issue, problems


@given(problems)
def test_without_interaction_both_ways_find_the_same(problem: Problem) -> None:
    assert [one.point for one in frontier_of(list(every_package(problem)))] == frontier_points(problem)


def test_what_two_levels_are_worth_together_counts() -> None:
    def both(names: Sequence[str]) -> Point:
        return (Decimal(100), Decimal(0)) if {"96", "1 y"} <= set(names) else (Decimal(0), Decimal(0))

    best = frontier_of(list(every_package(RENEWAL, both)))[0]

    assert (best.levels, best.ours) == (("96", "60 d", "1 y"), Decimal(150))


def test_too_many_are_refused_with_the_number() -> None:
    large = Problem(tuple(issue(f"I{n}", *((f"L{k}", k, -k) for k in range(10))) for n in range(5)))

    with pytest.raises(TooManyToList, match="100,000 packages"):
        every_package(large)
