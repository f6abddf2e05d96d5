"""Pages about people, as people meet them."""

import re

import pytest
from flask import Flask

from tests.cast import PASSWORD, Cast, Person
from tests.clients import type_of_browser


def test_the_right_password_brings_somebody_to_the_page_they_wanted(app: Flask, with_password: Person) -> None:
    typed = {"email": with_password.email.upper(), "password": PASSWORD, "next": "/profile"}

    answer = app.test_client().post(f"/o/{with_password.slug}/sign-in", data=typed)

    assert (answer.status_code, answer.location) == (303, f"/o/{with_password.slug}/profile")


@pytest.mark.parametrize("email", ["noor@nowhere.example", None])
def test_a_refusal_does_not_tell_whether_the_address_exists(
    app: Flask, with_password: Person, email: str | None
) -> None:
    typed = {"email": email or with_password.email, "password": "wrong"}

    answer = app.test_client().post(f"/o/{with_password.slug}/sign-in", data=typed)

    assert (answer.status_code, "do not belong together" in answer.text) == (422, True)


def test_who_guesses_on_is_slowed_down(app: Flask, with_password: Person) -> None:
    client = app.test_client()
    for _ in range(8):
        client.post(f"/o/{with_password.slug}/sign-in", data={"email": with_password.email, "password": "wrong"})

    answer = client.post(f"/o/{with_password.slug}/sign-in", data={"email": with_password.email, "password": PASSWORD})

    assert (answer.status_code, "Retry-After" in answer.headers) == (429, True)


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_a_link_cannot_lead_elsewhere_after_signing_in(app: Flask, with_password: Person, wanted: str) -> None:
    typed = {"email": with_password.email, "password": PASSWORD, "next": wanted}

    answer = app.test_client().post(f"/o/{with_password.slug}/sign-in", data=typed)

    assert answer.location == f"/o/{with_password.slug}/"


def test_a_copied_cookie_is_dead_after_signing_out(cast: Cast, browser: type_of_browser) -> None:
    noor = browser(cast.noor)
    noor.get("/profile")
    cookie = noor.client.get_cookie("negostrategy", path=f"/o/{cast.slug}")
    assert cookie is not None
    noor.post("/sign-out")
    noor.client.set_cookie("negostrategy", cookie.value, path=f"/o/{cast.slug}")

    assert noor.get("/profile").status_code == 303


def test_who_is_not_signed_in_is_asked_to_and_brought_back(app: Flask, cast: Cast) -> None:
    answer = app.test_client().get(f"/o/{cast.slug}/profile")

    assert (answer.status_code, answer.location) == (303, f"/o/{cast.slug}/sign-in?next=/profile")


def test_an_organization_that_does_not_exist_looks_like_any_missing_page(app: Flask, cast: Cast) -> None:
    assert app.test_client().get("/o/nobody-is-here/sign-in").status_code == 404


def test_an_invited_person_joins_with_the_roles_of_the_invitation(
    app: Flask, cast: Cast, browser: type_of_browser
) -> None:
    made = browser(cast.adam).post("/people/invitations", {"email": "new@example.org", "roles": ["employee"]})
    found = re.search(r"/join/([\w-]+)", made.text)
    assert found is not None

    answer = app.test_client().post(f"/o/{cast.slug}/join/{found[1]}", data={"name": "Nia New", "password": PASSWORD})

    assert (answer.status_code, answer.location) == (303, f"/o/{cast.slug}/")


def test_an_invitation_works_once(app: Flask, cast: Cast, browser: type_of_browser) -> None:
    made = browser(cast.adam).post("/people/invitations", {"email": "new@example.org", "roles": ["employee"]})
    found = re.search(r"/join/([\w-]+)", made.text)
    assert found is not None
    typed = {"name": "Nia New", "password": PASSWORD}
    app.test_client().post(f"/o/{cast.slug}/join/{found[1]}", data=typed)

    assert app.test_client().post(f"/o/{cast.slug}/join/{found[1]}", data=typed).status_code == 404


def test_an_invitation_of_next_door_opens_nothing_here(
    app: Flask, cast: Cast, next_door: Cast, browser: type_of_browser
) -> None:
    made = browser(next_door.adam).post("/people/invitations", {"email": "new@example.org", "roles": ["employee"]})
    found = re.search(r"/join/([\w-]+)", made.text)
    assert found is not None

    assert app.test_client().get(f"/o/{cast.slug}/join/{found[1]}").status_code == 404


@pytest.mark.parametrize("who", ["noor", "ines", "greta"])
def test_only_administrators_see_the_list_of_people(cast: Cast, browser: type_of_browser, who: str) -> None:
    assert browser(getattr(cast, who)).get("/people").status_code == 403


def test_the_list_of_people_shows_nobody_from_next_door(cast: Cast, next_door: Cast, browser: type_of_browser) -> None:
    assert next_door.slug not in browser(cast.adam).get("/people").text


def test_a_person_of_next_door_is_not_found(cast: Cast, next_door: Cast, browser: type_of_browser) -> None:
    assert browser(cast.adam).get(f"/people/{next_door.noor.id}").status_code == 404


def test_the_last_administrator_stays(cast: Cast, browser: type_of_browser) -> None:
    answer = browser(cast.adam).post(f"/people/{cast.adam.id}", {"roles": ["employee"], "is_active": "true"})

    assert answer.status_code == 409


def test_a_team_cannot_lie_below_itself(cast: Cast, browser: type_of_browser) -> None:
    moved = {"name": "Operations", "parent_id": str(cast.sourcing_id)}

    answer = browser(cast.adam).post(f"/people/teams/{cast.operations_id}", moved)

    assert (answer.status_code, "below itself" in answer.text) == (422, True)


def test_a_team_cannot_hang_below_one_of_next_door(cast: Cast, next_door: Cast, browser: type_of_browser) -> None:
    answer = browser(cast.adam).post("/people/teams", {"name": "Spies", "parent_id": str(next_door.design_id)})

    assert answer.status_code == 404


def test_a_company_founds_itself(app: Flask, cast: Cast) -> None:
    slug = f"{cast.slug}-new"
    typed = {"name": "Velden", "slug": slug, "person": "Vera", "email": "vera@velden.example", "password": PASSWORD}

    app.test_client().post("/found", data=typed)
    answer = app.test_client().post(f"/o/{slug}/sign-in", data={"email": "vera@velden.example", "password": PASSWORD})

    assert answer.status_code == 303


def test_a_taken_address_is_told_and_nothing_is_lost(app: Flask, cast: Cast) -> None:
    typed = {
        "name": "Velden",
        "slug": cast.slug,
        "person": "Vera",
        "email": "vera@velden.example",
        "password": PASSWORD,
    }

    answer = app.test_client().post("/found", data=typed)

    assert (answer.status_code, 'value="Vera"' in answer.text) == (422, True)


def test_the_bare_address_leads_to_ones_organization(app: Flask) -> None:
    assert app.test_client().post("/find", data={"organization": "Demo "}).location == "/o/demo/sign-in"
