"""Issues and levels whose worth is a range, or not known at all."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from negostrategy.bargaining.faults import BargainingError
from negostrategy.bargaining.interval import Interval
from negostrategy.bargaining.package import Issue, Level, Problem, a_weight
from negostrategy.bargaining.precision import precise

_NOUGHT: Final = Interval(Decimal(0), Decimal(0))


@dataclass(frozen=True, slots=True)
class GuessedLevel:
    """One way in which an issue can be settled, its worth to each side a range; None where nobody knows.

    Units:  as `Level`.
    """

    name: str
    ours: Interval | None
    theirs: Interval | None


@dataclass(frozen=True, slots=True)
class GuessedIssue:
    """One thing to be settled at exactly one of its levels."""

    name: str
    levels: tuple[GuessedLevel, ...]

    def weighted(self, ours: Decimal, theirs: Decimal) -> "GuessedIssue":
        """Return the issue with every known value times the weight that its side gives to the issue.

        Errors: BargainingError for a negative weight.
        """
        a, b = a_weight(ours), a_weight(theirs)
        levels = (
            GuessedLevel(
                level.name,
                None if level.ours is None else level.ours * a,
                None if level.theirs is None else level.theirs * b,
            )
            for level in self.levels
        )
        return GuessedIssue(self.name, tuple(levels))


@dataclass(frozen=True, slots=True)
class Guessed:
    """All issues of one deal as far as their values are known or guessed, and what each side has without it.

    Shapes: every figure may lie anywhere in its range, whatever the others are; one that is None may lie anywhere.
    Units:  as `Problem`.
    """

    issues: tuple[GuessedIssue, ...]
    reservation: tuple[Interval | None, Interval | None] = (_NOUGHT, _NOUGHT)

    @property
    def questions(self) -> tuple[str, ...]:
        """Return what to ask so that every figure has at least a range."""
        return tuple(
            _question(issue, level, is_ours=is_ours)
            for issue in self.issues
            for level in issue.levels
            for is_ours, figure in ((True, level.ours), (False, level.theirs))
            if figure is None
        )

    def at(self, pick: Callable[[GuessedIssue, GuessedLevel, Interval], Decimal]) -> Problem:
        """Return the problem at one choice of all figures.

        Errors: BargainingError where a figure is not known: the sentence is the question.
        """
        return Problem(
            tuple(
                Issue(
                    issue.name,
                    tuple(
                        Level(
                            level.name,
                            pick(issue, level, known_worth(issue, level, is_ours=True)),
                            pick(issue, level, known_worth(issue, level, is_ours=False)),
                        )
                        for level in issue.levels
                    ),
                )
                for issue in self.issues
            )
        )

    @property
    def middle(self) -> Problem:
        """Return the problem with every figure in the middle of its range.

        Errors: BargainingError where a figure is not known.
        """
        return self.at(lambda _issue, _level, figure: figure.middle)


def known_worth(issue: GuessedIssue, level: GuessedLevel, *, is_ours: bool) -> Interval:
    """Return what a level is worth to one side.

    Errors: BargainingError where nobody knows: the sentence is the question.
    """
    figure = level.ours if is_ours else level.theirs
    if figure is None:
        raise BargainingError(_question(issue, level, is_ours=is_ours))
    return figure


@precise
def with_bounds(guessed: Guessed) -> Guessed:
    """Return the same guesses with a range for every figure, wide enough where nobody knows it to allow anything."""
    # Beyond what all known figures together can make up for, how far an unknown one reaches changes nothing.
    known = [
        max(abs(figure.low), abs(figure.high))
        for issue in guessed.issues
        for level in issue.levels
        for figure in (level.ours, level.theirs)
        if figure is not None
    ]
    far = 1 + 4 * sum(known, Decimal(0))
    anything = Interval(-far, far)
    issues = (
        GuessedIssue(issue.name, tuple(_filled(level, anything) for level in issue.levels)) for issue in guessed.issues
    )
    return Guessed(tuple(issues), guessed.reservation)


def _filled(level: GuessedLevel, anything: Interval) -> GuessedLevel:
    ours, theirs = level.ours, level.theirs
    return GuessedLevel(level.name, anything if ours is None else ours, anything if theirs is None else theirs)


def _question(issue: GuessedIssue, level: GuessedLevel, *, is_ours: bool) -> str:
    what = f"“{issue.name}” at “{level.name}”"
    return f"What is {what} worth to us?" if is_ours else f"Ask them what {what} is worth to them."
