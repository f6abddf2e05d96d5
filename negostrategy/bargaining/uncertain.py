"""Packages whose values are ranges, or not known at all: efficient for certain, possibly, or never."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import product
from math import prod
from typing import Final, Literal

from negostrategy.bargaining.enumeration import TooManyToList
from negostrategy.bargaining.faults import BargainingError
from negostrategy.bargaining.frontier import frontier_points
from negostrategy.bargaining.guesses import Guessed, GuessedIssue, GuessedLevel, known_worth, with_bounds
from negostrategy.bargaining.interval import Interval, total_of
from negostrategy.bargaining.package import Point, Problem, package_of

Chance = Literal["certain", "possible", "never"]

MOST_PACKAGES: Final = 500


def range_of(guessed: Guessed, names: Sequence[str]) -> tuple[Interval, Interval]:
    """Return the ranges of what a package is worth to us and to them.

    Errors: BargainingError for a package that the problem does not have, or of which a figure is not known.
    Source: R. E. Moore, Interval Analysis (1966).
    """
    levels = list(zip(guessed.issues, _levels(guessed, names), strict=True))
    return (
        total_of(known_worth(issue, level, is_ours=True) for issue, level in levels),
        total_of(known_worth(issue, level, is_ours=False) for issue, level in levels),
    )


def chance_of_efficiency(guessed: Guessed, names: Sequence[str]) -> Chance:
    """Return whether a package is efficient whatever the figures are, for some figures, or for none.

    Errors: BargainingError for a package that the problem does not have; TooManyPoints.
    Source: a package is hardest to beat where its own levels are worth most and all others least, and easiest where
            they are worth least and all others most; shared levels cancel. Two exact frontiers decide.
    """
    _levels(guessed, names)
    whole = with_bounds(guessed)
    chosen = {(issue.name, name) for issue, name in zip(guessed.issues, names, strict=True)}

    def at_best(issue: GuessedIssue, level: GuessedLevel, figure: Interval) -> Decimal:
        return figure.high if (issue.name, level.name) in chosen else figure.low

    def at_worst(issue: GuessedIssue, level: GuessedLevel, figure: Interval) -> Decimal:
        return figure.low if (issue.name, level.name) in chosen else figure.high

    if not _is_efficient(whole.at(at_best), names):
        return "never"
    return "certain" if _is_efficient(whole.at(at_worst), names) else "possible"


def chance_of_acceptance(guessed: Guessed, names: Sequence[str]) -> Chance:
    """Return whether a package leaves no side below its reservation: whatever the figures are, for some, or for none.

    Errors: BargainingError for a package that the problem does not have.
    """
    levels = _levels(guessed, names)
    sides = ([level.ours for level in levels], [level.theirs for level in levels])
    found = [_reaches(side, limit) for side, limit in zip(sides, guessed.reservation, strict=True)]
    if "never" in found:
        return "never"
    return "possible" if "possible" in found else "certain"


def packages_by_chance(guessed: Guessed) -> dict[Chance, list[tuple[str, ...]]]:
    """Return all packages by whether they are efficient for certain, possibly, or never, in the order of the levels.

    Errors: TooManyToList beyond 500 packages; TooManyPoints.
    Source: as `chance_of_efficiency`, for each package.
    """
    count = prod(len(issue.levels) for issue in guessed.issues)
    if count > MOST_PACKAGES:
        raise TooManyToList(
            f"There are {count:,} packages. With guesses each is looked at by itself, up to {MOST_PACKAGES:,}. Use "
            "coarser levels, or ask about one package."
        )
    found: dict[Chance, list[tuple[str, ...]]] = {"certain": [], "possible": [], "never": []}
    for names in product(*([level.name for level in issue.levels] for issue in guessed.issues)):
        found[chance_of_efficiency(guessed, names)].append(names)
    return found


def _is_efficient(problem: Problem, names: Sequence[str]) -> bool:
    point: Point = package_of(problem, names).point
    return point in frontier_points(problem)


def _reaches(figures: Sequence[Interval | None], limit: Interval | None) -> Chance:
    known = [figure for figure in figures if figure is not None]
    if limit is None or len(known) < len(figures):
        return "possible"
    worth = total_of(known)
    if worth.low >= limit.high:
        return "certain"
    return "possible" if worth.high >= limit.low else "never"


def _levels(guessed: Guessed, names: Sequence[str]) -> list[GuessedLevel]:
    if len(names) != len(guessed.issues):
        raise BargainingError(f"A package settles {len(guessed.issues)} issues, not {len(names)}.")
    found = []
    for issue, name in zip(guessed.issues, names, strict=True):
        fitting = [level for level in issue.levels if level.name == name]
        if not fitting:
            raise BargainingError(f"“{issue.name}” cannot be settled at “{name}”.")
        found.append(fitting[0])
    return found
