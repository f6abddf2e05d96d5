"""When people negotiate: hardly at weekends, little in August, much before the end of a quarter."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from negostrategy.exchange.demo.dice import Dice

DAYS = 365
_MONTHS = (0.85, 1.0, 1.2, 0.95, 0.95, 1.2, 0.85, 0.5, 1.25, 1.05, 1.1, 0.95)
_WEEKDAYS = (1.05, 1.15, 1.1, 1.05, 0.8, 0.03, 0.01)
# How long after the talk people write it down, in days: most on the same day.
_DELAYS = {0: 66, 1: 17, 2: 6, 3: 4, 5: 3, 8: 2, 13: 1.2, 21: 0.8}


@dataclass(frozen=True, slots=True)
class Year:
    """The year that ends on the day before `until`."""

    until: date

    @property
    def first(self) -> date:
        """Return its first day."""
        return self.until - timedelta(days=DAYS)

    def day(self, place: int) -> date:
        """Return the day in this place, 0 to 364."""
        return self.first + timedelta(days=place)

    def place(self, day: date) -> int:
        """Return the place of a day."""
        return (day - self.first).days

    def share(self, day: date) -> float:
        """Return how much of the year has passed, from 0 to 1."""
        return self.place(day) / DAYS

    def days(self, chance: Dice, count: int) -> list[date]:
        """Return the days of so many negotiations, in their order."""
        places = range(DAYS)
        weights = [_load(self.day(place)) * (0.75 + 0.5 * place / DAYS) for place in places]
        return [self.day(place) for place in sorted(chance.choices(places, weights, k=count))]


def written_down(chance: Dice, held_on: date, year: Year, haste: float) -> datetime:
    """Return when a talk was written down: not before it was held, not after the year has ended."""
    days = 0 if chance.happens(haste) else chance.one_of(_DELAYS)
    hour = chance.randrange(8, 18) if days else chance.randrange(10, 20)
    written = datetime.combine(held_on + timedelta(days=days), time(hour, chance.randrange(60)), UTC)
    end = datetime.combine(year.until, time(), UTC) - timedelta(minutes=chance.randrange(10, 200))
    return min(written, end)


def instants(chance: Dice, count: int, first: date, last: date) -> Iterator[datetime]:
    """Return so many instants of working hours between two days, in their order."""
    days = (last - first).days
    found = sorted(
        datetime.combine(first + timedelta(days=chance.randint(0, days)), time(chance.randrange(7, 16)), UTC)
        + timedelta(minutes=chance.randrange(60))
        for _ in range(count)
    )
    yield from found


def _load(day: date) -> float:
    is_end_of_quarter = day.month % 3 == 0 and day.day > 14
    is_between_the_years = (day.month, day.day) > (12, 20) or (day.month, day.day) < (1, 7)
    load = _MONTHS[day.month - 1] * _WEEKDAYS[day.weekday()]
    return load * (0.12 if is_between_the_years else 1.35 if is_end_of_quarter else 1)
