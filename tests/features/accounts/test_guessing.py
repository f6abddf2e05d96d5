"""Who guesses waits; the right person does not."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from negostrategy.accounts.models import Guess
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from tests.cast import PASSWORD, Cast, Person
from tests.features.accounts.conftest import type_of_later
from tests.features.strategy.seals import sealed_draft
from tests.mailbox import Mailbox

STRANGER, OFFICE = "198.51.100.7", "203.0.113.9"


def tries(client: FlaskClient, person: Person, password: str, origin: str = OFFICE) -> TestResponse:
    """Return the answer to one try at the sign-in page."""
    typed = {"email": person.email, "password": password}
    return client.post(f"/o/{person.slug}/sign-in", data=typed, environ_base={"REMOTE_ADDR": origin})


def test_a_stranger_locks_nobody_out(app: Flask, with_password: Person) -> None:
    for _ in range(8):
        tries(app.test_client(), with_password, "wrong", STRANGER)

    assert tries(app.test_client(), with_password, PASSWORD).status_code == 303


def test_forty_wrong_ones_from_one_place_hold_up_nobody_else_there(
    app: Flask, cast: Cast, with_password: Person
) -> None:
    for _ in range(40):
        tries(app.test_client(), with_password, "wrong")

    assert tries(app.test_client(), cast.otto, PASSWORD).status_code == 303


def test_wrong_ones_wait_twice_as_long_each_time_and_a_quarter_of_an_hour_at_most(
    app: Flask, with_password: Person, later: type_of_later
) -> None:
    waits, at = [], 0
    for _ in range(12):
        with later(seconds=at):
            tries(app.test_client(), with_password, "wrong")
            waits.append(int(tries(app.test_client(), with_password, PASSWORD).headers["Retry-After"]))
        at += waits[-1]

    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]


def test_the_right_password_passes_once_the_wait_is_over_and_begins_anew(
    app: Flask, with_password: Person, later: type_of_later
) -> None:
    client = app.test_client()
    with later(seconds=0):
        tries(client, with_password, "wrong")
        early = tries(client, with_password, PASSWORD).status_code
    with later(seconds=1):
        passed = tries(client, with_password, PASSWORD).status_code

    assert (early, passed) == (429, 303)


def test_a_browser_that_was_signed_in_before_always_passes(app: Flask, with_password: Person) -> None:
    known = app.test_client()
    tries(known, with_password, PASSWORD)
    for _ in range(15):
        tries(known, with_password, "wrong")
        tries(app.test_client(), with_password, "wrong")

    assert tries(known, with_password, PASSWORD).status_code == 303


def test_a_known_browser_is_known_for_its_own_people_only(app: Flask, cast: Cast, with_password: Person) -> None:
    known = app.test_client()
    tries(known, cast.otto, PASSWORD)
    tries(known, with_password, "wrong")

    assert tries(known, with_password, PASSWORD).status_code == 429


def test_a_known_browser_that_guesses_a_hundred_times_is_known_no_more(app: Flask, with_password: Person) -> None:
    known = app.test_client()
    tries(known, with_password, PASSWORD)
    for _ in range(100):
        tries(known, with_password, "wrong")

    assert tries(known, with_password, PASSWORD).status_code == 429


def test_a_forged_mark_makes_no_browser_known(app: Flask, with_password: Person) -> None:
    client = app.test_client()
    client.set_cookie("negostrategy-known", f'["device",["{with_password.id}"]].x', path=f"/o/{with_password.slug}")
    tries(client, with_password, "wrong")

    assert tries(client, with_password, PASSWORD).status_code == 429


def test_the_mark_of_next_door_makes_no_browser_known_here(
    app: Flask, cast: Cast, next_door: Cast, with_password: Person
) -> None:
    known = app.test_client()
    tries(known, with_password, PASSWORD)
    mark = known.get_cookie("negostrategy-known", path=f"/o/{cast.slug}")
    assert mark is not None
    other = app.test_client()
    other.set_cookie("negostrategy-known", mark.value, path=f"/o/{next_door.slug}")
    tries(other, next_door.noor, "wrong")

    assert tries(other, next_door.noor, "wrong").status_code == 429


def test_thirty_at_once_are_one_try(app: Flask, cast: Cast, with_password: Person, later: type_of_later) -> None:
    together = Barrier(8)

    def one(number: int) -> int:
        if number < 8:
            together.wait()
        with later(seconds=0):
            return tries(app.test_client(), with_password, f"wrong {number}").status_code

    with ThreadPoolExecutor(8) as threads:
        statuses = list(threads.map(one, range(30)))

    with transaction(cast.organization_id):
        wrong = session.scalar(select(func.sum(Guess.wrong)))
    assert (statuses.count(422), wrong) == (1, 1)


def test_what_was_typed_is_there_while_one_waits(app: Flask, with_password: Person) -> None:
    tries(app.test_client(), with_password, "wrong")

    page = tries(app.test_client(), with_password, PASSWORD).text

    assert (f'value="{with_password.email}"' in page, "Wait 1 second, then try again." in page) == (True, True)


def test_an_address_nobody_has_waits_like_any_other(app: Flask, cast: Cast) -> None:
    typed = {"email": "nobody@example.org", "password": "wrong"}
    client = app.test_client()

    statuses = [client.post(f"/o/{cast.slug}/sign-in", data=typed).status_code for _ in range(2)]

    assert statuses == [422, 429]


def test_many_wrong_tries_are_told_once_by_mail_and_in_the_inbox(
    app: Flask, with_password: Person, mailbox: Mailbox, post: Any, browser: Any
) -> None:
    for number in range(20):
        tries(app.test_client(), with_password, "wrong", f"198.51.100.{number}")

    post()

    told = [mail["Subject"] for mail in mailbox.for_address(with_password.email)]
    assert ["many wrong passwords" in one for one in told] == [True]
    assert "many wrong passwords" in browser(with_password).get("/inbox").text


def test_a_few_wrong_tries_are_told_to_nobody(app: Flask, with_password: Person, mailbox: Mailbox, post: Any) -> None:
    for _ in range(4):
        tries(app.test_client(), with_password, "wrong")

    post()

    assert mailbox.for_address(with_password.email) == []


def test_guessing_at_the_sign_in_page_does_not_close_the_seals(
    app: Flask, cast: Cast, with_password: Person, browser: Any
) -> None:
    version_id = sealed_draft(cast)
    for _ in range(9):
        tries(app.test_client(), cast.greta, "wrong", "127.0.0.1")

    page = browser(cast.greta).post(f"/playbooks/versions/{version_id}/seals/price/look", {"password": PASSWORD})

    assert page.status_code == 200


def test_guessing_before_a_seal_waits_too(cast: Cast, with_password: Person, browser: Any) -> None:
    greta, look = browser(cast.greta), f"/playbooks/versions/{sealed_draft(cast)}/seals/price/look"
    greta.post(look, {"password": "guess"})

    answer = greta.post(look, {"password": PASSWORD})

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "1")


def test_guessing_the_present_password_waits_too(with_password: Person, browser: Any, later: type_of_later) -> None:
    noor, typed = browser(with_password), {"present": "wrong", "password": "another horse battery staple"}

    with later(seconds=1):
        statuses = [noor.post("/profile/password", typed).status_code for _ in range(15)]
        right = noor.post("/profile/password", typed | {"present": PASSWORD})

    assert (statuses, right.status_code) == ([422] + [429] * 14, 429)


@pytest.mark.parametrize("seconds", [1, 3])
def test_the_present_password_passes_after_the_wait(
    with_password: Person, browser: Any, later: type_of_later, seconds: int
) -> None:
    noor, typed = browser(with_password), {"present": "wrong", "password": "another horse battery staple"}
    with later(seconds=0):
        noor.post("/profile/password", typed)

    with later(seconds=seconds):
        assert noor.post("/profile/password", typed | {"present": PASSWORD}).status_code == 303
