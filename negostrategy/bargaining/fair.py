"""Points of reference for a fair agreement, with all ties: Nash, Kalai–Smorodinsky, egalitarian, utilitarian."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from negostrategy.bargaining.enumeration import frontier_of
from negostrategy.bargaining.faults import BargainingError
from negostrategy.bargaining.frontier import efficient_sums
from negostrategy.bargaining.package import Package, Point, Problem
from negostrategy.bargaining.whole import Scale, Whole, WholePoint

NASH: Final = "nash"
KALAI_SMORODINSKY: Final = "kalai_smorodinsky"
EGALITARIAN: Final = "egalitarian"
UTILITARIAN: Final = "utilitarian"
# In the order in which they are usually told.
FAIR: Final = (NASH, KALAI_SMORODINSKY, EGALITARIAN, UTILITARIAN)


@dataclass(frozen=True, slots=True)
class FairPoints:
    """Fair points of a problem, each with all its ties, ours descending; empty when no package is acceptable to both.

    Units:  those of the problem. ideal: the best of each side over the packages acceptable to both, None without one.
            Egalitarian and utilitarian points compare points of both sides and need a common scale; the other two do
            not.
    Source: Nash (1950); Kalai and Smorodinsky (1975); Kalai (1977); Harsanyi (1955), on a discrete set of packages.
    """

    disagreement: Point
    ideal: Point | None
    nash: tuple[Point, ...]
    kalai_smorodinsky: tuple[Point, ...]
    egalitarian: tuple[Point, ...]
    utilitarian: tuple[Point, ...]


class Reference(NamedTuple):
    """The fair points in whole numbers: the ideal, then each rule with all its ties, in the order of `FairPoints`."""

    ideal: WholePoint | None
    nash: tuple[WholePoint, ...]
    kalai_smorodinsky: tuple[WholePoint, ...]
    egalitarian: tuple[WholePoint, ...]
    utilitarian: tuple[WholePoint, ...]


def fair_points(problem: Problem) -> FairPoints:
    """Return the fair points over all packages that leave neither side below the disagreement point.

    Shapes: distinct pairs of values. Of packages that tie under a rule, those are left out that another one beats for
            one side and equals for the other: nobody would call them fair.
    Units:  those of the problem; compared exactly, as whole numbers.
    Errors: TooManyPoints.
    """
    whole = Whole.of(problem)
    found = reference_points(efficient_sums(whole.levels), whole.disagreement)
    return _fair(problem.disagreement, found, whole.scale)


def fair_points_of(packages: Sequence[Package], disagreement: Point) -> FairPoints:
    """Return the fair points over a list of packages, such as one of values that depend on each other.

    Shapes: as `fair_points`.
    Units:  one unit for each side throughout.
    """
    edge = [package.point for package in frontier_of(packages)]
    scale = Scale.over([disagreement, *edge])
    found = reference_points([scale.whole(point) for point in edge], scale.whole(disagreement))
    return _fair(disagreement, found, scale)


def reference_points(edge: Sequence[WholePoint], limits: WholePoint) -> Reference:
    """Return the fair points of a frontier in whole numbers.

    Shapes: ours falls and theirs rises along the edge, strictly; limits is the disagreement point.
    Units:  one scale for both sides.
    """
    r, q = limits
    some = edge[bisect_left(edge, q, key=lambda point: point[1]) :]
    some = some[: bisect_right(some, -r, key=lambda point: -point[0])]
    if not some:
        return Reference(None, (), (), (), ())
    ideal = some[0][0], some[-1][1]
    return Reference(
        ideal,
        _largest(some, [(ours - r) * (theirs - q) for ours, theirs in some]),
        _balanced(some, limits, *_shares(ideal, limits)),
        _balanced(some, limits, 1, 1),
        _largest(some, [ours + theirs for ours, theirs in some]),
    )


def _fair(disagreement: Point, found: Reference, scale: Scale) -> FairPoints:
    return FairPoints(
        disagreement,
        found.ideal and scale.back(found.ideal),
        *(tuple(scale.back(point) for point in points) for points in found[1:]),
    )


def _shares(ideal: WholePoint, limits: WholePoint) -> WholePoint:
    # A gain times the other side's largest gain compares as a share of one's own does. Where one side can gain nothing
    # a single point is efficient and acceptable, so that any comparison finds it.
    return ideal[1] - limits[1], ideal[0] - limits[0]


def _largest(edge: Sequence[WholePoint], worth: Sequence[int]) -> tuple[WholePoint, ...]:
    best = max(worth)
    return tuple(point for point, one in zip(edge, worth, strict=True) if one == best)


def _balanced(edge: Sequence[WholePoint], limits: WholePoint, by_ours: int, by_theirs: int) -> tuple[WholePoint, ...]:
    # Along the edge their gain rises while ours falls: the largest smaller one is where they meet, on either side.
    r, q = limits
    meeting = bisect_left(edge, 0, key=lambda point: (point[1] - q) * by_theirs - (point[0] - r) * by_ours)
    near = edge[max(0, meeting - 1) : meeting + 1]
    return _largest(near, [min((ours - r) * by_ours, (theirs - q) * by_theirs) for ours, theirs in near])


def disagreement_of(problem: Problem, rule: str) -> Point:
    """Return the disagreement point that a rule names: zero, the minimum of each side, or the one declared.

    Errors: BargainingError for another rule.
    """
    if rule == "declared":
        return problem.disagreement
    whole = Whole.of(problem)
    if rule == "zero":
        return whole.scale.back((0, 0))
    if rule == "minimum":
        least = [sum(min(point[side] for point in row) for row in whole.levels) for side in (0, 1)]
        return whole.scale.back((least[0], least[1]))
    raise BargainingError("The disagreement point is zero, minimum or declared.")
