"""Trades worth proposing: we give on one issue, they give on another, and both are better off (logrolling)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from negostrategy.bargaining.faults import BargainingError
from negostrategy.bargaining.package import Issue, Level, Problem, package_of
from negostrategy.bargaining.precision import precise, quotient
from negostrategy.bargaining.words import shown


@dataclass(frozen=True, slots=True)
class Step:
    """One issue settled otherwise: what its giver loses by that, and what its receiver wins.

    Units:  those of the problem; loss and win are at least 0.
    """

    issue: str
    before: str
    after: str
    loss: Decimal
    win: Decimal


@dataclass(frozen=True, slots=True)
class Swap:
    """What we give and what they give for it. ours and theirs: what each side gains by both steps together."""

    give: Step
    get: Step
    ours: Decimal
    theirs: Decimal

    @property
    def joint(self) -> Decimal:
        """Return what both sides gain together."""
        return self.ours + self.theirs

    @property
    def ratio(self) -> Decimal | None:
        """Return what the receivers win for one unit that the givers lose; None where nobody loses anything."""
        lost = self.give.loss + self.get.loss
        return quotient(self.give.win + self.get.win, lost) if lost else None

    @property
    def sentence(self) -> str:
        """Return the trade in one sentence."""
        return (
            f"We settle {self.give.issue} at “{self.give.after}”, which costs us {shown(self.give.loss)} and is worth "
            f"{shown(self.give.win)} to them; they settle {self.get.issue} at “{self.get.after}”, which costs them "
            f"{shown(self.get.loss)} and is worth {shown(self.get.win)} to us."
        )


@dataclass(frozen=True, slots=True)
class Better:
    """One issue settled otherwise to the gain of one side and the loss of none."""

    issue: str
    before: str
    after: str
    ours: Decimal
    theirs: Decimal


@precise
def free_gains(problem: Problem, current: Sequence[str]) -> list[Better]:
    """Return the single steps away from a package that cost nobody anything, largest joint gain first.

    Errors: BargainingError for a package that the problem does not have.
    """
    package_of(problem, current)
    found = [
        Better(issue.name, now.name, level.name, level.ours - now.ours, level.theirs - now.theirs)
        for issue, now in _settled(problem, current)
        for level in issue.levels
    ]
    good = [one for one in found if one.ours >= 0 and one.theirs >= 0 and one.ours + one.theirs > 0]
    return sorted(good, key=lambda one: -(one.ours + one.theirs))


@precise
def swaps(problem: Problem, current: Sequence[str], most: int = 3) -> list[Swap]:
    """Return the best trades of two steps away from a package, each better for one side and no worse for the other.

    Shapes: at most `most`; a step is used in one trade only, so that the trades can be proposed side by side. Best is
            the largest joint gain, then the largest ratio of what is won to what is lost, then the order of the issues.
    Units:  those of the problem; joint gain adds both sides and needs one scale, such as money.
    Errors: BargainingError for a package that the problem does not have.
    Source: logrolling, Froman and Cohen (1970).
    """
    if most < 1:
        raise BargainingError("Ask for at least one trade.")
    package_of(problem, current)
    gives, gets = _steps(problem, current)
    chosen: list[Swap] = []
    while len(chosen) < most and (best := _best(gives, gets)) is not None:
        chosen.append(best)
        used = {best.give.issue, best.get.issue}
        gives = [step for step in gives if step.issue not in used]
        gets = [step for step in gets if step.issue not in used]
    return chosen


def _best(gives: Sequence[Step], gets: Sequence[Step]) -> Swap | None:
    # One after the other: there may be millions of pairs.
    pairs = (_swap(give, get) for give in gives for get in gets if give.issue != get.issue)
    good = (one for one in pairs if one.ours >= 0 and one.theirs >= 0 and one.joint > 0)
    return max(good, key=lambda one: (one.joint, one.ratio is None, one.ratio or 0), default=None)


def _steps(problem: Problem, current: Sequence[str]) -> tuple[list[Step], list[Step]]:
    gives, gets = [], []
    for issue, now in _settled(problem, current):
        for level in issue.levels:
            ours, theirs = level.ours - now.ours, level.theirs - now.theirs
            if ours <= 0 < theirs:
                gives.append(_step(issue, now, level, -ours, theirs))
            elif theirs <= 0 < ours:
                gets.append(_step(issue, now, level, -theirs, ours))
    return gives, gets


def _settled(problem: Problem, current: Sequence[str]) -> list[tuple[Issue, Level]]:
    return [
        (issue, next(level for level in issue.levels if level.name == name))
        for issue, name in zip(problem.issues, current, strict=True)
    ]


def _step(issue: Issue, now: Level, level: Level, loss: Decimal, win: Decimal) -> Step:
    return Step(issue.name, now.name, level.name, loss, win)


def _swap(give: Step, get: Step) -> Swap:
    return Swap(give, get, get.win - give.loss, give.win - get.loss)
