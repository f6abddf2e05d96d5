"""Typed words are never lost: they go away when the server has acknowledged them, and not before."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Error, Page, expect
from sqlalchemy import update

from negostrategy.accounts.gate import COOKIE
from negostrategy.accounts.models import User
from negostrategy.accounts.secrets import hash_of
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from tests.browser.conftest import Window
from tests.cast import PASSWORD, Cast
from tests.clients import cookie_of

type_of_window = Callable[..., Window]
LINE = "What happened, in one line"
WORDS = "Ferrano wants the cranes a week later"


def type_and_enter(page: Page, words: str = WORDS) -> None:
    page.get_by_label(LINE).fill(words)
    try:
        page.get_by_label(LINE).press("Enter")
        page.wait_for_load_state()
    except Error:
        # The browser shows its own page about the connection.
        return


def lose_network(page: Page) -> None:
    page.context.set_offline(True)


def drop_connection(page: Page) -> None:
    page.route("**/log", lambda route: route.abort("connectionreset"))


def be_unavailable(page: Page) -> None:
    page.route("**/log", lambda route: route.fulfill(status=503, body="later", content_type="text/html"))


@pytest.mark.parametrize("fail", [lose_network, drop_connection, be_unavailable])
def test_a_line_that_did_not_arrive_stands_in_the_field_and_is_saved_once(
    cast: Cast, window: type_of_window, fail: Callable[[Page], None]
) -> None:
    here = window(cast.noor)
    page = here.go("/")
    fail(page)
    type_and_enter(page)
    page.wait_for_timeout(500)
    page.context.set_offline(False)
    page.unroute_all()

    here.go("/")
    expect(page.get_by_label(LINE)).to_have_value(WORDS)
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_role("heading", name=WORDS)).to_be_visible()

    here.go("/")
    expect(page.get_by_label(LINE)).to_have_value("")


def test_a_line_that_was_saved_although_nobody_heard_is_not_saved_twice(cast: Cast, window: type_of_window) -> None:
    here = window(cast.noor)
    page = here.go("/")

    def save_and_drop(route: Any) -> None:
        route.fetch(max_redirects=0)
        route.abort("connectionreset")

    page.route("**/log", save_and_drop)
    type_and_enter(page)
    page.wait_for_timeout(500)
    page.unroute_all()

    # The browser may have heard of it all the same, and shows an empty field then.
    if here.go("/").get_by_label(LINE).input_value():
        page.get_by_role("button", name="Save").first.click()
        expect(page.get_by_role("heading", name=WORDS)).to_be_visible()

    expect(here.go("/negotiations").get_by_role("link", name=WORDS)).to_have_count(1)


def test_two_tabs_keep_their_own_words(cast: Cast, window: type_of_window) -> None:
    here = window(cast.noor)
    first = here.go("/")
    second = first.context.new_page()
    second.goto(first.url)
    first.get_by_label(LINE).fill("The first words")
    second.get_by_label(LINE).fill("The second words")
    first.get_by_role("button", name="Save").first.click()
    expect(first.get_by_role("heading", name="The first words")).to_be_visible()

    second.reload()
    expect(second.get_by_label(LINE)).to_have_value("The second words")
    here.go("/")

    expect(first.get_by_text("“The second words”")).to_be_visible()


def test_words_of_a_closed_tab_stand_in_the_next(cast: Cast, window: type_of_window) -> None:
    page = window(cast.noor).go("/")
    page.get_by_label(LINE).fill(WORDS)
    address, context = page.url, page.context
    page.close()

    other = context.new_page()
    other.goto(address)

    expect(other.get_by_label(LINE)).to_have_value(WORDS)


def test_a_draft_is_its_writers_alone_and_found_again(app: Flask, cast: Cast, window: type_of_window) -> None:
    here = window(cast.noor)
    page = here.go("/")
    page.get_by_label(LINE).fill(WORDS)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()

    def come_in(person: Any) -> None:
        cookie = {"name": COOKIE, "value": cookie_of(app, person), "domain": "127.0.0.1", "path": f"/o/{person.slug}"}
        page.context.add_cookies([cookie])  # type: ignore[list-item]  # a plain dictionary is what it takes
        here.go("/")
        page.wait_for_timeout(400)

    come_in(cast.ines)
    expect(page.get_by_label(LINE)).to_have_value("")
    expect(page.get_by_text(WORDS)).to_have_count(0)
    come_in(cast.noor)
    expect(page.get_by_label(LINE)).to_have_value(WORDS)


def test_going_back_after_saving_shows_an_empty_field_and_the_same_words_ask(
    cast: Cast, window: type_of_window
) -> None:
    page = window(cast.noor).go("/")
    type_and_enter(page)
    expect(page.get_by_role("heading", name=WORDS)).to_be_visible()

    page.go_back()
    expect(page.get_by_label(LINE)).to_have_value("")
    expect(page.get_by_text("Saved as")).to_be_visible()
    page.get_by_label(LINE).fill(WORDS)
    page.get_by_role("button", name="Save").first.click()

    expect(page.get_by_text("saved already")).to_be_visible()


def test_the_line_is_there_after_signing_in_again(cast: Cast, window: type_of_window) -> None:
    with transaction(cast.organization_id):
        session.execute(update(User).values(password_hash=hash_of(PASSWORD)))
    page = window(cast.noor).go("/")
    page.get_by_label(LINE).fill(WORDS)
    page.context.clear_cookies()
    page.get_by_label(LINE).press("Enter")
    page.get_by_label("Work e-mail").fill(cast.noor.email)
    page.get_by_label("Password").fill(PASSWORD)

    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_label(LINE)).to_have_value(WORDS)


def test_facts_that_were_not_saved_are_restored_and_can_be_discarded(cast: Cast, window: type_of_window) -> None:
    here = window(cast.noor)
    page = here.go("/")
    type_and_enter(page)
    expect(page.get_by_role("heading", name=WORDS)).to_be_visible()
    page.goto(f"{page.url}/edit")
    page.get_by_label("Note").fill("They have two other offers")

    page.reload()
    expect(page.get_by_label("Note")).to_have_value("They have two other offers")
    expect(page.get_by_text("Restored from")).to_be_visible()
    page.get_by_role("button", name="Discard").click()

    expect(page.get_by_label("Note")).to_have_value("")
    page.reload()
    expect(page.get_by_label("Note")).to_have_value("")
    assert here.complaints == []
