"""Where a form or a link leads: a path of this organization, or its first page."""

from typing import Any

import pytest
from flask import Flask

from tests.cast import PASSWORD, Cast, Person

ELSEWHERE = [
    "/\r\nX: y",
    "/\t/evil.example",
    "\t//evil.example",
    "//evil.example",
    "/\\evil.example",
    "/a\\..\\evil",
    "/%2Fevil.example",
    "/%5Cevil.example",
    "/%09/evil.example",
    "/%0d%0aX: y",
    "https://evil.example/",
    "javascript:alert(1)",
    "evil.example",
    "",
    "/../../o/other/",
    "/a/%2e%2e/%2e%2e/%2e%2e/o/other",
    "/o/other/negotiations",
    "/a//evil.example",
    "/\u2028/evil.example",
    "/\x7f",
]
HERE = ["/", "/negotiations", "/negotiations?team=x&held_from=2026-11-01", "/strategy#part-scope", "/find?to=//x", "/é"]


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_signing_in_leads_nowhere_else(app: Flask, with_password: Person, wanted: str) -> None:
    typed = {"email": with_password.email, "password": PASSWORD, "next": wanted}

    answer = app.test_client().post(f"/o/{with_password.slug}/sign-in", data=typed)

    assert (answer.status_code, answer.location) == (303, f"/o/{with_password.slug}/")


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_choosing_colours_leads_nowhere_else(app: Flask, cast: Cast, wanted: str) -> None:
    answer = app.test_client().post(f"/o/{cast.slug}/theme", data={"theme": "dark", "back": wanted})

    assert (answer.status_code, answer.location) == (303, f"/o/{cast.slug}/")


@pytest.mark.parametrize("wanted", HERE)
def test_both_lead_to_a_path_of_this_organization(app: Flask, with_password: Person, wanted: str) -> None:
    typed = {"email": with_password.email, "password": PASSWORD, "next": wanted}
    slug, client = with_password.slug, app.test_client()

    entered = client.post(f"/o/{slug}/sign-in", data=typed).location
    coloured = client.post(f"/o/{slug}/theme", data={"back": f"/o/{slug}{wanted}"}).location

    assert (entered, coloured) == (f"/o/{slug}{wanted}".replace("é", "%C3%A9"),) * 2


def test_the_page_that_asks_for_a_password_carries_no_way_out(app: Flask, cast: Cast) -> None:
    page = app.test_client().get(f"/o/{cast.slug}/sign-in?next=//evil.example").text

    assert "evil.example" not in page


def test_two_slashes_are_no_page_and_lead_nowhere(app: Flask, cast: Cast) -> None:
    answer = app.test_client().get(f"/o/{cast.slug}/people//requests", headers={"Host": "evil.example"})

    assert (answer.status_code, answer.location) == (404, None)


def test_colours_chosen_before_any_organization_lead_to_the_first_page(app: Flask) -> None:
    assert app.test_client().post("/theme", data={"back": "//evil.example"}).location == "/"


def test_a_new_record_is_found_at_the_address_of_the_settings(cast: Cast, program: Any) -> None:
    answer = program(cast.noor).call("POST", "/negotiations", {"title": "Line 7"}, Host="evil.example")

    assert answer.headers["Location"].startswith(f"http://127.0.0.1:8000/o/{cast.slug}/api/v1/negotiations/")
