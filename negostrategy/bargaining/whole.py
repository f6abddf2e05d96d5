"""A problem in whole numbers: the same figures, scaled, so that sums and comparisons are exact and fast."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from negostrategy.bargaining.package import Point, Problem
from negostrategy.bargaining.precision import precise

WholePoint = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Scale:
    """By which power of ten the figures were multiplied: one for both sides, so that their gains still compare."""

    places: int

    @classmethod
    def over(cls, points: Iterable[Point]) -> Self:
        """Return the scale at which every one of the points is a pair of whole numbers."""
        return cls(max((_places(figure) for point in points for figure in point), default=0))

    @precise
    def whole(self, point: Point) -> WholePoint:
        """Return a point in whole numbers."""
        return int(point[0].scaleb(self.places)), int(point[1].scaleb(self.places))

    @precise
    def back(self, point: WholePoint) -> Point:
        """Return a point in its own figures."""
        return Decimal(point[0]).scaleb(-self.places), Decimal(point[1]).scaleb(-self.places)


@dataclass(frozen=True, slots=True)
class Whole:
    """A problem in whole numbers: the levels of each issue as points, and the disagreement point."""

    levels: tuple[tuple[WholePoint, ...], ...]
    disagreement: WholePoint
    scale: Scale

    @classmethod
    def of(cls, problem: Problem) -> Self:
        """Return the problem in whole numbers."""
        rows = [[(level.ours, level.theirs) for level in issue.levels] for issue in problem.issues]
        scale = Scale.over([problem.disagreement, *(point for row in rows for point in row)])
        levels = tuple(tuple(scale.whole(point) for point in row) for row in rows)
        return cls(levels, scale.whole(problem.disagreement), scale)


def _places(figure: Decimal) -> int:
    exponent = figure.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
