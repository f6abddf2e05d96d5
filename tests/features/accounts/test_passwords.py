"""Passwords, and what holds no longer than they or their person."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from negostrategy.accounts.models import ApiToken, User
from negostrategy.accounts.secrets import hash_of
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from tests.cast import PASSWORD, Cast, Person
from tests.features.accounts.conftest import type_of_later
from tests.features.accounts.links import NEW, link_in, signs_in


def test_changing_the_password_ends_tokens_unless_asked_otherwise(
    cast: Cast, with_password: Person, browser: Any, program: Any
) -> None:
    noor, script = browser(with_password), program(with_password)
    typed = {"present": PASSWORD, "password": NEW}

    noor.post("/profile/password", typed | {"keep_tokens": "true"})
    kept = script.call("GET", "/negotiations").status_code
    noor.post("/profile/password", typed | {"present": NEW, "password": "yet another horse and stable"})

    assert (kept, script.call("GET", "/negotiations").status_code) == (200, 401)


def test_the_profile_asks_about_tokens(cast: Cast, browser: Any) -> None:
    assert 'name="keep_tokens"' in browser(cast.noor).get("/profile").text


def test_deactivating_ends_tokens_for_good(cast: Cast, browser: Any, program: Any) -> None:
    script, adam = program(cast.noor), browser(cast.adam)
    typed = {"roles": ["employee"], "team_id": str(cast.sourcing_id)}

    adam.post(f"/people/{cast.noor.id}", typed)
    adam.post(f"/people/{cast.noor.id}", typed | {"is_active": "true"})

    with transaction(cast.organization_id):
        live = session.scalars(select(ApiToken.id).where(ApiToken.revoked_at.is_(None))).all()
    assert (script.call("GET", "/negotiations").status_code, live) == (401, [])


WEAK = ["passwordpassword", "123456789012", "qwertyuiop12", "aaaaaaaaaaaa", "iloveyouiloveyou", "Passwort1234"]


@pytest.mark.parametrize("weak", [*WEAK, "own address", "own name twice"])
def test_a_password_that_is_easily_guessed_is_refused_with_a_sentence(
    with_password: Person, browser: Any, weak: str
) -> None:
    said = {"own address": with_password.email, "own name twice": "NoorHaddadNoorHaddad"}.get(weak, weak)

    answer = browser(with_password).post("/profile/password", {"present": PASSWORD, "password": said})

    assert (answer.status_code, "This is easily guessed" in answer.text) == (422, True)


@pytest.mark.parametrize("weak", WEAK)
def test_a_link_takes_no_weak_password_either(app: Flask, with_password: Person, mailed: Any, weak: str) -> None:
    answer = app.test_client().post(mailed(with_password), data={"password": weak})

    assert (answer.status_code, "This is easily guessed" in answer.text) == (422, True)


def test_who_joins_or_founds_takes_no_weak_password_either(app: Flask, cast: Cast, browser: Any) -> None:
    made = browser(cast.adam).post("/people/invitations", {"email": "nia@example.org", "roles": ["employee"]})
    founding = {"name": "Velden", "slug": f"{cast.slug}-v", "person": "Vera", "email": "vera@velden.example"}
    weak = {"password": "passwordpassword"}

    joined = app.test_client().post(link_in(made.text), data={"name": "Nia New", **weak})
    founded = app.test_client().post("/found", data=founding | weak)

    assert (joined.status_code, 'value="Nia New"' in joined.text, founded.status_code) == (422, True, 422)


@pytest.mark.parametrize(("hours", "status"), [(71, 200), (73, 303)])
def test_a_sign_in_that_nobody_uses_ends(
    cast: Cast, browser: Any, later: type_of_later, hours: int, status: int
) -> None:
    noor = browser(cast.noor)

    with later(hours=hours):
        assert noor.get("/profile").status_code == status


def test_whoever_goes_on_clicking_stays(cast: Cast, browser: Any, later: type_of_later) -> None:
    noor, statuses = browser(cast.noor), []

    for hours in (60, 120, 180, 240):
        with later(hours=hours):
            statuses.append(noor.get("/profile").status_code)

    assert statuses == [200] * 4


def test_signing_out_tells_the_browser_to_forget_pages_and_leaves_drafts_to_their_writer(
    cast: Cast, browser: Any
) -> None:
    assert browser(cast.noor).post("/sign-out").headers["Clear-Site-Data"] == '"cache"'


def test_a_token_works_wherever_it_is_sent_from_and_no_foreign_page_may_read_the_answer(
    cast: Cast, program: Any
) -> None:
    answer = program(cast.noor).call("GET", "/negotiations", Origin="https://evil.example")

    assert (answer.status_code, "Access-Control-Allow-Origin" in answer.headers) == (200, False)


def test_a_stored_password_from_before_still_opens(app: Flask, cast: Cast) -> None:
    with transaction(cast.organization_id):
        session.execute(update(User).where(User.id == cast.noor.id).values(password_hash=hash_of("passwordpassword")))

    assert signs_in(app, cast.noor, "passwordpassword")
