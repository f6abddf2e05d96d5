"""Working time: which days count, and when a number of whole working days is over. It reads nothing and asks nobody."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

MONDAY_TO_FRIDAY = (1, 2, 3, 4, 5)
ONE_DAY = timedelta(days=1)
# Nobody rests for a month: whoever looks further than this has said that no day is a working day.
FURTHEST_DAYS = 366


@dataclass(frozen=True)
class WorkingDays:
    """The days on which an organization works.

    weekdays: ISO weekdays, 1 being Monday. holiday_region: whose public holidays are kept, such as DE-BY; none keeps
    none. Source: the holidays library, public holidays only.
    """

    weekdays: tuple[int, ...] = MONDAY_TO_FRIDAY
    holiday_region: str | None = None

    def __contains__(self, day: date) -> bool:
        """Return whether people work on this day."""
        return day.isoweekday() in self.weekdays and day not in _public_holidays(self.holiday_region, day.year)

    def on_or_after(self, day: date) -> date:
        """Return this day when it is a working day, or the next one that is."""
        for ahead in range(FURTHEST_DAYS):
            if (found := day + ahead * ONE_DAY) in self:
                return found
        return day

    def after(self, day: date, count: int) -> date:
        """Return the working day that comes `count` working days after a day, which need not be one itself."""
        for _ in range(count):
            day = self.on_or_after(day + ONE_DAY)
        return day


def whole_days_later(asked_at: datetime, count: int, zone: str, days: WorkingDays) -> datetime:
    """Return when `count` whole working days have passed since an instant, by the clocks of a time zone.

    What comes in on a day without work is taken as having come in at the same hour of the next working day: one day
    from Saturday at 8:00 is Tuesday at 8:00, and from Friday at 8:00 Monday at 8:00.
    Units: instants in UTC; by the zone's clocks both have the same hour, unless spring skips it on the later day.
    """
    here = ZoneInfo(zone)
    local = asked_at.astimezone(here)
    day = days.after(days.on_or_after(local.date()), count)
    due = datetime.combine(day, local.time(), tzinfo=here)
    # Two instants of one zone are subtracted as the clocks on the wall show them: what has passed is told in UTC.
    return asked_at + (due.astimezone(UTC) - local.astimezone(UTC))


def is_known_region(region: str) -> bool:
    """Return whether the public holidays of a region are known: a country of ISO 3166, or one of its parts."""
    country, _, part = region.partition("-")
    parts = holiday_regions().get(country)
    return parts is not None and (not part or part in parts)


@lru_cache(maxsize=1)
def holiday_regions() -> dict[str, tuple[str, ...]]:
    """Return the countries whose holidays are known, each with the parts that keep days of their own."""
    listed = holidays.list_supported_countries(include_aliases=False)
    return {country: tuple(parts) for country, parts in listed.items()}


# Holidays are computed per year; the objects of the library grow while they are asked, which threads must not share.
@lru_cache(maxsize=256)
def _public_holidays(region: str | None, year: int) -> frozenset[date]:
    # A region that a newer list has dropped keeps its working days: no deadline may fail because of it.
    if region is None or not is_known_region(region):
        return frozenset()
    country, _, part = region.partition("-")
    return frozenset(holidays.country_holidays(country, subdiv=part or None, years=year))
