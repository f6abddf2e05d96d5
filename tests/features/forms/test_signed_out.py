"""Whoever was signed out while writing signs in, and has the words again; nobody else has them."""

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from negostrategy.accounts.models import User
from negostrategy.accounts.secrets import hash_of
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from tests.cast import PASSWORD, Cast, Person

LINE = "Ferrano wants the cranes a week later"


@pytest.fixture(autouse=True)
def tokens(app: Flask, cast: Cast) -> Iterator[None]:
    """Have the tokens of forms looked at, as on a server; everybody has a password."""
    with transaction(cast.organization_id):
        session.execute(update(User).values(password_hash=hash_of(PASSWORD)))
    app.config["WTF_CSRF_ENABLED"] = True
    yield
    app.config["WTF_CSRF_ENABLED"] = False


def hidden_in(page: str) -> dict[str, str]:
    """Return the hidden fields of the page's main form."""
    main = re.search(r'<form[^>]*(?:data-capture|sign-in"|data-keep-draft).*?</form>', page, re.DOTALL)
    assert main is not None
    return {
        name: html.unescape(said)
        for name, said in re.findall(r'type="hidden" name="([a-z_]+)" value="([^"]*)"', main[0])
    }


def lose_sign_in(noor: Any) -> None:
    noor.client.delete_cookie("negostrategy", path=f"/o/{noor.slug}")


def sign_in_again(noor: Any, person: Person, asked: str) -> Any:
    typed = hidden_in(asked) | {"email": person.email, "password": PASSWORD}
    return noor.post("/sign-in", typed)


def test_who_is_signed_out_is_asked_to_sign_in_and_has_the_line_again(cast: Cast, browser: Any) -> None:
    noor = browser(cast.noor)
    typed = hidden_in(noor.get("/").text) | {"title": LINE}
    lose_sign_in(noor)

    asked = noor.post("/log", typed)
    again = sign_in_again(noor, cast.noor, asked.text)

    assert (asked.status_code, "Sign in" in asked.text) == (401, True)
    assert LINE in again.text


def test_the_words_given_back_can_be_saved(cast: Cast, browser: Any) -> None:
    noor = browser(cast.noor)
    typed = hidden_in(noor.get("/").text) | {"title": LINE}
    lose_sign_in(noor)
    again = sign_in_again(noor, cast.noor, noor.post("/log", typed).text)
    fields = dict(re.findall(r'type="hidden" name="([a-z_]+)" value="([^"]*)"', again.text))

    saved = noor.post("/log", fields | {"title": LINE}, follow_redirects=True)

    assert (saved.status_code, LINE in saved.text) == (200, True)


def test_another_person_does_not_get_the_words(cast: Cast, browser: Any) -> None:
    noor = browser(cast.noor)
    typed = hidden_in(noor.get("/").text) | {"title": LINE}
    lose_sign_in(noor)

    again = sign_in_again(noor, cast.ines, noor.post("/log", typed).text)

    assert (again.status_code, LINE in again.text) == (303, False)


def test_a_form_from_before_signing_in_again_comes_back_with_its_words(cast: Cast, browser: Any) -> None:
    before, noor = browser(cast.noor), browser(cast.noor)
    typed = hidden_in(before.get("/").text) | {"title": LINE}

    answer = noor.post("/log", typed)

    assert (answer.status_code, LINE in answer.text) == (409, True)
    assert "Nothing is saved yet" in answer.text
    assert LINE not in noor.get("/negotiations").text


def test_a_form_of_another_person_is_not_taken_for_ones_own(cast: Cast, browser: Any) -> None:
    noor, ines = browser(cast.noor), browser(cast.ines)
    typed = hidden_in(noor.get("/").text) | {"title": LINE, "csrf_token": hidden_in(ines.get("/").text)["csrf_token"]}

    answer = ines.post("/log", typed)

    assert (answer.status_code, LINE in answer.text) == (409, False)


def test_every_refusal_carries_a_request_number(cast: Cast, browser: Any) -> None:
    answer = browser(cast.noor).post("/log", {"title": LINE})

    assert answer.status_code == 400
    assert re.search(r"Request [0-9a-f-]{36}\.", answer.text)


def test_signing_out_with_an_old_form_does_not_sign_out(cast: Cast, browser: Any) -> None:
    noor = browser(cast.noor)
    typed = {"writer": hidden_in(noor.get("/").text)["writer"]}

    assert noor.post("/sign-out", typed).status_code == 409
    assert noor.get("/profile").status_code == 200
