"""Packages whose values are only known as ranges: efficient for certain, possibly, or never."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from negostrategy.bargaining.faults import BargainingError
from negostrategy.bargaining.frontier import frontier_points
from negostrategy.bargaining.interval import Interval, total_of
from negostrategy.bargaining.package import Issue, Level, Problem, package_of

Chance = Literal["certain", "possible", "never"]


@dataclass(frozen=True, slots=True)
class GuessedLevel:
    """One way in which an issue can be settled, its worth to each side a range.

    Units:  as `Level`. A figure that nobody knows is no range: leave the level out and ask.
    """

    name: str
    ours: Interval
    theirs: Interval


@dataclass(frozen=True, slots=True)
class GuessedIssue:
    """One thing to be settled at exactly one of its levels."""

    name: str
    levels: tuple[GuessedLevel, ...]


@dataclass(frozen=True, slots=True)
class Guessed:
    """All issues of one deal as far as their values are known or guessed.

    Shapes: every figure may lie anywhere in its range, whatever the others are.
    """

    issues: tuple[GuessedIssue, ...]

    def at(self, pick: Callable[[GuessedIssue, GuessedLevel, Interval], Decimal]) -> Problem:
        """Return the problem at one choice of all figures."""
        return Problem(
            tuple(
                Issue(
                    issue.name,
                    tuple(
                        Level(level.name, pick(issue, level, level.ours), pick(issue, level, level.theirs))
                        for level in issue.levels
                    ),
                )
                for issue in self.issues
            )
        )

    @property
    def middle(self) -> Problem:
        """Return the problem with every figure in the middle of its range."""
        return self.at(lambda _issue, _level, figure: figure.middle)


def range_of(guessed: Guessed, names: Sequence[str]) -> tuple[Interval, Interval]:
    """Return the ranges of what a package is worth to us and to them.

    Errors: BargainingError for a package that the problem does not have.
    """
    levels = _levels(guessed, names)
    return total_of(level.ours for level in levels), total_of(level.theirs for level in levels)


def chance_of_efficiency(guessed: Guessed, names: Sequence[str]) -> Chance:
    """Return whether a package is efficient whatever the figures are, for some figures, or for none.

    Errors: BargainingError for a package that the problem does not have; TooManyPoints.
    Source: a package is hardest to beat where its own levels are worth most and all others least, and easiest where
            they are worth least and all others most; shared levels cancel. Two exact frontiers decide.
    """
    _levels(guessed, names)
    chosen = {(issue.name, name) for issue, name in zip(guessed.issues, names, strict=True)}

    def at_best(issue: GuessedIssue, level: GuessedLevel, figure: Interval) -> Decimal:
        return figure.high if (issue.name, level.name) in chosen else figure.low

    def at_worst(issue: GuessedIssue, level: GuessedLevel, figure: Interval) -> Decimal:
        return figure.low if (issue.name, level.name) in chosen else figure.high

    if not _is_efficient(guessed.at(at_best), names):
        return "never"
    return "certain" if _is_efficient(guessed.at(at_worst), names) else "possible"


def _is_efficient(problem: Problem, names: Sequence[str]) -> bool:
    return package_of(problem, names).point in frontier_points(problem)


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
