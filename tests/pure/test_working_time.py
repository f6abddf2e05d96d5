"""Working time is counted in the whole working days of an organization, by its own clocks."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negostrategy.kernel.working_time import WorkingDays, is_known_region, whole_days_later

BERLIN = "Europe/Berlin"
BAVARIA = WorkingDays(holiday_region="DE-BY")
SUNDAY_TO_THURSDAY = WorkingDays((1, 2, 3, 4, 7))


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("2026-11-28T08:00", "2026-12-01T08:00"),  # Saturday: Tuesday, with one whole working day in between
        ("2026-11-29T23:30", "2026-12-01T23:30"),  # Sunday
        ("2026-11-27T08:00", "2026-11-30T08:00"),  # Friday: Monday at the same hour
        ("2026-11-25T16:45", "2026-11-26T16:45"),  # Wednesday
        ("2026-10-24T08:00", "2026-10-27T08:00"),  # over the night on which the clocks are set back
    ],
)
def test_an_answer_is_due_after_one_whole_working_day(asked: str, due: str) -> None:
    instant = datetime.fromisoformat(asked).replace(tzinfo=ZoneInfo(BERLIN)).astimezone(UTC)

    found = whole_days_later(instant, 1, BERLIN, WorkingDays())

    assert found == datetime.fromisoformat(due).replace(tzinfo=ZoneInfo(BERLIN))


def test_a_saturday_is_one_where_the_company_lives() -> None:
    # Friday evening in Los Angeles is Saturday in Auckland.
    asked = datetime.fromisoformat("2026-11-28T03:00:00+00:00")

    dues = [whole_days_later(asked, 1, zone, WorkingDays()) for zone in ("America/Los_Angeles", "Pacific/Auckland")]

    assert [f"{due:%a %d %H:%M}" for due in dues] == ["Tue 01 03:00", "Tue 01 03:00"]


def test_other_weeks_have_other_ends() -> None:
    asked = datetime.fromisoformat("2026-11-26T08:00:00+00:00")  # a Thursday

    due = whole_days_later(asked, 1, "UTC", SUNDAY_TO_THURSDAY)

    assert due == datetime.fromisoformat("2026-11-29T08:00:00+00:00")


@pytest.mark.parametrize(
    ("region", "asked", "due"),
    [
        ("DE-BY", "2027-01-05T10:00", "2027-01-07T10:00"),  # Epiphany is kept in Bavaria
        ("DE", "2027-01-05T10:00", "2027-01-06T10:00"),  # and not in all of Germany
        (None, "2026-12-24T10:00", "2026-12-25T10:00"),  # who keeps no holidays works at Christmas
        ("DE-BY", "2026-12-24T10:00", "2026-12-28T10:00"),
        ("NZ-AUK", "2027-02-05T10:00", "2027-02-09T10:00"),  # Waitangi Day 2027 is a Saturday, kept on Monday
    ],
)
def test_public_holidays_of_the_region_are_not_working_days(region: str | None, asked: str, due: str) -> None:
    instant = datetime.fromisoformat(f"{asked}+00:00")

    found = whole_days_later(instant, 1, "UTC", WorkingDays(holiday_region=region))

    assert found == datetime.fromisoformat(f"{due}+00:00")


@pytest.mark.parametrize(
    ("closed", "count", "last"),
    [("2026-11-27", 5, "2026-12-04"), ("2026-11-28", 5, "2026-12-04"), ("2026-12-23", 5, "2026-12-31")],
)
def test_several_working_days_are_counted_from_the_day_after(closed: str, count: int, last: str) -> None:
    # The 25th of December is a holiday on a Friday: the 24th, 28th, 29th, 30th and 31st count.
    found = BAVARIA.after(date.fromisoformat(closed), count)

    assert found == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("region", "is_known"),
    [("DE", True), ("DE-BY", True), ("FR-Zone A", True), ("DE-XX", False), ("XX", False), ("", False), ("de", False)],
)
def test_a_region_is_known_or_not(region: str, is_known: bool) -> None:
    assert is_known_region(region) is is_known


@given(
    asked=st.integers(1_577_836_800, 2_051_222_400).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
    weekdays=st.sets(st.integers(1, 7), min_size=1).map(lambda found: tuple(sorted(found))),
    count=st.integers(1, 12),
    zone=st.sampled_from([BERLIN, "Pacific/Auckland", "America/Denver", "Asia/Kathmandu"]),
)
def test_what_is_due_is_due_on_a_working_day_and_never_too_soon(
    asked: datetime, weekdays: tuple[int, ...], count: int, zone: str
) -> None:
    days = WorkingDays(weekdays)

    due = whole_days_later(asked, count, zone, days)

    # An hour may be skipped or come twice while the clocks are changed.
    assert due - asked >= timedelta(days=count, hours=-1)
    assert due.astimezone(ZoneInfo(zone)).date() in days
