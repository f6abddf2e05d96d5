"""Points of reference for a fair agreement, with all ties: Nash, Kalai–Smorodinsky, egalitarian, utilitarian."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from negostrategy.bargaining.faults import BargainingError
from negostrategy.bargaining.frontier import efficient_sums
from negostrategy.bargaining.package import Point, Problem
from negostrategy.bargaining.whole import Whole, WholePoint

NASH: Final = "nash"
KALAI_SMORODINSKY: Final = "kalai_smorodinsky"
EGALITARIAN: Final = "egalitarian"
UTILITARIAN: Final = "utilitarian"


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


def fair_points(problem: Problem) -> FairPoints:
    """Return the fair points over all packages that leave neither side below the disagreement point.

    Shapes: distinct pairs of values. Of packages that tie under a rule, those are left out that another one beats for
            one side and equals for the other: nobody would call them fair.
    Units:  those of the problem; compared exactly, as whole numbers.
    Errors: TooManyPoints.
    """
    return fair_and_frontier(problem)[0]


def fair_and_frontier(problem: Problem) -> tuple[FairPoints, list[Point]]:
    """Return the fair points and the frontier, which is looked for once.

    Errors: TooManyPoints.
    """
    whole = Whole.of(problem)
    edge = efficient_sums(whole.levels)
    found = _Search(whole.disagreement, edge)
    fair = FairPoints(
        problem.disagreement,
        found.ideal and whole.scale.back(found.ideal),
        *(tuple(whole.scale.back(point) for point in points) for points in found.all_four()),
    )
    return fair, [whole.scale.back(point) for point in edge]


class _Search:
    def __init__(self, limits: WholePoint, edge: Sequence[WholePoint]) -> None:
        self.limits = limits
        self.edge = [point for point in edge if point[0] >= limits[0] and point[1] >= limits[1]]

    @property
    def ideal(self) -> WholePoint | None:
        return (self.edge[0][0], self.edge[-1][1]) if self.edge else None

    def all_four(self) -> tuple[Sequence[WholePoint], ...]:
        if not self.edge:
            return (), (), (), ()
        nash = self._largest(lambda gain: gain[0] * gain[1])
        return nash, self._kalai_smorodinsky(), self._largest(min), self._largest(sum)

    def _kalai_smorodinsky(self) -> list[WholePoint]:
        # Both shares multiplied by both ideals: whole numbers again, in the same order. A side that cannot gain at all
        # is left out: its share of nothing is no measure of anything.
        ours, theirs = self._gain((self.edge[0][0], self.edge[-1][1]))
        if not ours or not theirs:
            return self._largest(sum)
        return self._largest(lambda gain: min(gain[0] * theirs, gain[1] * ours))

    def _largest(self, worth: Callable[[WholePoint], int]) -> list[WholePoint]:
        known = [(worth(self._gain(point)), point) for point in self.edge]
        best = max(value for value, _point in known)
        return [point for value, point in known if value == best]

    def _gain(self, point: WholePoint) -> WholePoint:
        return point[0] - self.limits[0], point[1] - self.limits[1]


def named(found: FairPoints) -> dict[str, tuple[Point, ...]]:
    """Return the fair points by the name of their rule, in the order in which they are usually told."""
    return {name: getattr(found, name) for name in (NASH, KALAI_SMORODINSKY, EGALITARIAN, UTILITARIAN)}


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
