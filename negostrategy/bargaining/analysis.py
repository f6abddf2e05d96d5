"""Everything about a two-sided additive domain: how many packages, the frontier, the fair points."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm, prod
from typing import Any, Final, Literal

from negostrategy.bargaining.domains import Domain, Normalise, Profile, read_domain, read_profile
from negostrategy.bargaining.fair import disagreement_of, fair_and_frontier, named
from negostrategy.bargaining.faults import BargainingError
from negostrategy.bargaining.package import Issue, Level, Point, Problem

Disagreement = Literal["zero", "minimum", "declared"]

NORMALISE: Final = ("raw", "per-issue")
DISAGREEMENTS: Final = ("zero", "minimum", "declared")
ONE: Final = 10**9


@dataclass(frozen=True, slots=True)
class Files:
    """A domain and the profiles of both sides, as XML."""

    domain: bytes
    profile_a: bytes
    profile_b: bytes


def analyse(files: Files, normalise: str, disagreement: str) -> dict[str, Any]:
    """Return the analysis as plain values.

    Shapes: {"issues", "packages", "normalise", "disagreement", "ideal", "frontier", "points"}; points are [a, b] with a
            descending, rounded to nine decimals only at the very end; ideal is None when no package is acceptable.
    Errors: UnreadableFile; TooManyPoints; BargainingError for another way to normalise or another disagreement point.
    """
    if normalise not in NORMALISE:
        raise BargainingError("Normalise raw or per-issue.")
    if disagreement not in DISAGREEMENTS:
        raise BargainingError("The disagreement point is zero, minimum or declared.")
    way: Normalise = "raw" if normalise == "raw" else "per-issue"
    domain = read_domain(files.domain)
    sides = (
        read_profile(files.profile_a, domain, way, "Profile A"),
        read_profile(files.profile_b, domain, way, "Profile B"),
    )
    common = _common_denominator(sides)
    declared = _problem(domain, sides, common)
    problem = Problem(declared.issues, disagreement_of(declared, disagreement))
    found, edge = fair_and_frontier(problem)
    return {
        "issues": len(domain.issues),
        "packages": prod(len(issue.levels) for issue in domain.issues),
        "normalise": normalise,
        "disagreement": _shown(problem.disagreement, common),
        "ideal": None if found.ideal is None else _shown(found.ideal, common),
        "frontier": _all_shown(edge, common),
        "points": {name: _all_shown(points, common) for name, points in named(found).items()},
    }


def _common_denominator(sides: tuple[Profile, Profile]) -> int:
    # One for both sides: points that compare the sides must see both on the same scale.
    figures = [worth for side in sides for row in side.values.values() for worth in row.values()]
    return lcm(*(one.denominator for one in figures), *(side.reservation.denominator for side in sides))


def _problem(domain: Domain, sides: tuple[Profile, Profile], common: int) -> Problem:
    a, b = sides
    issues = tuple(
        Issue(
            issue.name,
            tuple(
                Level(name, _whole(a.values[issue.name][name], common), _whole(b.values[issue.name][name], common))
                for name in issue.levels
            ),
        )
        for issue in domain.issues
    )
    return Problem(issues, (_whole(a.reservation, common), _whole(b.reservation, common)))


def _whole(figure: Fraction, common: int) -> Decimal:
    return Decimal(figure.numerator * (common // figure.denominator))


def _all_shown(points: list[Point] | tuple[Point, ...], common: int) -> list[list[float]]:
    shown: list[list[float]] = []
    for point in points:
        one = _shown(point, common)
        if one not in shown[-1:]:
            shown.append(one)
    return shown


def _shown(point: Point, common: int) -> list[float]:
    return [_divided(int(figure) * ONE, common) / ONE for figure in point]


def _divided(part: int, whole: int) -> int:
    # Whole numbers, half to even.
    quotient, rest = divmod(part, whole)
    return quotient + (2 * rest > whole or (2 * rest == whole and quotient % 2 == 1))
