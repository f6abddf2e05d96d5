"""Links that are mailed or handed over: to whom, by whom, and whose yes it takes."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text, update

from negostrategy.accounts.gate import COOKIE
from negostrategy.accounts.models import User
from negostrategy.cli.commands import main
from negostrategy.cli.database import as_environment
from negostrategy.kernel.db import session
from negostrategy.kernel.grants import Role
from negostrategy.kernel.transaction import transaction
from negostrategy.settings import Settings
from tests.cast import Cast, Person
from tests.features.accounts.links import NEW, acts, link_in, signs_in
from tests.features.strategy.seals import sealed_draft
from tests.mailbox import Mailbox


def test_no_key_lies_in_the_queue(
    app: Flask, cast: Cast, with_password: Person, mailbox: Mailbox, browser: Any
) -> None:
    app.test_client().post(f"/o/{cast.slug}/forgotten", data={"email": with_password.email})
    browser(cast.adam).post("/people/invitations", {"email": "new@example.org", "roles": ["employee"]})

    with transaction(cast.organization_id):
        queued = list(session.scalars(text("SELECT args::text FROM jobs.procrastinate_jobs WHERE status = 'todo'")))

    assert [words for words in queued if "/join/" in words or "/reset/" in words] == []


def test_a_mailed_invitation_works_and_so_does_the_one_shown_until_one_is_used(
    app: Flask, cast: Cast, mailbox: Mailbox, post: Callable[[], None], browser: Any
) -> None:
    page = browser(cast.adam).post("/people/invitations", {"email": "nia@example.org", "roles": ["employee"]}).text
    post()
    mailed, shown = link_in(mailbox.for_address("nia@example.org")[-1].get_content()), link_in(page)

    statuses = [app.test_client().get(link).status_code for link in (mailed, shown)]
    app.test_client().post(mailed, data={"name": "Nia New", "password": NEW})

    assert (statuses, app.test_client().get(shown).status_code) == ([200, 200], 404)


def test_an_invitation_names_the_address_of_the_settings_whatever_the_request_calls_us(
    cast: Cast, browser: Any, mailbox: Mailbox, post: Callable[[], None]
) -> None:
    typed = {"email": "nia@example.org", "roles": ["employee"]}
    adam, path = browser(cast.adam), f"/o/{cast.slug}"
    cookie = adam.client.get_cookie(COOKIE, path=path)
    adam.client.set_cookie(COOKIE, cookie.value, domain="evil.example", path=path)

    page = adam.post("/people/invitations", typed, headers={"Host": "evil.example"}).text
    post()

    mail = mailbox.for_address("nia@example.org")[-1].get_content()
    assert ("evil.example" in page + mail, bool(link_in(page) and link_in(mail))) == (False, True)


def test_an_administrator_has_one_sent_to_the_address_on_file(
    app: Flask, cast: Cast, with_password: Person, browser: Any, mailbox: Mailbox, post: Callable[[], None]
) -> None:
    answer = browser(cast.adam).post(f"/people/{cast.ines.id}/link", {"email": "elsewhere@example.org"})
    post()

    mails = [mail["To"] for mail in mailbox.mails if "Your way back" in mail["Subject"]]
    assert (answer.status_code, mails[-1], "elsewhere@example.org" in mails) == (303, cast.ines.email, False)
    assert "reset.sent" in acts(cast)


@pytest.mark.parametrize("who", ["noor", "ines", "greta"])
def test_only_administrators_hand_out_links(cast: Cast, browser: Any, who: str) -> None:
    person = browser(getattr(cast, who))
    paths = ("link", "link/shown", "address")

    assert [person.post(f"/people/{cast.otto.id}/{path}").status_code for path in paths] == [403, 403, 403]


def test_nobody_next_door_is_handed_a_link(cast: Cast, next_door: Cast, browser: Any) -> None:
    adam, paths = browser(cast.adam), ("link", "link/shown", "address")
    typed = {"email": "new@example.org"}

    statuses = [adam.post(f"/people/{next_door.noor.id}/{path}", typed).status_code for path in paths]

    assert statuses == [404, 404, 404]


def test_without_a_mail_server_a_link_is_shown(app: Flask, cast: Cast, with_password: Person, browser: Any) -> None:
    noor = browser(cast.noor)

    link = link_in(browser(cast.adam).post(f"/people/{cast.noor.id}/link/shown").text)
    app.test_client().post(link, data={"password": NEW})

    assert (signs_in(app, cast.noor, NEW), noor.get("/profile").status_code) == (True, 303)
    assert "reset.shown" in acts(cast)


def test_without_a_mail_server_nothing_is_said_to_be_sent(app: Flask, cast: Cast, browser: Any) -> None:
    asked = app.test_client().get(f"/o/{cast.slug}/forgotten").text
    sent = browser(cast.adam).post(f"/people/{cast.noor.id}/link")

    assert ("sends no mail" in asked, sent.status_code, "No mail server is set" in sent.text) == (True, 409, True)


def test_whose_link_was_shown_is_told(cast: Cast, browser: Any) -> None:
    browser(cast.adam).post(f"/people/{cast.noor.id}/link/shown")

    assert "Adam Wirth was shown a link" in browser(cast.noor).get("/inbox").text


def weighty(cast: Cast, who: str) -> Person:
    """Return somebody whose account opens more than their own work."""
    if who == "nils":
        sealed_draft(cast)
        with transaction(cast.organization_id):
            session.execute(text("UPDATE seal_holders SET user_id = :id"), {"id": cast.nils.id})
    if who == "adele":
        with transaction(cast.organization_id):
            session.execute(update(User).where(User.id == cast.otto.id).values(roles=[Role.ADMIN.value]))
        return cast.otto
    person: Person = getattr(cast, who)
    return person


@pytest.mark.parametrize("who", ["ines", "greta", "nils", "adele"])
def test_showing_a_link_to_who_reads_others_takes_a_second_person(cast: Cast, browser: Any, who: str) -> None:
    person = weighty(cast, who)

    page = browser(cast.adam).post(f"/people/{person.id}/link/shown", follow_redirects=True).text

    assert ("/reset/" in page, "waits for a second administrator or a leader" in page) == (False, True)


@pytest.mark.parametrize("who", ["ines", "greta", "nils", "adele"])
def test_changing_the_address_of_who_reads_others_takes_a_second_person(cast: Cast, browser: Any, who: str) -> None:
    person = weighty(cast, who)

    browser(cast.adam).post(f"/people/{person.id}/address", {"email": "new@example.org"})

    with transaction(cast.organization_id):
        assert session.scalar(select(User.email).where(User.id == person.id)) == person.email


def test_a_changed_address_is_told_at_both_and_ends_every_sign_in(
    cast: Cast, browser: Any, mailbox: Mailbox, post: Callable[[], None]
) -> None:
    noor = browser(cast.noor)

    browser(cast.adam).post(f"/people/{cast.noor.id}/address", {"email": "noor.new@example.org"})
    post()

    told = [len(mailbox.for_address(address)) for address in (cast.noor.email, "noor.new@example.org")]
    assert (told, noor.get("/profile").status_code) == ([1, 1], 303)
    assert "address.changed" in acts(cast)


def test_an_address_that_is_taken_is_refused(cast: Cast, browser: Any) -> None:
    answer = browser(cast.adam).post(f"/people/{cast.noor.id}/address", {"email": cast.otto.email.upper()})

    assert (answer.status_code, "already here" in answer.text) == (422, True)


def command(settings: Settings, monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    """Return how the operator's command ends."""
    for name, value in as_environment(settings).items():
        monkeypatch.setenv(name, value)
    return main(["account", *words])


def test_a_command_brings_the_last_administrator_back(
    app: Flask, cast: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status = command(settings, monkeypatch, "link", "--organization", cast.slug, "--email", cast.adam.email)
    app.test_client().post(link_in(capsys.readouterr().out), data={"password": NEW})

    assert (status, signs_in(app, cast.adam, NEW)) == (0, True)


def test_a_command_changes_the_address_of_the_last_administrator(
    cast: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    whose = ("--organization", cast.slug, "--email", cast.adam.email)

    status = command(settings, monkeypatch, "address", *whose, "--to", "adam.new@example.org")

    with transaction(cast.organization_id):
        assert (status, session.scalar(select(User.email).where(User.id == cast.adam.id))) == (
            0,
            "adam.new@example.org",
        )


@pytest.mark.parametrize("words", [("--to", "no address"), ()])
def test_a_command_refuses_what_is_no_address(
    cast: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    whose = ("--organization", cast.slug, "--email", cast.adam.email)

    assert command(settings, monkeypatch, "address", *whose, *words) == 2
