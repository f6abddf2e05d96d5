"""Mail: enqueued with the act it tells of, sent by the worker, tried again when the mail server is away."""

import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Self

from flask import current_app
from procrastinate import RetryStrategy

from negostrategy.jobs.queue import job, later, queue
from negostrategy.settings import Settings, type_of_encryption

MAIL = "negostrategy.mail"
PATIENCE_SECONDS = 10
PERSISTENT = RetryStrategy(max_attempts=8, exponential_wait=4)


class ClearLine(Exception):
    """The user and the password of the mail server are not sent over a clear line. Set an encryption."""


@dataclass(frozen=True)
class MailServer:
    """Where mail goes, how it gets there, and who it says it is from. Without a host none is sent."""

    host: str | None
    port: int
    sender: str
    encryption: type_of_encryption = "none"
    user: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return the server that the settings describe."""
        return cls(
            settings.smtp_host,
            settings.smtp_port,
            settings.mail_from,
            settings.smtp_encryption,
            settings.smtp_user,
            settings.smtp_password,
        )


def tell(to: str, subject: str, text: str) -> bool:
    """Return whether a mail was put into the queue; False when no mail server is set."""
    if not goes_out():
        return False
    later(deliver, to=to, subject=subject, text=text)
    return True


@queue.task(name="mail.deliver", retry=PERSISTENT)
@job
def deliver(to: str, subject: str, text: str) -> None:
    """Hand one mail to the mail server. Errors: whatever it answers; the job is then tried again."""
    hand_over(to, subject, text)


def goes_out() -> bool:
    """Return whether a mail server is set."""
    server: MailServer = current_app.extensions[MAIL]
    return server.host is not None


def hand_over(to: str, subject: str, text: str) -> None:
    """Hand one mail to the mail server now; for jobs whose text must not lie in the queue. Errors: what it answers."""
    hand_to(current_app.extensions[MAIL], to, subject, text)


def hand_to(server: MailServer, to: str, subject: str, text: str, seconds: float = PATIENCE_SECONDS) -> str:
    """Return what a mail server said when it took a mail.

    seconds: how long each of its answers is waited for.
    Errors: ClearLine, SMTPException for what it refuses, OSError when it is not reached or not trusted.
    """
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = server.sender, to, subject
    message.set_content(text)
    with _line_to(server, seconds) as line:
        if server.encryption == "starttls":
            line.starttls(context=ssl.create_default_context())
        if server.user:
            if server.encryption == "none":
                raise ClearLine(ClearLine.__doc__)
            line.login(server.user, server.password)
        line.send_message(message)
        code, words = line.heard
    return f"{code} {words.decode(errors='replace')}"


class _Listening(smtplib.SMTP):
    """A line that keeps the last answer: the library keeps it for itself when a mail is taken."""

    heard: tuple[int, bytes] = (0, b"")

    def getreply(self) -> tuple[int, bytes]:
        """Return the next answer of the server."""
        self.heard = super().getreply()
        return self.heard


class _ListeningSecurely(_Listening, smtplib.SMTP_SSL):
    """The same, encrypted from its first word."""


def _line_to(server: MailServer, seconds: float) -> _Listening:
    if server.encryption == "tls":
        context = ssl.create_default_context()
        return _ListeningSecurely(server.host or "", server.port, timeout=seconds, context=context)
    return _Listening(server.host or "", server.port, timeout=seconds)
