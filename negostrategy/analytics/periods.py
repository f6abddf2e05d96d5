"""Which periods are answered for one set of records, to whoever reads figures only."""

from collections.abc import Iterator
from datetime import date, timedelta

from negostrategy.analytics.queries.population import Population

type_of_period = tuple[date | None, date | None]
EVERYTHING: type_of_period = (None, None)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
# The periods that pages ask by themselves, in days back from today: first and last.
WINDOWS = ((83, 0), (89, 0), (29, 0), (59, 30), (364, 0))
MONTHS_BACK = 36


class Periods:
    """The periods answered for one set: of two that differ by too little the one that is named first."""

    def __init__(self, told: Population, records: int, today: date) -> None:
        """Begin with nothing answered yet. records: the set through all stands."""
        self._told, self._records = told, records
        self._answered: list[int] = []
        self._waiting = periods_named(told, today)

    def answers(self, period: type_of_period) -> bool:
        """Return whether a period is answered: it is named, or holds the same records as one that is."""
        asked = self._within(period) & self._told.now
        if not self._told.crowd.is_group(asked):
            return False
        while asked not in self._answered and (named := next(self._waiting, None)) is not None:
            self._try(named)
        return asked in self._answered

    def _within(self, period: type_of_period) -> int:
        return self._records & self._told.between(*period)

    def _try(self, period: type_of_period) -> None:
        crowd, within = self._told.crowd, self._within(period)
        records = within & self._told.now
        if not crowd.is_group(records) or not self._is_answered_now(within):
            return
        if all(crowd.is_safe(records ^ other) for other in self._answered):
            self._answered.append(records)

    def _is_answered_now(self, within: int) -> bool:
        # The same question at each stand: it was answered whenever it differed from its last answer by nothing, or by
        # enough.
        crowd, last = self._told.crowd, None
        for told in self._told.stands:
            records = within & told
            if records != last and crowd.is_group(records) and (last is None or crowd.is_safe(records ^ last)):
                last = records
        return last == within & self._told.now


def periods_named(told: Population, today: date) -> Iterator[type_of_period]:
    """Return the periods that may be asked of, in the order in which they go before others.

    First those that pages ask by themselves, then everything, years, quarters, months and weeks.
    """
    for first, last in WINDOWS:
        yield (today - first * DAY, today - last * DAY)
    yield EVERYTHING
    if not told.days:
        return
    begin = date(told.days[0].year, 1, 1)
    end = max(told.days[-1], today)
    for months in (12, 3):
        yield from _in_months(begin, end, months)
    near = max(begin, _months_on(date(today.year, today.month, 1), -MONTHS_BACK))
    yield from _in_months(near, end, 1)
    monday = near - near.weekday() * DAY
    while monday <= end:
        yield (monday, monday + WEEK - DAY)
        monday += WEEK


def _in_months(begin: date, end: date, months: int) -> Iterator[type_of_period]:
    while begin <= end:
        following = _months_on(begin, months)
        yield (begin, following - DAY)
        begin = following


def _months_on(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)
