"""The packages that cannot be better for one side without being worse for the other, found without listing them all."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from negostrategy.bargaining.faults import BargainingError
from negostrategy.bargaining.package import Package, Point, Problem
from negostrategy.bargaining.whole import Whole, WholePoint

MOST_POINTS: Final = 100_000
MOST_SUMS: Final = 5_000_000


class TooManyPoints(BargainingError):
    """The frontier of this problem has too many points to keep. Use coarser levels."""


class _Front(NamedTuple):
    # One stage of merging: sums with ours falling and theirs rising, each with its way back to the stage before.
    points: list[WholePoint]
    came_from: list[tuple[int, int]]


def frontier(problem: Problem) -> list[Package]:
    """Return one package for each efficient pair of values, ours descending; exactly, and without enumeration.

    Shapes: packages that share both values with a listed one are left out: they are as good for both.
    Units:  those of the problem.
    Errors: TooManyPoints when more than 100,000 pairs of values are efficient at some stage, or more than five million
            sums would have to be compared.
    Source: Pareto frontier of additive values. A sum that is dominated after some issues stays dominated whatever is
            added to both, so issues are merged one at a time and dominated sums dropped after each.
    """
    whole = Whole.of(problem)
    stages = _merged(whole)
    last = stages[-1].points
    return [_named(problem, whole, stages, place) for place in range(len(last))]


def frontier_points(problem: Problem) -> list[Point]:
    """Return the efficient pairs of values, ours descending.

    Errors: TooManyPoints, as `frontier`.
    """
    whole = Whole.of(problem)
    return [whole.scale.back(point) for point in efficient_sums(whole.levels)]


def efficient_sums(rows: Iterable[Sequence[WholePoint]]) -> list[WholePoint]:
    """Return the efficient sums of one point of each row, ours descending; of no row, nought.

    Errors: TooManyPoints, as `frontier`.
    """
    sums: list[WholePoint] = [(0, 0)]
    for row in rows:
        useful = _undominated(sorted(row, reverse=True))
        _refuse_too_many(len(sums), len(useful))
        sums = _undominated(sorted({(a + x, b + y) for a, b in sums for x, y in useful}, reverse=True))
    return sums


def _merged(whole: Whole) -> list[_Front]:
    stages = [_Front([(0, 0)], [(0, 0)])]
    for levels in whole.levels:
        before = stages[-1].points
        _refuse_too_many(len(before), len(levels))
        candidates = sorted(
            ((a + x, b + y, -i, -j) for i, (a, b) in enumerate(before) for j, (x, y) in enumerate(levels)),
            reverse=True,
        )
        points, came_from, best = [], [], None
        for ours, theirs, i, j in candidates:
            if best is None or theirs > best:
                points.append((ours, theirs))
                came_from.append((-i, -j))
                best = theirs
        stages.append(_Front(points, came_from))
    return stages


def _refuse_too_many(points: int, levels: int) -> None:
    if points > MOST_POINTS or points * levels > MOST_SUMS:
        raise TooManyPoints(TooManyPoints.__doc__)


def _undominated(falling: list[WholePoint]) -> list[WholePoint]:
    kept: list[WholePoint] = []
    for point in falling:
        if not kept or point[1] > kept[-1][1]:
            kept.append(point)
    return kept


def _named(problem: Problem, whole: Whole, stages: list[_Front], place: int) -> Package:
    ours, theirs = whole.scale.back(stages[-1].points[place])
    names: list[str] = []
    for stage, issue in zip(reversed(stages), reversed(problem.issues), strict=False):
        place, level = stage.came_from[place]
        names.append(issue.levels[level].name)
    return Package(tuple(reversed(names)), ours, theirs)
