"""How good an agreed package is, and which others both sides would rather have (M22 of the metric catalogue)."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import prod
from typing import Final

from negostrategy.bargaining.faults import BargainingError
from negostrategy.bargaining.frontier import frontier, frontier_points
from negostrategy.bargaining.package import Package, Point, Problem
from negostrategy.bargaining.precision import exact, precise, quotient, rounded
from negostrategy.bargaining.whole import Scale, Whole, WholePoint

MOST_SUMS: Final = 30_000


class TooManyPackages(BargainingError):
    """There are too many different packages here to count. Use coarser levels."""


@dataclass(frozen=True, slots=True)
class Efficiency:
    """An agreed pair of values against the frontier.

    Units:  distance in the units of the problem, straight; share in [0, 1], 1 on the frontier. better: how many
            packages are better for one side than the agreed one, and no worse for the other.
    """

    distance: Decimal
    share: Decimal
    better: int


def better_for_both(problem: Problem, agreed: Point) -> int:
    """Return how many packages are better for one side than an agreed pair of values, and no worse for the other.

    Errors: TooManyPackages when half of the issues have more than 30,000 different sums of values.
    Source: M22; sums of one half of the issues meet those of the other: up to 30,000 times 30,000 packages are counted
            without listing them.
    """
    rows = [[(level.ours, level.theirs) for level in issue.levels] for issue in problem.issues]
    scale = Scale.over([agreed, *(point for row in rows for point in row)])
    ours, theirs = scale.whole(agreed)
    one, other = (_sums(half) for half in _halves([[scale.whole(point) for point in row] for row in rows]))
    equal = sum(count * other[ours - a, theirs - b] for (a, b), count in one.items())
    return _meeting(one, other, (ours, theirs)) - equal


def packages_better_for_both(problem: Problem, agreed: Point, most: int = 5) -> list[Package]:
    """Return efficient packages at least as good for both as the agreed pair and better for one, best first.

    Shapes: best is the largest smaller gain, then the largest sum of gains; at most `most`.
    Errors: TooManyPoints.
    Source: post-settlement settlement after Raiffa (1985): the agreed package is the safety, both may say no.
    """
    u, v = exact(agreed[0]), exact(agreed[1])
    found = [one for one in frontier(problem) if one.ours >= u and one.theirs >= v and one.point != (u, v)]
    return sorted(found, key=lambda one: (-min(one.ours - u, one.theirs - v), -(one.ours + one.theirs)))[:most]


@precise
def efficiency(problem: Problem, agreed: Point) -> Efficiency:
    """Return how far an agreed pair of values lies from the frontier.

    Shapes: share = 1 − distance ÷ largest distance, never below 0; the largest distance is the diagonal of all values.
    Units:  rounded at twelve places.
    Errors: TooManyPoints; TooManyPackages.
    Source: M22, after the optimality measures of the automated-negotiation field.
    """
    nearest = min(_square(agreed, point) for point in frontier_points(problem))
    whole = Whole.of(problem)
    spans = [sum(max(p[side] for p in row) - min(p[side] for p in row) for row in whole.levels) for side in (0, 1)]
    across = _square(whole.scale.back((spans[0], spans[1])), (Decimal(0), Decimal(0)))
    distance, diagonal = nearest.sqrt(), across.sqrt()
    share = max(Decimal(0), 1 - quotient(distance, diagonal)) if diagonal else Decimal(1)
    return Efficiency(rounded(distance), share, better_for_both(problem, agreed))


def _square(one: Point, other: Point) -> Decimal:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def _halves(rows: Sequence[list[WholePoint]]) -> tuple[list[list[WholePoint]], list[list[WholePoint]]]:
    one: list[list[WholePoint]] = []
    other: list[list[WholePoint]] = []
    for row in sorted(rows, key=len, reverse=True):
        (one if prod(map(len, one)) <= prod(map(len, other)) else other).append(row)
    return one, other


def _sums(rows: Sequence[list[WholePoint]]) -> Counter[WholePoint]:
    sums: Counter[WholePoint] = Counter({(0, 0): 1})
    for row in rows:
        grown: Counter[WholePoint] = Counter()
        for (a, b), count in sums.items():
            for x, y in row:
                grown[a + x, b + y] += count
        if len(grown) > MOST_SUMS:
            raise TooManyPackages(TooManyPackages.__doc__)
        sums = grown
    return sums


def _meeting(one: Counter[WholePoint], other: Counter[WholePoint], least: WholePoint) -> int:
    # The more a sum of the one half gives us, the more sums of the other half suffice: each of these enters once, and a
    # tree of counts (Fenwick 1994) says how many of them give the other side enough.
    heights = sorted({y for _x, y in other})
    counts = [0] * (len(heights) + 1)
    entering = sorted(other.items())
    found = entered = 0
    for (a, b), times in sorted(one.items()):
        while entering and entering[-1][0][0] >= least[0] - a:
            (_x, y), count = entering.pop()
            entered += count
            _add(counts, bisect_left(heights, y) + 1, count)
        found += times * (entered - _up_to(counts, bisect_left(heights, least[1] - b)))
    return found


def _add(counts: list[int], place: int, count: int) -> None:
    while place < len(counts):
        counts[place] += count
        place += place & -place


def _up_to(counts: Sequence[int], place: int) -> int:
    total = 0
    while place:
        total += counts[place]
        place -= place & -place
    return total
