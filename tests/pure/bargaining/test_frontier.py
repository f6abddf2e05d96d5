"""The frontier found by merging is the frontier found by listing every package."""

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negostrategy.bargaining.enumeration import every_package, frontier_of
from negostrategy.bargaining.frontier import TooManyPoints, efficient_sums, frontier, frontier_points
from negostrategy.bargaining.package import Issue, Level, Problem, package_of
from negostrategy.bargaining.packed import Packed
from tests.pure.bargaining.packages import RENEWAL, efficient, every_point, issue, problems


def test_the_worked_example_has_seven_efficient_points_of_twenty_seven() -> None:
    acceptable = [one for one in frontier(RENEWAL) if one.ours >= 45 and one.theirs >= 50]

    assert (RENEWAL.count, len(acceptable)) == (27, 7)


@given(problems)
def test_merging_finds_what_listing_finds(problem: Problem) -> None:
    assert frontier_points(problem) == efficient(every_point(problem))


@pytest.mark.parametrize("seed", range(3))
def test_merging_finds_what_listing_finds_among_thousands(seed: int) -> None:
    chance = Random(seed)
    rows = [[(f"L{k}", chance.randint(0, 99), chance.randint(0, 99)) for k in range(size)] for size in (8, 7, 9, 9)]
    problem = Problem(tuple(issue(f"I{n}", *row) for n, row in enumerate(rows)))

    assert [one.point for one in frontier_of(list(every_package(problem)))] == frontier_points(problem)
    assert [one.point for one in frontier(problem)] == frontier_points(problem)


@given(problems, st.data())
def test_a_package_that_another_one_beats_changes_nothing(problem: Problem, data: st.DataObject) -> None:
    packages = list(every_package(problem))
    beaten = data.draw(st.sampled_from(packages))
    less = data.draw(st.tuples(st.integers(0, 5), st.integers(0, 5)))
    worse = replace(beaten, ours=beaten.ours - less[0], theirs=beaten.theirs - less[1])

    found = [one.point for one in frontier_of([*packages, worse])]

    assert found == [one.point for one in frontier_of(packages)]


def test_a_million_opposed_packages_are_all_efficient_and_stop_at_the_limit() -> None:
    exact = [[(7**place * level, -(7**place) * level) for level in range(7)] for place in range(7)]

    assert len(efficient_sums(exact, 1_000_000)) == 7**7
    with pytest.raises(TooManyPoints, match="Use coarser levels"):
        efficient_sums(exact)


def test_long_numbers_are_known_to_take_more_room() -> None:
    short, long = Packed.of([[(1, 1)]]), Packed.of([[(10**10_000, 1)], [(1, 1)]])

    assert short.size < 50
    assert 4_000 < long.size < 6_000


@given(problems)
def test_every_named_package_has_the_values_it_is_listed_with(problem: Problem) -> None:
    for one in frontier(problem):
        assert package_of(problem, one.levels) == one


@given(problems, st.randoms(use_true_random=False))
def test_the_order_of_issues_and_levels_changes_nothing(problem: Problem, chance: st.DataObject) -> None:
    issues = [
        replace(one, levels=tuple(sorted(one.levels, key=lambda _one: chance.random()))) for one in problem.issues
    ]
    chance.shuffle(issues)

    assert frontier_points(replace(problem, issues=tuple(issues))) == frontier_points(problem)


@given(problems)
def test_a_level_that_is_worse_for_both_changes_nothing(problem: Problem) -> None:
    first = problem.issues[0]
    worse = Level("worse", *(min(getattr(one, side) for one in first.levels) - 1 for side in ("ours", "theirs")))
    more = Issue(first.name, (*first.levels, worse))

    assert frontier_points(replace(problem, issues=(more, *problem.issues[1:]))) == frontier_points(problem)


def test_a_tenth_is_a_tenth() -> None:
    tenths = Problem(
        tuple(
            Issue(f"I{n}", (Level("no", Decimal(0), Decimal(0)), Level("yes", Decimal("0.1"), Decimal("-0.1"))))
            for n in range(3)
        )
    )

    assert (Decimal("0.3"), Decimal("-0.3")) in frontier_points(tenths)
