"""Whose words a form holds: a sign of its writer goes with every form."""

import hashlib
import hmac
from uuid import UUID

from flask import current_app, g, request

from negostrategy.kernel.faults import Conflict

WRITER = "writer"


class WrittenByAnother(Conflict):
    """This was written by somebody else who was signed in at this browser. Nothing was saved; they find it again."""

    code = "written_by_another"


def writer_of(user_id: UUID) -> str:
    """Return the sign under which a browser keeps what a person types: the same at each sign-in, and nobody else's.

    It cannot be made without the key of the service.
    """
    key = current_app.secret_key or ""
    secret = key if isinstance(key, bytes) else key.encode()
    return hmac.new(secret, b"writer:" + user_id.bytes, hashlib.sha256).hexdigest()[:16]


def writer_here() -> str:
    """Return the sign of whoever this page is drawn for, "" before anybody has signed in."""
    actor = g.get("actor")
    return writer_of(actor.user_id) if actor else ""


def is_by(user_id: UUID, sign: str) -> bool:
    """Return whether a sign is that of a person."""
    return hmac.compare_digest(sign.encode(), writer_of(user_id).encode())


def require_own_words(user_id: UUID) -> None:
    """Return when the form that is sent was written by this person, or does not say by whom.

    Errors: WrittenByAnother. Two people share a browser, and a page of the first stays open in a tab.
    """
    sign = request.form.get(WRITER, "") if request.method == "POST" else ""
    if sign and not is_by(user_id, sign):
        raise WrittenByAnother
