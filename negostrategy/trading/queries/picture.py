"""The picture of a deal: every package of the value table as what it is worth to us and to them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from uuid import UUID

from negostrategy.bargaining.amounts import POINTS
from negostrategy.bargaining.enumeration import MOST_PACKAGES, every_package
from negostrategy.bargaining.fair import fair_points
from negostrategy.bargaining.frontier import TooManyPoints, frontier
from negostrategy.bargaining.guesses import Guessed, GuessedIssue, GuessedLevel
from negostrategy.bargaining.improving import TooManyPackages, better_for_both, packages_better_for_both
from negostrategy.bargaining.interval import Interval
from negostrategy.bargaining.package import Package, Point, Problem, package_of
from negostrategy.bargaining.trades import swaps
from negostrategy.bargaining.uncertain import chance_of_efficiency, range_of
from negostrategy.trading.queries.line import Line
from negostrategy.trading.queries.path import Stop, path_of
from negostrategy.trading.queries.spread import Box, some_of
from negostrategy.trading.queries.table import Values

AS_IT_IS = "as it is"
MOST_DOTS = 400
MOST_EFFICIENT = 2_000
MOST_SHOWN = 3
MOST_SAID = 8


@dataclass(frozen=True)
class Suggestion:
    """A package at least as good for both as the one on the table. chance: whether it is efficient whatever is true.

    ours, theirs: what each side gains by it against the one on the table, in the middle of the guesses.
    """

    line_ids: tuple[UUID, ...]
    words: str
    ours: Decimal
    theirs: Decimal
    chance: str


@dataclass(frozen=True)
class TradeIdea:
    """Two changes to propose together, one given by each side.

    ours, theirs: what each side gains at the middle of the guesses; line_ids: what is on the table with them.
    """

    give: Line
    get: Line
    ours: Decimal
    theirs: Decimal
    line_ids: tuple[UUID, ...]

    @property
    def for_us(self) -> Interval:
        """Return what we gain, as far as the guesses reach."""
        return _worth(self.get, for_us=True) + _worth(self.give, for_us=True)

    @property
    def for_them(self) -> Interval:
        """Return what they gain, as far as the guesses reach."""
        return _worth(self.get, for_us=False) + _worth(self.give, for_us=False)

    @property
    def joint(self) -> Interval:
        """Return what both gain together."""
        return self.for_us + self.for_them


@dataclass(frozen=True)
class Picture:
    """Everything the picture shows, in one unit; points are the middle of the guesses.

    box: the ranges of the package on the table; boxes: those of the fair points and of at most forty on the frontier.
    dots: some packages when there are too many to show. better: how many packages are at least as good for both and
    better for one, None when there are too many to count.
    """

    unit: str
    count: int
    dots: tuple[Point, ...]
    frontier: tuple[tuple[Point, str], ...]
    nash: tuple[Point, ...]
    kalai_smorodinsky: tuple[Point, ...]
    on_table: Point
    box: Box
    boxes: dict[Point, Box]
    chance: str
    better: int | None
    suggestions: tuple[Suggestion, ...]
    trades: tuple[TradeIdea, ...]
    path: tuple[Stop, ...]


def picture_of(values: Values) -> Picture | None:
    """Return the picture of a table, in money when any line has its figures in money, else in points; None without.

    None as well where more packages are efficient than anybody could look at.
    """
    drawing = _drawing(values)
    if drawing is None:
        return None
    try:
        return drawing.picture()
    except TooManyPoints:
        return None


def trades_from(values: Values, most: int = MOST_SHOWN) -> tuple[TradeIdea, ...]:
    """Return the trades worth proposing from the package on the table, largest joint gain first."""
    drawing = _drawing(values)
    return tuple(drawing.trades(most)) if drawing else ()


def _drawing(values: Values) -> "_Drawing | None":
    in_money = values.point_price is not None or any(line.measure == "money" and line.gain for line in values.lines)
    unit = values.currency if in_money else POINTS
    lines = [line for line in values.priced if line.gain is not None and line.unit == unit]
    return _Drawing(values, lines, unit) if lines else None


class _Drawing:
    def __init__(self, values: Values, lines: Sequence[Line], unit: str) -> None:
        self.values, self.unit = values, unit
        self.by_id = {str(line.id): line for line in lines}
        self.options: dict[str, list[Line]] = {}
        for line in lines:
            self.options.setdefault(line.variable, []).append(line)
        self.guessed = Guessed(tuple(_issue(name, options) for name, options in self.options.items()))
        self.problem = self.guessed.middle
        self.current = [
            next((str(line.id) for line in options if line.is_chosen), AS_IT_IS) for options in self.options.values()
        ]

    def picture(self) -> Picture:
        table = package_of(self.problem, self.current)
        efficient = frontier(self.problem)
        if len(efficient) > MOST_EFFICIENT:
            raise TooManyPoints(TooManyPoints.__doc__)
        fair = fair_points(self.problem)
        return Picture(
            unit=self.unit,
            count=self.problem.count,
            dots=self._dots(),
            frontier=tuple((one.point, self._words(one.levels)) for one in efficient),
            nash=fair.nash,
            kalai_smorodinsky=fair.kalai_smorodinsky,
            on_table=table.point,
            box=range_of(self.guessed, self.current),
            boxes=self._boxes(efficient, {*fair.nash, *fair.kalai_smorodinsky}),
            chance=chance_of_efficiency(self.guessed, self.current),
            # Counting looks at every sum; beyond what can be listed it would take longer than anybody waits.
            better=_better(self.problem, table.point) if self.problem.count <= MOST_PACKAGES else None,
            suggestions=tuple(self._suggestions(table)),
            trades=tuple(self.trades(MOST_SHOWN)),
            path=path_of(self.values.record, list(self.by_id.values()), self.values.packages),
        )

    def _boxes(self, efficient: Sequence[Package], fair: Collection[Point]) -> dict[Point, Box]:
        shown = [*some_of(efficient), *(one for one in efficient if one.point in fair)]
        return {one.point: range_of(self.guessed, one.levels) for one in shown}

    def _dots(self) -> tuple[Point, ...]:
        if self.problem.count > MOST_PACKAGES:
            return ()
        step = -(-self.problem.count // MOST_DOTS)
        return tuple(one.point for one in islice(every_package(self.problem), 0, None, step))

    def _suggestions(self, table: Package) -> Iterable[Suggestion]:
        for one in packages_better_for_both(self.problem, table.point, MOST_SHOWN):
            chance = chance_of_efficiency(self.guessed, one.levels)
            ours, theirs = one.ours - table.ours, one.theirs - table.theirs
            yield Suggestion(self._ids(one.levels), self._words(one.levels), ours, theirs, chance)

    def trades(self, most: int) -> Iterable[TradeIdea]:
        """Return the trades worth proposing, each with the lines that would then be on the table."""
        for one in swaps(self.problem, self.current, most):
            give, get = self.by_id.get(one.give.after), self.by_id.get(one.get.after)
            if give is None or get is None:
                continue
            changed = {one.give.issue: one.give.after, one.get.issue: one.get.after}
            names = [changed.get(name, now) for name, now in zip(self.options, self.current, strict=True)]
            yield TradeIdea(give, get, one.ours, one.theirs, self._ids(names))

    def _ids(self, names: Sequence[str]) -> tuple[UUID, ...]:
        # What is counted in the other unit, or not known, stays where it is.
        others = [line.id for line in self.values.chosen if str(line.id) not in self.by_id]
        return (*(self.by_id[name].id for name in names if name in self.by_id), *others)

    def _words(self, names: Sequence[str]) -> str:
        chosen = [self.by_id[name].what for name in names if name in self.by_id]
        more = [f"and {len(chosen) - MOST_SAID} more"] if len(chosen) > MOST_SAID else []
        return ", ".join([*chosen[:MOST_SAID], *more]) or "Everything as it is"


def _better(problem: Problem, agreed: Point) -> int | None:
    try:
        return better_for_both(problem, agreed)
    except TooManyPackages:
        return None


def _issue(name: str, options: Sequence[Line]) -> GuessedIssue:
    nothing = Interval(Decimal(0), Decimal(0))
    return GuessedIssue(name, (GuessedLevel(AS_IT_IS, nothing, nothing), *(_level(line) for line in options)))


def _level(line: Line) -> GuessedLevel:
    return GuessedLevel(str(line.id), _worth(line, for_us=True), _worth(line, for_us=False))


def _worth(line: Line, *, for_us: bool) -> Interval:
    return Interval.exact(0) if line.net is None else line.net[0 if for_us else 1]
