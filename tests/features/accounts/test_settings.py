"""Where an organization is at home: asked when it is founded, changed by an administrator, followed everywhere."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from negostrategy.audit.models import AuditEntry
from negostrategy.facts.models import Facts
from negostrategy.facts.service import refresh
from negostrategy.kernel.clock import standing_still
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.models import Negotiation
from negostrategy.tenancy.queries import OrganizationEntry, organization_called
from tests.cast import PASSWORD, Cast, Person
from tests.clients import Browser, Program
from tests.features.facts.records import add_record

type_of_browser = Callable[[Person], Browser]
AUCKLAND = {
    "zone": "Pacific/Auckland",
    "currency": "NZD",
    "number_format": "point",
    "language": "en-NZ",
    "fiscal_year_start": "4",
    "working_days": ["1", "2", "3", "4"],
    "holiday_region": "NZ-AUK",
}
NINE_IN_AUCKLAND = datetime.fromisoformat("2026-11-30T20:00:00+00:00")


def _founding(slug: str, **more: Any) -> dict[str, Any]:
    return {"name": "Kauri", "slug": slug, "person": "Aroha", "email": "a@kauri.example", "password": PASSWORD} | more


def _entry(slug: str) -> OrganizationEntry:
    entry = organization_called(slug)
    assert entry is not None
    return entry


def _change(chrome: Browser, **more: Any) -> TestResponse:
    revision = re.search(r'name="revision" value="(\d+)"', chrome.get("/organization").text)
    assert revision is not None
    return chrome.post("/organization", AUCKLAND | {"revision": revision[1]} | more)


def _trail(cast: Cast, act: str) -> list[dict[str, Any]]:
    with transaction(cast.organization_id):
        found = session.scalars(select(AuditEntry.details).where(AuditEntry.act == act).order_by(AuditEntry.at)).all()
    return [{name: value for name, value in one.items() if name != "request"} for one in found]


def test_where_a_company_is_at_home_is_asked_when_it_is_founded(app: Flask, cast: Cast) -> None:
    page = app.test_client().get("/found").text

    asked = set(re.findall(r'name="(\w+)"', page))
    assert set(AUCKLAND) <= asked


def test_a_company_is_founded_where_it_says_it_is_at_home(app: Flask, cast: Cast) -> None:
    slug = f"{cast.slug}-nz"

    app.test_client().post("/found", data=_founding(slug, **AUCKLAND))

    entry = _entry(slug)
    assert (entry.zone, entry.currency, entry.number_format) == ("Pacific/Auckland", "NZD", "point")
    assert (entry.language, entry.fiscal_year_start) == ("en-NZ", 4)
    assert (entry.working_days, entry.holiday_region) == ((1, 2, 3, 4), "NZ-AUK")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de-AT,de;q=0.9", ("Europe/Vienna", "EUR", "comma", "AT")),
        ("sv", ("Europe/Stockholm", "SEK", "comma", "SE")),
        ("en-NZ", ("Pacific/Auckland", "NZD", "point", "NZ")),
        # English alone is spoken in too many places to tell.
        ("en", ("UTC", "USD", "point", None)),
        ("", ("UTC", "USD", "point", None)),
    ],
)
def test_what_is_usual_where_a_language_is_spoken_is_proposed(
    app: Flask, cast: Cast, language: str, expected: tuple[str, ...]
) -> None:
    slug = f"{cast.slug}-usual"

    app.test_client().post("/found", data=_founding(slug), headers={"Accept-Language": language})

    entry = _entry(slug)
    assert (entry.zone, entry.currency, entry.number_format, entry.holiday_region) == expected


def test_a_zone_tells_what_is_usual_in_its_country(app: Flask, cast: Cast) -> None:
    slug = f"{cast.slug}-in"

    app.test_client().post("/found", data=_founding(slug, zone="Asia/Calcutta"))

    entry = _entry(slug)
    assert (entry.zone, entry.currency, entry.working_days) == ("Asia/Calcutta", "INR", (1, 2, 3, 4, 5, 6))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("zone", "Europe/Atlantis"),
        ("currency", "EURO"),
        ("number_format", "dash"),
        ("language", "deutsch!"),
        ("fiscal_year_start", "13"),
        ("working_days", ["8"]),
        ("holiday_region", "DE-XX"),
        ("holiday_region", "Bavaria"),
    ],
)
def test_what_means_nothing_is_refused_and_the_rest_is_kept(
    app: Flask, cast: Cast, browser: type_of_browser, field: str, value: Any
) -> None:
    founding = app.test_client().post("/found", data=_founding(f"{cast.slug}-x", **AUCKLAND | {field: value}))
    changing = _change(browser(cast.adam), **{field: value})

    for answer in (founding, changing):
        assert (answer.status_code, f'href="#f-{field}"' in answer.text) == (422, True)
        kept = '<option data-region="NZ" selected>Pacific/Auckland' if field != "zone" else 'value="NZ-AUK"'
        assert kept in answer.text
    assert organization_called(f"{cast.slug}-x") is None


def test_no_working_day_at_all_is_refused(cast: Cast, browser: type_of_browser) -> None:
    answer = _change(browser(cast.adam), working_days=[])

    assert (answer.status_code, _entry(cast.slug).working_days) == (422, (1, 2, 3, 4, 5))


def test_an_administrator_changes_where_the_company_is_at_home_and_the_trail_says_so(
    cast: Cast, browser: type_of_browser
) -> None:
    answer = _change(browser(cast.adam))

    entry = _entry(cast.slug)
    assert (answer.status_code, entry.zone, entry.currency) == (303, "Pacific/Auckland", "NZD")
    assert _trail(cast, "organization.changed") == [
        {
            "zone": "UTC → Pacific/Auckland",
            "currency": "EUR → NZD",
            "language": "en → en-NZ",
            "fiscal_year_start": "1 → 4",
            "working_days": "1,2,3,4,5 → 1,2,3,4",
            "holiday_region": "none → NZ-AUK",
        }
    ]


def test_saving_what_holds_already_leaves_no_trace(cast: Cast, browser: type_of_browser) -> None:
    adam = browser(cast.adam)
    _change(adam)

    _change(adam)

    assert len(_trail(cast, "organization.changed")) == 1


def test_an_emptied_region_keeps_no_holidays(cast: Cast, browser: type_of_browser) -> None:
    adam = browser(cast.adam)
    _change(adam)

    _change(adam, holiday_region="")

    assert _entry(cast.slug).holiday_region is None


def test_the_second_of_two_administrators_sees_what_the_first_has_saved(cast: Cast, browser: type_of_browser) -> None:
    adam = browser(cast.adam)
    _change(adam)

    answer = _change(adam, revision="1", zone="Asia/Tokyo", currency="JPY")

    assert (answer.status_code, _entry(cast.slug).zone) == (412, "Pacific/Auckland")
    assert "What holds now" in answer.text
    assert "selected>Asia/Tokyo" in answer.text


@pytest.mark.parametrize("name", ["noor", "ines", "greta"])
def test_nobody_but_an_administrator_changes_it(cast: Cast, browser: type_of_browser, name: str) -> None:
    chrome = browser(getattr(cast, name))

    answers = [chrome.get("/organization"), chrome.post("/organization", AUCKLAND | {"revision": "1"})]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert _entry(cast.slug).zone == "UTC"


def test_next_door_stays_as_it_is(cast: Cast, next_door: Cast, browser: type_of_browser) -> None:
    _change(browser(cast.adam))

    assert _entry(next_door.slug).zone == "UTC"


def test_a_line_with_today_is_held_today_in_auckland(cast: Cast, browser: type_of_browser) -> None:
    _change(browser(cast.adam))

    with standing_still(NINE_IN_AUCKLAND):
        browser(cast.noor).post("/log", {"title": "Asked Ferrano for a discount today"})
        home = browser(cast.noor).get("/").text

    with transaction(cast.organization_id):
        held_on = session.scalars(select(Negotiation.held_on)).one()
    assert held_on == date(2026, 12, 1)
    assert "Tuesday 1\u00a0December\u00a02026" in home


def test_a_company_founded_in_auckland_writes_its_first_line_on_its_own_day(app: Flask, cast: Cast) -> None:
    slug = f"{cast.slug}-first"
    client = app.test_client()

    with standing_still(NINE_IN_AUCKLAND):
        founded = client.post("/found", data=_founding(slug, **AUCKLAND))
        home = client.get(founded.headers["Location"])
        client.post(f"/o/{slug}/log", data={"title": "Asked Ferrano for a discount today, 1200 $"})

    with transaction(_entry(slug).id):
        held_on = session.scalars(select(Negotiation.held_on)).one()
    assert (founded.headers["Location"], home.status_code) == (f"/o/{slug}/", 200)
    assert held_on == date(2026, 12, 1)


def test_what_was_written_down_keeps_its_day_and_its_currency_and_what_follows_has_the_new_ones(
    cast: Cast, browser: type_of_browser, program: Callable[[Person], Program]
) -> None:
    noor = program(cast.noor)

    with standing_still(NINE_IN_AUCKLAND):
        before = noor.call("POST", "/negotiations", {"title": "Steel", "kind": "internal", "value": "1200"}).json
        _change(browser(cast.adam))
        after = noor.call("POST", "/negotiations", {"title": "Paint", "kind": "internal", "value": "1200"}).json
        kept = noor.call("GET", f"/negotiations/{before['id']}").json

    assert [(one["held_on"], one["currency"]) for one in (before, after, kept)] == [
        ("2026-11-30", "EUR"),
        ("2026-12-01", "NZD"),
        ("2026-11-30", "EUR"),
    ]


def test_after_another_zone_it_is_counted_anew_how_late_a_record_was_written(
    cast: Cast, browser: type_of_browser, post: Callable[[], None]
) -> None:
    with transaction(cast.organization_id):
        written = [
            add_record(cast.noor, held_on=date(2026, 11, 30), recorded_at=at)
            for at in (NINE_IN_AUCKLAND, NINE_IN_AUCKLAND - timedelta(hours=12))
        ]
        refresh(written, is_new=True)
    before = _delays(cast)

    _change(browser(cast.adam))
    post()

    # What was written down in the evening is written on the next day by the clocks of Auckland.
    assert (before, _delays(cast)) == ([0, 0], [0, 24])


def _delays(cast: Cast) -> list[Any]:
    with transaction(cast.organization_id):
        return sorted(session.scalars(select(Facts.capture_delay_hours)))


def test_who_founds_a_company_is_signed_in_to_it_and_to_no_other(app: Flask, cast: Cast) -> None:
    client, slug = app.test_client(), f"{cast.slug}-own"

    client.post("/found", data=_founding(slug, **AUCKLAND))

    assert (client.get(f"/o/{slug}/people").status_code, client.get(f"/o/{cast.slug}/people").status_code) == (200, 303)
