"""The way back in for whoever forgot a password."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.cast import PASSWORD, Cast, Person
from tests.features.accounts.conftest import type_of_later
from tests.features.accounts.links import NEW, acts, signs_in
from tests.mailbox import Mailbox


def test_the_sign_in_page_leads_to_a_new_password(app: Flask, cast: Cast) -> None:
    page = app.test_client().get(f"/o/{cast.slug}/sign-in").text

    assert f'href="/o/{cast.slug}/forgotten">Forgotten?' in page


def test_a_mailed_link_sets_a_new_password(app: Flask, with_password: Person, mailed: Callable[[Person], str]) -> None:
    app.test_client().post(mailed(with_password), data={"password": NEW})

    assert (signs_in(app, with_password, NEW), signs_in(app, with_password, PASSWORD)) == (True, False)


def test_a_link_works_once(app: Flask, with_password: Person, mailed: Callable[[Person], str]) -> None:
    link = mailed(with_password)

    statuses = [app.test_client().post(link, data={"password": NEW}).status_code for _ in range(2)]

    assert statuses == [303, 404]


@pytest.mark.parametrize(("minutes", "status"), [(59, 200), (61, 404)])
def test_a_link_works_for_an_hour(
    app: Flask, with_password: Person, mailed: Any, later: type_of_later, minutes: int, status: int
) -> None:
    link = mailed(with_password)

    with later(minutes=minutes):
        assert app.test_client().get(link).status_code == status


def test_a_used_link_ends_every_other_one(app: Flask, with_password: Person, mailed: Any, later: type_of_later) -> None:
    first = mailed(with_password)
    with later(minutes=1):
        second = mailed(with_password)

    app.test_client().post(second, data={"password": NEW})

    assert (first != second, app.test_client().get(first).status_code) == (True, 404)


def test_a_link_opens_nothing_next_door(app: Flask, with_password: Person, next_door: Cast, mailed: Any) -> None:
    link = mailed(with_password).replace(with_password.slug, next_door.slug)

    assert app.test_client().get(link).status_code == 404


def test_the_answer_is_the_same_for_every_address(app: Flask, with_password: Person, mailbox: Mailbox) -> None:
    ask = app.test_client().post
    path = f"/o/{with_password.slug}/forgotten"

    known, unknown = (ask(path, data={"email": one}) for one in (with_password.email, "nobody@example.org"))

    assert (known.status_code, known.text) == (unknown.status_code, unknown.text)


def test_the_work_is_the_same_for_every_address(
    app: Flask, with_password: Person, mailbox: Mailbox, statements: list[str]
) -> None:
    done = []
    app.test_client().get(f"/o/{with_password.slug}/sign-in")
    for email in (with_password.email, "nobody@example.org"):
        statements.clear()
        app.test_client().post(f"/o/{with_password.slug}/forgotten", data={"email": email})
        done.append(list(statements))

    assert done[0] == done[1]


def test_nobody_is_mailed_at_an_address_that_nobody_has(
    app: Flask, cast: Cast, mailbox: Mailbox, post: Callable[[], None]
) -> None:
    app.test_client().post(f"/o/{cast.slug}/forgotten", data={"email": "nobody@example.org"})
    post()

    assert mailbox.for_address("nobody@example.org") == []


def test_asking_again_and_again_sends_one_mail(
    app: Flask, cast: Cast, mailbox: Mailbox, post: Callable[[], None]
) -> None:
    for _ in range(10):
        app.test_client().post(f"/o/{cast.slug}/forgotten", data={"email": cast.noor.email})
    post()

    assert len(mailbox.for_address(cast.noor.email)) == 1


def test_every_sign_in_and_token_ends_with_the_old_password(
    app: Flask, with_password: Person, browser: Any, program: Any, mailed: Any
) -> None:
    noor, script = browser(with_password), program(with_password)

    app.test_client().post(mailed(with_password), data={"password": NEW})

    assert (noor.get("/profile").status_code, script.call("GET", "/negotiations").status_code) == (303, 401)


def test_it_is_on_the_trail_and_told(
    app: Flask, cast: Cast, with_password: Person, mailbox: Mailbox, post: Callable[[], None], mailed: Any
) -> None:
    app.test_client().post(mailed(with_password), data={"password": NEW})
    post()

    assert "password.reset" in acts(cast)
    assert "set anew by a link" in mailbox.for_address(with_password.email)[-1]["Subject"]
