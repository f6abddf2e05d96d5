"""Under which names the service answers, and what its answers tell a browser over TLS."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from negostrategy.app import create_app
from negostrategy.kernel.db import db
from negostrategy.settings import Settings, read_settings
from tests.cast import Cast


@pytest.fixture(scope="module")
def company(settings: Settings) -> Flask:
    """Return the application as a company runs it, behind TLS."""
    address = "https://nego.example"
    app = create_app(replace(settings, mode="production", public_address=address, trusted_hosts=("nego.internal",)))
    app.config["WTF_CSRF_ENABLED"] = False
    return app


@pytest.fixture
def get(company: Flask) -> Callable[[str, str], TestResponse]:
    """Return the way to ask the service for a path under a name."""
    return lambda host, path: company.test_client().get(path, headers={"Host": host})


@pytest.mark.parametrize("host", ["evil.example", "nego.example.evil.example", "xnego.example", "127.0.0.1:8000", ""])
def test_other_names_are_refused_in_production(get: Callable[[str, str], TestResponse], cast: Cast, host: str) -> None:
    pages = (f"/o/{cast.slug}/sign-in", f"/o/{cast.slug}/api/v1/negotiations", "/", "/nothing")

    assert [get(host, page).status_code for page in pages] == [400] * 4


@pytest.mark.parametrize("host", ["nego.example", "NEGO.example:443", "nego.internal"])
def test_its_own_names_are_answered(get: Callable[[str, str], TestResponse], cast: Cast, host: str) -> None:
    assert get(host, f"/o/{cast.slug}/sign-in").status_code == 200


def test_whoever_looks_after_the_process_may_ask_by_its_bare_address(get: Callable[[str, str], TestResponse]) -> None:
    assert get("10.0.0.7:8000", "/livez").status_code == 200


def test_on_ones_own_machine_any_name_will_do(app: Flask, cast: Cast) -> None:
    assert app.test_client().get(f"/o/{cast.slug}/sign-in", headers={"Host": "look.local"}).status_code == 200


def test_over_tls_a_browser_is_told_to_stay_there(get: Callable[[str, str], TestResponse], cast: Cast) -> None:
    headers = get("nego.example", f"/o/{cast.slug}/sign-in").headers

    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_without_tls_nothing_is_said_of_it(app: Flask, cast: Cast) -> None:
    answer = app.test_client().get(f"/o/{cast.slug}/sign-in")

    assert ("Strict-Transport-Security" in answer.headers, "__Secure-" in str(answer.headers)) == (False, False)


def test_over_tls_cookies_carry_the_prefix(company: Flask) -> None:
    assert company.config["SESSION_COOKIE_NAME"] == "__Secure-negostrategy"


def test_names_are_read_from_the_settings() -> None:
    settings = read_settings({"NEGOSTRATEGY_TRUSTED_HOSTS": "a.example, .b.example", "NEGOSTRATEGY_IDLE_HOURS": "8"})

    assert (settings.hosts, settings.idle_hours) == (("a.example", ".b.example", "127.0.0.1"), 8)


def test_without_its_database_it_says_so_as_json(settings: Settings) -> None:
    nowhere = "postgresql+psycopg://nobody@127.0.0.1:1/nothing"
    app = create_app(replace(settings, database_url=nowhere))
    with app.app_context():
        answer = app.test_client().get("/readyz")
        db.engine.dispose()

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.json["failing"]["database"] == "the database does not answer"


def test_a_page_that_cannot_be_answered_now_says_when_to_come_back(settings: Settings, cast: Cast) -> None:
    app = create_app(replace(settings, database_url="postgresql+psycopg://nobody@127.0.0.1:1/nothing"))
    with app.app_context():
        answer = app.test_client().get(f"/o/{cast.slug}/sign-in")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
