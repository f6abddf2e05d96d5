"""How good an agreed package is, and which others both sides would rather have (M22 of the metric catalogue)."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from negostrategy.bargaining.faults import BargainingError
from negostrategy.bargaining.frontier import efficient_sums, frontier, frontier_points
from negostrategy.bargaining.package import Package, Point, Problem
from negostrategy.bargaining.precision import exact, precise, quotient, rounded
from negostrategy.bargaining.whole import Scale, Whole, WholePoint

MOST_SUMS: Final = 1_000_000


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

    Errors: TooManyPackages when more than a million different sums would have to be kept.
    Source: M22; counted by sums of values, issue by issue, dropping those that cannot reach the agreed pair any more.
    """
    rows = [[(level.ours, level.theirs) for level in issue.levels] for issue in problem.issues]
    scale = Scale.over([agreed, *(point for row in rows for point in row)])
    ours, theirs = scale.whole(agreed)
    least = (ours, theirs)
    whole = sorted(([scale.whole(point) for point in row] for row in rows), key=len)
    sums: Counter[WholePoint] = Counter({(0, 0): 1})
    for place, row in enumerate(whole):
        edge = efficient_sums(whole[place + 1 :])[::-1]
        grown: Counter[WholePoint] = Counter()
        for (a, b), count in sums.items():
            for x, y in row:
                grown[a + x, b + y] += count
        sums = Counter({point: count for point, count in grown.items() if _can_reach(point, least, edge)})
        if len(sums) > MOST_SUMS:
            raise TooManyPackages(TooManyPackages.__doc__)
    return sums.total() - sums[least]


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


def _can_reach(point: WholePoint, least: WholePoint, edge: Sequence[WholePoint]) -> bool:
    # Along the edge ours rises and theirs falls: of what gives us enough, the first gives them most.
    place = bisect_left(edge, least[0] - point[0], key=lambda one: one[0])
    return place < len(edge) and point[1] + edge[place][1] >= least[1]
