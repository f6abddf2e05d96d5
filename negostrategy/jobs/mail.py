"""Mail: enqueued with the act it tells of, sent by the worker, tried again when the mail server is away."""

import smtplib
from dataclasses import dataclass
from email.message import EmailMessage

from flask import current_app
from procrastinate import RetryStrategy

from negostrategy.jobs.queue import job, later, queue

MAIL = "negostrategy.mail"
PATIENCE_SECONDS = 10
PERSISTENT = RetryStrategy(max_attempts=8, exponential_wait=4)


@dataclass(frozen=True)
class MailServer:
    """Where mail goes, and who it says it is from. Without a host none is sent."""

    host: str | None
    port: int
    sender: str


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
    server: MailServer = current_app.extensions[MAIL]
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = server.sender, to, subject
    message.set_content(text)
    with smtplib.SMTP(server.host or "", server.port, timeout=PATIENCE_SECONDS) as connection:
        connection.send_message(message)
