"""The packages that cannot be better for one side without being worse for the other, found without listing them all."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from negostrategy.bargaining.faults import BargainingError
from negostrategy.bargaining.package import Package, Point, Problem
from negostrategy.bargaining.packed import Packed
from negostrategy.bargaining.whole import Whole, WholePoint

MOST_POINTS: Final = 100_000
# Sums that are compared in all before merging is given up, for each point that may be kept; long numbers count more.
SUMS_A_POINT: Final = 50
LONG: Final = 200
# Candidates held at once, and bytes for all that is kept: memory stays bounded however many and long the numbers are.
AT_ONCE: Final = 250_000
MOST_BYTES: Final = 200_000_000


class TooManyPoints(BargainingError):
    """The frontier of this problem has too many points to keep. Use coarser levels."""


def frontier(problem: Problem) -> list[Package]:
    """Return one package for each efficient pair of values, ours descending; exactly, and without enumeration.

    Shapes: packages that share both values with a listed one are left out: they are as good for both.
    Units:  those of the problem.
    Errors: TooManyPoints when more than 100,000 pairs of values are efficient at some stage, or more than five million
            sums would have to be compared in all.
    Source: Pareto frontier of additive values. A sum that is dominated after some issues stays dominated whatever is
            added to both, so issues are merged one at a time and dominated sums dropped after each.
    """
    whole = Whole.of(problem)
    packed = Packed.of(whole.levels)
    order = _shortest_first(packed.rows)
    stages = list(_stages(packed, order, MOST_POINTS))
    before = [{0}, *(set(stage) for stage in stages[:-1])]
    found = []
    for number in stages[-1]:
        names = _names(problem, packed, list(zip(order, before, strict=True)), number)
        found.append(Package(names, *whole.scale.back(packed.point(number))))
    return found


def frontier_points(problem: Problem) -> list[Point]:
    """Return the efficient pairs of values, ours descending.

    Units:  those of the problem.
    Errors: TooManyPoints, as `frontier`.
    Source: as `frontier`.
    """
    whole = Whole.of(problem)
    return [whole.scale.back(point) for point in efficient_sums(whole.levels)]


def efficient_sums(rows: Iterable[Sequence[WholePoint]], most: int = MOST_POINTS) -> list[WholePoint]:
    """Return the efficient sums of one point of each row, ours descending; of no row, nought.

    Shapes: most is how many may be efficient at any stage; fifty times as many are compared in all. Fewer of
            numbers so long that they would fill 200 MB or take minutes.
    Errors: TooManyPoints beyond it.
    Source: as `frontier`.
    """
    packed = Packed.of(rows)
    sums = [0]
    for stage in _stages(packed, _shortest_first(packed.rows), most):
        sums = stage
    return [packed.point(number) for number in sums]


def _shortest_first(rows: Sequence[Sequence[int]]) -> list[int]:
    return sorted(range(len(rows)), key=lambda place: len(rows[place]))


def _stages(packed: Packed, order: Iterable[int], most: int) -> Iterator[list[int]]:
    sums = [0]
    left = most * SUMS_A_POINT
    most = min(most, max(1, MOST_BYTES // packed.size))
    for place in order:
        row = packed.undominated(sorted(packed.rows[place], reverse=True))
        left -= len(sums) * len(row) * (1 + packed.size // LONG)
        if left < 0:
            raise TooManyPoints(TooManyPoints.__doc__)
        sums = _merged(packed, sums, row, min(AT_ONCE, most))
        if len(sums) > most:
            raise TooManyPoints(TooManyPoints.__doc__)
        yield sums


def _merged(packed: Packed, sums: list[int], row: list[int], at_once: int) -> list[int]:
    kept: list[int] = []
    some = max(1, at_once // len(sums))
    for place in range(0, len(row), some):
        # One falling run for each level, which sorting then only has to merge.
        kept += [number + one for one in row[place : place + some] for number in sums]
        kept.sort(reverse=True)
        kept = packed.undominated(kept)
    return kept


def _names(problem: Problem, packed: Packed, way: Sequence[tuple[int, set[int]]], number: int) -> tuple[str, ...]:
    # Every way to an efficient sum leads over efficient sums, so the first level that does is as good as any.
    names = [""] * len(way)
    for place, before in reversed(way):
        row, issue = packed.rows[place], problem.issues[place]
        level = next(level for level, one in enumerate(row) if number - one in before)
        names[place] = issue.levels[level].name
        number -= row[level]
    return tuple(names)
