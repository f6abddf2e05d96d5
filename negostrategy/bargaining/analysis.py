"""Everything about a two-sided additive domain: how many packages, the frontier, the fair points."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any, Final, Literal

from negostrategy.bargaining.domains import read_domain
from negostrategy.bargaining.fair import FAIR, reference_points
from negostrategy.bargaining.faults import BargainingError
from negostrategy.bargaining.frontier import MOST_POINTS, efficient_sums
from negostrategy.bargaining.profiles import Normalise, Profile, read_profile
from negostrategy.bargaining.whole import WholePoint

Disagreement = Literal["zero", "minimum", "declared"]

NORMALISE: Final = ("raw", "per-issue")
DISAGREEMENTS: Final = ("zero", "minimum", "declared")
ONE: Final = 10**9
# Bits of the denominator of all figures: some hundred issues of which each is divided by seventeen digits.
LONGEST: Final = 20_000


class FractionsTooLong(BargainingError):
    """These evaluations divide into fractions too long to reckon with. Round them, or normalise raw."""


@dataclass(frozen=True, slots=True)
class Files:
    """A domain and the profiles of both sides, as XML: files as they are, or text."""

    domain: bytes | str
    profile_a: bytes | str
    profile_b: bytes | str


def analyse(files: Files, normalise: str, disagreement: str, most: int = MOST_POINTS) -> dict[str, Any]:
    """Return the analysis as plain values.

    Shapes: {"issues", "packages", "normalise", "disagreement", "ideal", "frontier", "points"}; points are [a, b] with a
            descending, rounded to nine decimals only at the very end; ideal is None when no package is acceptable.
            most: how many pairs of values may be efficient.
    Errors: UnreadableFile; TooManyPoints; FractionsTooLong; BargainingError for another way to normalise or another
            disagreement point.
    Source: the frontier as in `frontier`, fair points as in `fair`.
    """
    if normalise not in NORMALISE:
        raise BargainingError("Normalise raw or per-issue.")
    if disagreement not in DISAGREEMENTS:
        raise BargainingError("The disagreement point is zero, minimum or declared.")
    way: Normalise = "raw" if normalise == "raw" else "per-issue"
    domain = read_domain(files.domain)
    a = read_profile(files.profile_a, domain, way, "Profile A")
    b = read_profile(files.profile_b, domain, way, "Profile B")
    ends = _limit(a, disagreement), _limit(b, disagreement)
    common = _common_denominator((a, b))
    limits = _whole(ends[0], common), _whole(ends[1], common)
    rows = [list(zip(*both, strict=True)) for both in zip(_rows(a, common), _rows(b, common), strict=True)]
    edge = efficient_sums(rows, most)
    found = reference_points(edge, limits)
    return {
        "issues": len(domain.issues),
        "packages": domain.count,
        "normalise": normalise,
        "disagreement": _shown(limits, common),
        "ideal": None if found.ideal is None else _shown(found.ideal, common),
        "frontier": _all_shown(edge, common),
        "points": {name: _all_shown(getattr(found, name), common) for name in FAIR},
    }


def _limit(side: Profile, disagreement: str) -> Fraction:
    if disagreement == "declared":
        return side.reservation
    return Fraction(0) if disagreement == "zero" else side.least


def _common_denominator(sides: Iterable[Profile]) -> int:
    # One for both sides: points that compare the sides must see both on the same scale.
    figures = [
        figure for side in sides for figure in (*(row.factor for row in side.rows), side.constant, side.reservation)
    ]
    common = 1
    for figure in figures:
        common = lcm(common, figure.denominator)
        if common.bit_length() > LONGEST:
            raise FractionsTooLong(FractionsTooLong.__doc__)
    return common


def _rows(side: Profile, common: int) -> Iterator[list[int]]:
    # The constant is one issue more, which has one level.
    for factor, worths in side.rows:
        whole = _whole(factor, common)
        yield [whole * worth for worth in worths]
    yield [_whole(side.constant, common)]


def _whole(figure: Fraction, common: int) -> int:
    return figure.numerator * (common // figure.denominator)


def _all_shown(points: Sequence[WholePoint], common: int) -> list[list[float]]:
    shown: list[list[float]] = []
    for point in points:
        one = _shown(point, common)
        if not shown or one != shown[-1]:
            shown.append(one)
    return shown


def _shown(point: WholePoint, common: int) -> list[float]:
    return [_divided(figure * ONE, common) / ONE for figure in point]


def _divided(part: int, whole: int) -> int:
    # Whole numbers, half to even.
    quotient, rest = divmod(part, whole)
    return quotient + (2 * rest > whole or (2 * rest == whole and quotient % 2 == 1))
