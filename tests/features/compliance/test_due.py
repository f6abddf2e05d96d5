"""Until when an approval is needed: by the clock and the weekend of the organization that asks."""

from datetime import date, datetime

import pytest
from sqlalchemy import create_engine, text

from negostrategy.compliance.queries.requests import requests_on
from negostrategy.compliance.requesting import RequestDraft
from negostrategy.compliance.service.requesting import ask_approval, due_after
from negostrategy.facts.service import refresh
from negostrategy.kernel.clock import standing_still
from negostrategy.kernel.transaction import transaction
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
