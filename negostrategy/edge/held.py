"""The words of a form that was sent by nobody: held in the sign-in form, given back to who wrote them."""

import json
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from flask import request

from negostrategy.edge.address import way_back
from negostrategy.edge.writers import WRITER, is_by

HELD = "held"
# What proves a person or a page is asked for anew.
NEVER_HELD = ("csrf_token", "password", "new_password", "current_password", WRITER, HELD)


@dataclass(frozen=True)
class HeldWords:
    """Where a form was sent to, and what it said: (name, value) in its order."""

    to: str
    said: list[tuple[str, str]]


def came_from() -> str:
    """Return the path of the page that this form was sent from, of the first page when the browser does not say."""
    page = urlsplit(request.referrer or "")
    if page.netloc != request.host:
        return "/"
    return page.path + (f"?{page.query}" if page.query else "")


def held_words() -> str:
    """Return the words of this request's form as text, "" when it does not say who wrote them."""
    writer = request.form.get(WRITER, "")
    if not writer:
        return ""
    said = [[name, value] for name, value in request.form.items(multi=True) if name not in NEVER_HELD]
    place = urlsplit(came_from()).path
    return json.dumps({"to": request.path, "from": place, WRITER: writer, "said": said})


def words_for(user_id: UUID, held: str) -> HeldWords | None:
    """Return held words when this person wrote them; nobody else gets them, and what was made up is nobody's."""
    try:
        sent = json.loads(held or "null")
        said = [(str(name), str(value)) for name, value in sent["said"]]
        to, writer = str(sent["to"]), str(sent[WRITER])
    except (ValueError, KeyError, TypeError):
        return None
    return HeldWords(way_back(to), said) if is_by(user_id, writer) else None
