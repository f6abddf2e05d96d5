"""What a page answers: a template, or the way to the next page with one sentence about what happened."""

from typing import Any

from flask import Response, flash, make_response, redirect, render_template, url_for


def show(template: str, status: int = 200, **shapes: Any) -> Response:
    """Return a rendered page."""
    return make_response(render_template(template, **shapes), status)


def see(endpoint: str, saying: str | None = None, **values: Any) -> Response:
    """Return the way to another page (303, so that a reload repeats nothing), with a sentence shown there once."""
    if saying:
        flash(saying)
    answer = redirect(url_for(endpoint, **values), 303)
    return make_response(answer)
