"""Which periods are answered for one set of records, to whoever reads figures only."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from negostrategy.analytics.asked import WEEK, WEEKS, YEAR, monday_of, weeks_before
from negostrategy.analytics.queries.population import Population
from negostrategy.kernel.disclosure import Answers

type_of_period = tuple[date | None, date | None]
EVERYTHING: type_of_period = (None, None)
DAY = timedelta(days=1)
# What the first page asks by itself, in days back from today: first and last. Dashboards ask whole weeks.
HOME = ((89, 0), (29, 0), (59, 30))
WEEKS_BEFORE = 12
MONTHS_BACK = 36


@dataclass
class Periods:
    """The periods answered for one set: of two that differ by too little the one that is named first.

    records: the set through all stands. is_home: the first page asks of it.
    """

    told: Population
    records: int
    today: date
    is_home: bool
    _answered: list[int] = field(default_factory=list)
    _named: Iterator[type_of_period] = field(init=False)

    def __post_init__(self) -> None:
        """Begin with nothing answered."""
        self._named = self._periods_named()

    def answers(self, period: type_of_period) -> bool:
        """Return whether a period is answered: it is named, or holds the same records as one that is."""
        asked = self._within(period)
        if not self.told.crowd.is_group(asked) or not self._is_apart_from_before(self._at_each_stand(period)):
            return False
        while asked not in self._answered and (named := next(self._named, None)) is not None:
            self._try(named)
        return asked in self._answered

    def _within(self, period: type_of_period) -> int:
        return self.records & self.told.now & self.told.between(*period)

    def _try(self, period: type_of_period) -> None:
        records, crowd = self._within(period), self.told.crowd
        if (
            crowd.is_group(records)
            and self._is_apart_from_before(self._at_each_stand(period))
            and all(crowd.is_safe(records ^ other) for other in self._answered)
        ):
            self._answered.append(records)

    def _at_each_stand(self, period: type_of_period) -> Iterator[int]:
        within = self.records & self.told.between(*period)
        return (within & told for told in self.told.stands)

    def _is_apart_from_before(self, asked: Iterable[int]) -> bool:
        """Return whether the last of these sets may be told of beside those of the others that were.

        The same question again and again: not everybody asks at every stand, so that each answer may be held against
        any before it.
        """
        said, last, is_said = Answers(self.told.crowd), None, False
        for one in asked:
            if one != last:
                is_said = self.told.crowd.is_group(one) and said.takes(one)
            last = one
        return is_said

    def _periods_named(self) -> Iterator[type_of_period]:
        """Return the periods that may be asked of, in the order in which they go before others.

        First those that pages ask by themselves, then everything, years, quarters, months and weeks.
        """
        yield from self._in_weeks(WEEKS)
        if self.is_home:
            yield from ((self.today - first * DAY, self.today - last * DAY) for first, last in HOME)
        yield from self._in_weeks(YEAR)
        yield EVERYTHING
        if not self.told.days:
            return
        begin = date(self.told.days[0].year, 1, 1)
        end = max(self.told.days[-1], self.today)
        for months in (12, 3):
            yield from _in_months(begin, end, months)
        near = max(begin, _months_on(self.today.replace(day=1), -MONTHS_BACK))
        yield from _in_months(near, end, 1)
        monday = monday_of(near)
        while monday <= end:
            yield (monday, monday + WEEK - DAY)
            monday += WEEK

    def _in_weeks(self, count: int) -> Iterator[type_of_period]:
        # It moves on every Monday: what it held in the weeks before may have been asked then.
        spans = [_weeks_until(self.today - back * WEEK, count) for back in range(WEEKS_BEFORE, -1, -1)]
        if self._is_apart_from_before(map(self._within, spans)):
            yield spans[-1]


def _weeks_until(day: date, count: int) -> type_of_period:
    return weeks_before(day, count), monday_of(day) + WEEK - DAY


def _in_months(begin: date, end: date, months: int) -> Iterator[type_of_period]:
    while begin <= end:
        following = _months_on(begin, months)
        yield (begin, following - DAY)
        begin = following


def _months_on(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)
