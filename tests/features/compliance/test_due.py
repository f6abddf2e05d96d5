"""Until when an approval is needed: by the clock and the weekend of the organization that asks."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import create_engine, text

from negostrategy.compliance.queries.requests import requests_on
from negostrategy.compliance.requesting import RequestDraft
from negostrategy.compliance.service.deciding import escalate_overdue
from negostrategy.compliance.service.requesting import ask_approval, due_after
from negostrategy.facts.service import refresh
from negostrategy.kernel.clock import standing_still
from negostrategy.kernel.transaction import organization_in_force, transaction
from negostrategy.tenancy.queries import today_in_force
from negostrategy.worker import SCHEDULE, Turn, take
from tests.cast import Cast
from tests.database import Urls
from tests.features.compliance.books import add_book
from tests.features.facts.records import PRICE, add_record

TODAY, NOON = date(2026, 11, 23), datetime.fromisoformat("2026-11-23T12:00:00+00:00")


@pytest.mark.parametrize(
    ("zone", "due"),
    [
        ("UTC", "2026-11-23T18:00:00+00:00"),
        ("America/Los_Angeles", "2026-11-23T22:00:00+00:00"),
        # There the day was over two hours ago: no time is left to halve.
        ("Pacific/Kiritimati", "2026-11-23T12:00:00+00:00"),
    ],
)
def test_what_is_needed_by_a_day_is_needed_by_its_end_where_the_company_lives(zone: str, due: str) -> None:
    assert due_after(NOON, zone, TODAY) == datetime.fromisoformat(due)


def test_the_weekend_is_that_of_the_company() -> None:
    asked = datetime.fromisoformat("2026-11-20T03:00:00+00:00")

    dues = [due_after(asked, zone) for zone in ("UTC", "America/Los_Angeles")]

    assert [f"{due:%d %H}" for due in dues] == ["23 03", "21 03"]


def test_a_request_is_due_by_the_clock_of_its_own_organization(cast: Cast, urls: Urls) -> None:
    engine = create_engine(urls.owner)
    with engine.begin() as owner:
        owner.execute(
            text("UPDATE organizations SET zone = 'America/Los_Angeles' WHERE id = :id"), {"id": cast.organization_id}
        )
    engine.dispose()

    with standing_still(NOON), transaction(cast.organization_id):
        book = add_book(cast, (), variables=[{"key": "price", **PRICE}])
        record = add_record(cast.noor, {"price": PRICE}, playbook_version_id=book.version_id, topic="finance")
        refresh([record], is_new=True)
        ask_approval(cast.noor.actor, record, RequestDraft({"price": "98"}, "They wait until tonight.", TODAY), TODAY)

        assert requests_on(record)[0].due_at == datetime.fromisoformat("2026-11-23T22:00:00+00:00")


def test_what_is_asked_on_a_saturday_waits_for_one_whole_working_day(cast: Cast) -> None:
    saturday = datetime.fromisoformat("2026-11-28T08:00:00+00:00")

    with standing_still(saturday), transaction(cast.organization_id):
        _, due_at = _asked(cast)
    passed_on = [
        _passed_on(cast, at) for at in (saturday + timedelta(days=2, minutes=1), due_at + timedelta(minutes=1))
    ]

    assert (f"{due_at:%a %d %H:%M}", passed_on) == ("Tue 01 08:00", [0, 1])


@pytest.mark.parametrize(
    ("weekdays", "region", "due"),
    [
        ("{1,2,3,4,5}", None, "2027-01-06T08:00:00+00:00"),
        ("{1,2,3,4,5}", "DE-BY", "2027-01-07T08:00:00+00:00"),
        ("{1,2,4}", None, "2027-01-07T08:00:00+00:00"),
    ],
)
def test_a_request_waits_by_the_working_days_of_its_own_organization(
    cast: Cast, urls: Urls, weekdays: str, region: str | None, due: str
) -> None:
    engine = create_engine(urls.owner)
    with engine.begin() as owner:
        owner.execute(
            text("UPDATE organizations SET working_days = :days, holiday_region = :region WHERE id = :id"),
            {"id": cast.organization_id, "days": weekdays, "region": region},
        )
    engine.dispose()

    with standing_still(datetime.fromisoformat("2027-01-05T08:00:00+00:00")), transaction(cast.organization_id):
        _, due_at = _asked(cast)

    assert due_at == datetime.fromisoformat(due)


@pytest.mark.parametrize(("day", "count"), [("2026-11-29", 0), ("2026-11-30", 1)])
def test_nobody_is_reminded_on_a_day_without_work(cast: Cast, day: str, count: int) -> None:
    reminded: list[UUID] = []

    def remind() -> None:
        # The database of the tests holds other companies too.
        if organization_in_force() == cast.organization_id:
            reminded.append(cast.organization_id)

    with standing_still(datetime.fromisoformat(f"{day}T12:00:00+00:00")):
        take(Turn("remind", 60, remind, on_working_days=True))

    assert len(reminded) == count


def test_reminders_are_the_turns_that_wait_for_a_working_day() -> None:
    waiting = {turn.name for turn in SCHEDULE if turn.on_working_days}

    assert waiting == {turn.name for turn in SCHEDULE if turn.name.startswith("remind")}


def _asked(cast: Cast) -> tuple[UUID, datetime]:
    today = today_in_force()
    book = add_book(cast, (), variables=[{"key": "price", **PRICE}])
    record = add_record(cast.noor, {"price": PRICE}, playbook_version_id=book.version_id, topic="finance")
    refresh([record], is_new=True)
    request_id = ask_approval(cast.noor.actor, record, RequestDraft({"price": "98"}, "They wait."), today)
    return request_id, requests_on(record)[0].due_at


def _passed_on(cast: Cast, at: datetime) -> int:
    with standing_still(at), transaction(cast.organization_id):
        return escalate_overdue()
