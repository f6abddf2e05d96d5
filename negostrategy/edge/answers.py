"""What a page answers: a template, or the way to the next page with one sentence about what happened."""

from collections.abc import Mapping
from typing import Any

from flask import Response, flash, g, make_response, redirect, render_template, url_for

from negostrategy.edge.refusing import refusal_of_form
from negostrategy.edge.speaking import what_was_understood
from negostrategy.kernel.faults import BadInput, Conflict, Fault, NotAllowed, Stale, TooMany

# What an act may refuse although its page was there a moment ago: the form then comes back as it was typed.
REFUSALS = (BadInput, Conflict, NotAllowed, Stale, TooMany)


def show(template: str, status: int = 200, **shapes: Any) -> Response:
    """Return a rendered page; one that shows a form which was refused before it was read says so by its status."""
    refusal = refusal_of_form()
    if refusal is not None and status == BadInput.status:
        status = refusal.status
    return make_response(render_template(template, **shapes), status)


def see(endpoint: str, saying: str | None = None, **values: Any) -> Response:
    """Return the way to another page (303, so that a reload repeats nothing), with a sentence shown there once.

    What was understood of numbers that could be read in two ways is said there, too.
    """
    sentences = " ".join(filter(None, (saying, what_was_understood())))
    if sentences:
        flash(sentences)
        g.said_at_last = sentences
    answer = redirect(url_for(endpoint, **values), 303)
    return make_response(answer)


def said_by(refusal: Fault, at: str) -> Mapping[str, list[str]]:
    """Return what a refusal says, by field: {pointer: [sentences]}; where it names no field, it stands at `at`."""
    return getattr(refusal, "errors", None) or {at: [refusal.detail]}
