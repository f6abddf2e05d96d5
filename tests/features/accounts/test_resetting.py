"""The way back in for whoever forgot a password."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text, update

from negostrategy.accounts.gate import COOKIE
from negostrategy.accounts.models import ApiToken, User
from negostrategy.accounts.secrets import hash_of
from negostrategy.audit.models import AuditEntry
from negostrategy.cli.commands import main
from negostrategy.cli.database import as_environment
from negostrategy.kernel.db import session
from negostrategy.kernel.grants import Role
from negostrategy.kernel.transaction import transaction
from negostrategy.settings import Settings
from tests.cast import PASSWORD, Cast, Person
from tests.features.accounts.conftest import type_of_later
from tests.features.strategy.seals import sealed_draft
from tests.mailbox import Mailbox

NEW = "another horse battery staple"


def link_in(words: str) -> str:
    """Return the path of the link in a mail or on a page."""
    found = re.search(r"http://127\.0\.0\.1:8000(/o/[\w-]+/(?:reset|join)/[\w-]+)", words)
    assert found is not None, words
    return found[1]


def signs_in(app: Flask, person: Person, password: str) -> bool:
    """Return whether a new browser comes in with a password."""
    typed = {"email": person.email, "password": password}
    return app.test_client().post(f"/o/{person.slug}/sign-in", data=typed).status_code == 303


def acts(cast: Cast) -> list[str]:
    """Return the acts of the trail in their order."""
    with transaction(cast.organization_id):
        return list(session.scalars(select(AuditEntry.act).order_by(AuditEntry.at, AuditEntry.id)))


@pytest.fixture
def mailed(app: Flask, mailbox: Mailbox, post: Callable[[], None]) -> Callable[[Person], str]:
    """Return the way to ask for a link and to open the mail it comes with."""

    def link(person: Person) -> str:
        app.test_client().post(f"/o/{person.slug}/forgotten", data={"email": person.email})
        post()
        return link_in(mailbox.for_address(person.email)[-1].get_content())

    return link


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


def test_signing_out_tells_the_browser_to_forget_pages_and_drafts(cast: Cast, browser: Any) -> None:
    assert browser(cast.noor).post("/sign-out").headers["Clear-Site-Data"] == '"cache", "storage"'


def test_a_token_works_wherever_it_is_sent_from_and_no_foreign_page_may_read_the_answer(
    cast: Cast, program: Any
) -> None:
    answer = program(cast.noor).call("GET", "/negotiations", Origin="https://evil.example")

    assert (answer.status_code, "Access-Control-Allow-Origin" in answer.headers) == (200, False)


def test_a_stored_password_from_before_still_opens(app: Flask, cast: Cast) -> None:
    with transaction(cast.organization_id):
        session.execute(update(User).where(User.id == cast.noor.id).values(password_hash=hash_of("passwordpassword")))

    assert signs_in(app, cast.noor, "passwordpassword")
