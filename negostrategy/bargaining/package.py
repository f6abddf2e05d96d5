"""What can be agreed: issues with levels, what each level is worth to both sides, and packages of one level each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import prod

from negostrategy.bargaining.faults import BargainingError
from negostrategy.bargaining.precision import exact, precise

Point = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Level:
    """One way in which an issue can be settled, and what that is worth to each side, weight included.

    Units:  points, or money of one currency: the same unit for a side throughout a problem.
    Errors: NotANumber for binary fractions.
    """

    name: str
    ours: Decimal
    theirs: Decimal

    def __post_init__(self) -> None:
        """Keep exact figures only."""
        object.__setattr__(self, "ours", exact(self.ours, f"Our value of “{self.name}”"))
        object.__setattr__(self, "theirs", exact(self.theirs, f"Their value of “{self.name}”"))


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing that has to be settled at exactly one of its levels.

    Errors: BargainingError without a level, or for two levels of one name.
    """

    name: str
    levels: tuple[Level, ...]

    def __post_init__(self) -> None:
        """Refuse what nobody could settle."""
        if not self.levels:
            raise BargainingError(f"“{self.name}” has no level to agree on.")
        names = [level.name for level in self.levels]
        if len(set(names)) < len(names):
            raise BargainingError(f"Two levels of “{self.name}” have the same name.")

    @precise
    def weighted(self, ours: Decimal, theirs: Decimal) -> "Issue":
        """Return the issue with every value times the weight that its side gives to the issue, exactly.

        Errors: BargainingError for a negative weight.
        Source: additive scoring after Raiffa, The Art and Science of Negotiation (1982).
        """
        our_weight, their_weight = a_weight(ours), a_weight(theirs)
        levels = (Level(level.name, level.ours * our_weight, level.theirs * their_weight) for level in self.levels)
        return Issue(self.name, tuple(levels))


@dataclass(frozen=True, slots=True)
class Problem:
    """All issues of one deal, and what each side has without it: the disagreement point.

    Shapes: values add up over the issues; for values that depend on each other see `enumeration`.
    Errors: BargainingError without an issue, or for two issues of one name.
    """

    issues: tuple[Issue, ...]
    disagreement: Point = (Decimal(0), Decimal(0))

    def __post_init__(self) -> None:
        """Keep exact figures only."""
        if not self.issues:
            raise BargainingError("There is nothing to agree on yet.")
        names = [issue.name for issue in self.issues]
        if len(set(names)) < len(names):
            raise BargainingError("Two issues have the same name.")
        ours, theirs = self.disagreement
        object.__setattr__(self, "disagreement", (exact(ours, "Our limit"), exact(theirs, "Their limit")))

    @property
    def count(self) -> int:
        """Return how many packages there are."""
        return prod(len(issue.levels) for issue in self.issues)


@dataclass(frozen=True, slots=True)
class Package:
    """One level of each issue, in the order of the issues, and what the whole is worth to each side."""

    levels: tuple[str, ...]
    ours: Decimal
    theirs: Decimal

    @property
    def point(self) -> Point:
        """Return the two values."""
        return self.ours, self.theirs


@precise
def package_of(problem: Problem, names: Sequence[str]) -> Package:
    """Return the package that settles the issues at these levels, in the order of the issues.

    Errors: BargainingError for a level that an issue does not have, or too few or too many of them.
    """
    if len(names) != len(problem.issues):
        raise BargainingError(f"A package settles {len(problem.issues)} issues, not {len(names)}.")
    chosen = [_level(issue, name) for issue, name in zip(problem.issues, names, strict=True)]
    ours, theirs = added(level.ours for level in chosen), added(level.theirs for level in chosen)
    return Package(tuple(names), ours, theirs)


@precise
def added(figures: Iterable[Decimal]) -> Decimal:
    """Return the exact sum."""
    return sum(figures, Decimal(0))


def a_weight(weight: Decimal | int) -> Decimal:
    """Return a weight as a decimal.

    Errors: BargainingError when it is negative; NotANumber when it cannot be reckoned with exactly.
    """
    found = exact(weight, "A weight")
    if found < 0:
        raise BargainingError("A weight cannot be negative.")
    return found


def _level(issue: Issue, name: str) -> Level:
    for level in issue.levels:
        if level.name == name:
            return level
    raise BargainingError(f"“{issue.name}” cannot be settled at “{name}”.")
