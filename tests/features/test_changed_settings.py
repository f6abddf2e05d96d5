"""An organization's settings hold from the moment they are changed, in every process and in every transaction."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from negostrategy.edge.organization import DIRECTORY
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.tenancy.directory import Directory
from negostrategy.tenancy.queries import organization_called, zone_in_force
from negostrategy.tenancy.service import enter_organization
from negostrategy.tenancy.settings import OrganizationSettings
from tests.cast import Cast, Person
from tests.clients import Browser


def _entered(settings: OrganizationSettings) -> str:
    slug = f"settings-{uuid4().hex[:8]}"
    with transaction(None):
        enter_organization(slug, "Kauri Timber", settings)
    return slug


def test_the_directory_says_everything_that_was_entered(app: Flask) -> None:
    slug = _entered(
        OrganizationSettings(
            zone="Pacific/Auckland",
            currency="NZD",
            number_format="point",
            language="en-NZ",
            fiscal_year_start=4,
            working_days=(1, 2, 3, 4),
            holiday_region="NZ-AUK",
        )
    )

    entry = organization_called(slug)

    assert entry is not None
    assert (entry.zone, entry.currency, entry.number_format, entry.language) == (
        "Pacific/Auckland", "NZD", "point", "en-NZ",
    )  # fmt: skip
    assert (entry.fiscal_year_start, entry.working_days, entry.holiday_region) == (4, (1, 2, 3, 4), "NZ-AUK")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("currency", "eur"),
        ("number_format", "dash"),
        ("language", "German"),
        ("fiscal_year_start", 0),
        ("fiscal_year_start", 13),
        ("working_days", []),
        ("working_days", [0, 1]),
        ("working_days", [8]),
        ("holiday_region", "Bavaria"),
        ("zone", ""),
    ],
)
def test_the_database_refuses_settings_that_mean_nothing(cast: Cast, column: str, value: object) -> None:
    statement = text(f"UPDATE organizations SET {column} = :value WHERE id = :id")

    with pytest.raises(DBAPIError), transaction(cast.organization_id):
        session.execute(statement, {"value": value, "id": cast.organization_id})


def test_an_organization_cannot_change_another(cast: Cast, next_door: Cast) -> None:
    statement = text("UPDATE organizations SET zone = 'Asia/Tokyo' WHERE id = :id")

    with transaction(next_door.organization_id):
        session.execute(statement, {"id": cast.organization_id})

    entry = organization_called(cast.slug)
    assert entry is not None
    assert entry.zone == "UTC"


def test_a_change_of_the_zone_holds_in_the_next_transaction(cast: Cast, lives_in: Callable[[str], None]) -> None:
    with transaction(cast.organization_id):
        before = zone_in_force()
    lives_in("Asia/Tokyo")
    with transaction(cast.organization_id):
        after = zone_in_force()

    assert (before, after) == ("UTC", "Asia/Tokyo")


def test_another_process_follows_at_the_next_request(
    app: Flask,
    cast: Cast,
    browser: Callable[[Person], Browser],
    lives_in: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Each process has a directory of its own; this one, which remembers for an hour, stands for the other process.
    remembers = Directory(seconds=3600)
    monkeypatch.setitem(app.extensions, DIRECTORY, remembers)
    noor = browser(cast.noor)
    noor.get("/")
    lives_in("Asia/Tokyo")

    noor.get("/")

    entry = remembers(cast.slug)
    assert entry is not None
    assert entry.zone == "Asia/Tokyo"


def test_the_day_is_asked_for_once_in_a_transaction(cast: Cast, statements: list[str]) -> None:
    with transaction(cast.organization_id):
        statements.clear()
        zone_in_force()
        zone_in_force()
        asked = [statement for statement in statements if "organizations" in statement]

    assert len(asked) == 1
