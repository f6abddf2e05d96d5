"""Mail goes out as a usual relay wants it, and a test mail tells what the server said."""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask

from negostrategy.cli.main import main
from negostrategy.jobs.mail import MAIL, ClearLine, MailServer, hand_to
from negostrategy.settings import Settings, UnsafeSettings, read_settings
from tests.cast import Cast
from tests.clients import browser_of
from tests.operations.mail_servers import PASSWORD, USER, Box, Certificate, certificate, serving

type_of_mailing = Callable[..., tuple[Box, int]]
SENDER = "negostrategy@arlund.example"


@pytest.fixture
def shown(tmp_path: Path) -> Certificate:
    """Return the certificate of a mail server."""
    return certificate(tmp_path)


@pytest.fixture
def mailing(shown: Certificate) -> Iterator[type_of_mailing]:
    """Return a way to start a mail server: what it keeps, and its port."""
    with ExitStack() as servers:
        yield lambda encryption, asks_for_user=False: servers.enter_context(serving(encryption, shown, asks_for_user))


@pytest.fixture
def trusted(shown: Certificate, monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust the certificate, as a company does that has an authority of its own."""
    monkeypatch.setenv("SSL_CERT_FILE", str(shown.path))


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Return a way to type the command for a test mail: its status and what it says, as one line."""

    def done(port: int, encryption: str, to: str = "ada@arlund.example", **more: str) -> str:
        given = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(port), "SMTP_ENCRYPTION": encryption, "MAIL_FROM": SENDER}
        with monkeypatch.context() as patch:
            patch.setenv("NEGOSTRATEGY_HOME", str(tmp_path))
            for name, value in (given | more).items():
                patch.setenv(f"NEGOSTRATEGY_{name}", value)
            status = main(["mail", to])
        said = capsys.readouterr()
        return f"{status} {said.out}{said.err}".strip()

    return done


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("encryption", ["none", "starttls", "tls"])
def test_a_test_mail_goes_out_and_tells_what_the_server_said(
    mailing: type_of_mailing, typed: Callable[..., str], encryption: str
) -> None:
    box, port = mailing(encryption)

    said = typed(port, encryption)

    assert said == f"0 127.0.0.1:{port} took the mail to ada@arlund.example. It said: 250 2.0.0 Ok: kept as 1"
    assert [(one.mail_from, one.rcpt_tos) for one in box.envelopes] == [(SENDER, ["ada@arlund.example"])]


@pytest.mark.usefixtures("trusted")
def test_it_signs_in_with_a_password_from_a_file(
    mailing: type_of_mailing, typed: Callable[..., str], tmp_path: Path
) -> None:
    box, port = mailing("starttls", asks_for_user=True)
    (tmp_path / "password").write_text(f"{PASSWORD}\n")

    said = typed(port, "starttls", SMTP_USER=USER, SMTP_PASSWORD_FILE=str(tmp_path / "password"))

    assert (said[0], box.users, len(box.envelopes)) == ("0", [USER], 1)


@pytest.mark.usefixtures("trusted")
def test_a_wrong_password_is_told_in_the_servers_words(mailing: type_of_mailing, typed: Callable[..., str]) -> None:
    _box, port = mailing("starttls", asks_for_user=True)

    said = typed(port, "starttls", SMTP_USER=USER, SMTP_PASSWORD="another")

    assert (said[0], "It said: 535 5.7.8 Authentication credentials invalid" in said) == ("2", True)


@pytest.mark.usefixtures("trusted")
def test_a_server_that_asks_for_a_user_is_told(mailing: type_of_mailing, typed: Callable[..., str]) -> None:
    _box, port = mailing("starttls", asks_for_user=True)

    assert "It said: 530 5.7.0 Authentication required" in typed(port, "starttls")


@pytest.mark.usefixtures("trusted")
def test_a_box_that_is_full_is_told(mailing: type_of_mailing, typed: Callable[..., str]) -> None:
    _box, port = mailing("none")

    assert "It said: 452 4.2.2 The box of this person is full" in typed(port, "none", to="full@arlund.example")


@pytest.mark.parametrize("encryption", ["starttls", "tls"])
def test_a_certificate_that_nobody_vouches_for_is_refused(
    mailing: type_of_mailing, typed: Callable[..., str], encryption: str
) -> None:
    box, port = mailing(encryption)

    said = typed(port, encryption)

    assert (said[0], "Its certificate is not trusted" in said, box.envelopes) == ("2", True, [])


@pytest.mark.usefixtures("trusted")
def test_mail_never_falls_back_to_a_clear_line(mailing: type_of_mailing, typed: Callable[..., str]) -> None:
    box, port = mailing("none")

    said = typed(port, "starttls")

    assert (said[0], "STARTTLS" in said, box.envelopes) == ("2", True, [])


def test_nobody_signs_in_over_a_clear_line(mailing: type_of_mailing, typed: Callable[..., str]) -> None:
    box, port = mailing("none", asks_for_user=True)

    said = typed(port, "none", SMTP_USER=USER, SMTP_PASSWORD=PASSWORD)

    assert (said[0], "would sign in over a clear line" in said, box.users) == ("2", True, [])


def test_nobody_signs_in_over_a_clear_line_whatever_the_settings_let_through(mailing: type_of_mailing) -> None:
    box, port = mailing("none", asks_for_user=True)

    with pytest.raises(ClearLine):
        hand_to(MailServer("127.0.0.1", port, SENDER, "none", USER, PASSWORD), "ada@arlund.example", "x", "y")

    assert box.users == []


def test_a_server_that_is_not_there_is_told(typed: Callable[..., str]) -> None:
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))

        assert "did not take the mail. [Errno 111] Connection refused" in typed(reserved.getsockname()[1], "none")


def test_without_a_server_it_is_said_which_setting_is_missing(typed: Callable[..., str]) -> None:
    assert typed(25, "none", SMTP_HOST="") == "2 negostrategy: No mail server is set: NEGOSTRATEGY_SMTP_HOST."


@pytest.mark.parametrize(("encryption", "port"), [("none", 25), ("starttls", 587), ("tls", 465)])
def test_each_encryption_has_its_usual_port(encryption: str, port: int) -> None:
    assert read_settings({"NEGOSTRATEGY_SMTP_ENCRYPTION": encryption}).smtp_port == port


UNSAFE = {
    "another encryption": {"SMTP_ENCRYPTION": "ssl"},
    "a user over a clear line": {"SMTP_USER": "x", "SMTP_PASSWORD": "y"},
    "a user without a password": {"SMTP_USER": "x", "SMTP_ENCRYPTION": "tls"},
    "a password without a user": {"SMTP_PASSWORD": "x", "SMTP_ENCRYPTION": "tls"},
}


@pytest.mark.parametrize("change", UNSAFE.values(), ids=UNSAFE.keys())
def test_settings_of_mail_that_cannot_work_refuse_to_start(change: dict[str, str]) -> None:
    with pytest.raises(UnsafeSettings):
        read_settings({f"NEGOSTRATEGY_{name}": value for name, value in change.items()})


def test_an_empty_file_gives_no_password(tmp_path: Path) -> None:
    (tmp_path / "empty").write_text("")

    assert read_settings({"NEGOSTRATEGY_SMTP_PASSWORD_FILE": str(tmp_path / "empty")}).smtp_password == ""


def test_the_password_does_not_show_when_a_server_is_printed() -> None:
    assert PASSWORD not in repr(MailServer("x", 25, SENDER, "tls", USER, PASSWORD)) + repr(
        Settings(smtp_password=PASSWORD)
    )


@pytest.fixture
def served(app: Flask, mailing: type_of_mailing) -> Iterator[Box]:
    """Return what is kept by the server to which the product sends during the test."""
    before = app.extensions[MAIL]
    box, port = mailing("none")
    app.extensions[MAIL] = MailServer("127.0.0.1", port, SENDER)
    yield box
    app.extensions[MAIL] = before


def test_an_administrator_sends_a_test_mail_to_their_own_address(app: Flask, cast: Cast, served: Box) -> None:
    chrome = browser_of(app, cast.adam)

    asked, sent = chrome.get("/people/mail"), chrome.post("/people/mail")

    assert f"Send a test mail to {cast.adam.email}" in asked.text
    assert (sent.status_code, "It said: 250 2.0.0 Ok: kept as 1" in sent.text) == (200, True)
    assert [one.rcpt_tos for one in served.envelopes] == [[cast.adam.email]]


def test_a_refusal_is_shown_to_the_administrator(app: Flask, cast: Cast) -> None:
    before = app.extensions[MAIL]
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        app.extensions[MAIL] = MailServer("127.0.0.1", reserved.getsockname()[1], SENDER)

        answer = browser_of(app, cast.adam).post("/people/mail")

    app.extensions[MAIL] = before
    assert (answer.status_code, "Connection refused" in answer.text) == (409, True)


def test_without_a_mail_server_there_is_no_button(app: Flask, cast: Cast) -> None:
    answer = browser_of(app, cast.adam).get("/people/mail")

    assert ("No mail server is set" in answer.text, "Send a test mail" in answer.text) == (True, False)


@pytest.mark.parametrize("who", ["noor", "ines", "greta"])
def test_nobody_else_has_mail_sent(app: Flask, cast: Cast, served: Box, who: str) -> None:
    chrome = browser_of(app, getattr(cast, who))

    statuses = [chrome.get("/people/mail").status_code, chrome.post("/people/mail").status_code]

    assert (statuses, served.envelopes) == ([403, 403], [])


def test_mail_of_the_product_goes_out_encrypted_and_signed_in(
    app: Flask, mailing: type_of_mailing, trusted: None
) -> None:
    box, port = mailing("tls", asks_for_user=True)

    said = hand_to(
        MailServer("127.0.0.1", port, SENDER, "tls", USER, PASSWORD), "ada@arlund.example", "Übung", "Grüße\n"
    )

    assert (said, box.users) == ("250 2.0.0 Ok: kept as 1", [USER])
