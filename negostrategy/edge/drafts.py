"""Which drafts are saved: the browser drops one only when a page says so.

A form with a draft sends the draft's name along. When what was sent is done, the next page names it.
"""

import re

from flask import Flask, Response, request, session

from negostrategy.edge.permit import is_api

DRAFT, SAVED = "draft", "saved_drafts"
DONE = 303
MOST_NAMED = 5
_NAME = re.compile(r"[0-9a-f]{24}")


def acknowledge_drafts(app: Flask) -> None:
    """Have the application remember which drafts are saved until a page has said it."""
    app.after_request(_note_saved)


def saved_drafts() -> str:
    """Return the names of the drafts that were saved since the last page, with blanks between; each is said once."""
    # A part of a page that a script asks for is not read for it.
    if SAVED not in session or "X-Part" in request.headers:
        return ""
    return " ".join(session.pop(SAVED))


def answered_draft() -> str:
    """Return the name of the draft that this page shows again, "" when it shows none."""
    return _sent_draft() if request.method == "POST" else ""


def _sent_draft() -> str:
    sent = request.form.get(DRAFT, "")
    return sent if _NAME.fullmatch(sent) else ""


def _note_saved(answer: Response) -> Response:
    if request.method == "POST" and answer.status_code == DONE and not is_api() and (draft := _sent_draft()):
        session[SAVED] = [*session.get(SAVED, []), draft][-MOST_NAMED:]
    return answer
