"""A mail that is sent to see whether mail goes out: at once, and with what the server said."""

import smtplib
import ssl
from dataclasses import dataclass

from negostrategy.jobs.mail import ClearLine, MailServer, hand_to

SUBJECT = "A test mail of negostrategy"
TEXT = "This mail was sent to see whether mail goes out. It does.\n"
# Somebody waits for the answer.
PATIENCE_SECONDS = 4


@dataclass(frozen=True)
class Trial:
    """Whether the mail server took a mail, and what it said."""

    is_taken: bool
    said: str


def try_mail(server: MailServer, to: str) -> Trial:
    """Return what came of one mail to an address, sent now."""
    if server.host is None:
        return Trial(is_taken=False, said="No mail server is set: NEGOSTRATEGY_SMTP_HOST.")
    try:
        said = hand_to(server, to, SUBJECT, TEXT, PATIENCE_SECONDS)
    except (smtplib.SMTPException, OSError, ClearLine) as refusal:
        return Trial(is_taken=False, said=f"{server.host}:{server.port} did not take the mail. {_words_of(refusal)}")
    return Trial(is_taken=True, said=f"{server.host}:{server.port} took the mail to {to}. It said: {said}")


def _words_of(refusal: Exception) -> str:
    if isinstance(refusal, smtplib.SMTPRecipientsRefused):
        return _answer(*next(iter(refusal.recipients.values())))
    if isinstance(refusal, smtplib.SMTPResponseException):
        return _answer(refusal.smtp_code, refusal.smtp_error)
    if isinstance(refusal, ssl.SSLCertVerificationError):
        return f"Its certificate is not trusted: {refusal.verify_message}."
    if isinstance(refusal, TimeoutError):
        return f"It said nothing for {PATIENCE_SECONDS} seconds."
    return str(refusal)


def _answer(code: int, words: bytes | str) -> str:
    return f"It said: {code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"
