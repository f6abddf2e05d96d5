"""Outside of every organization: what this is, the way to one's own, and founding a new one."""

import re

from flask import Blueprint, Response, current_app, make_response, redirect, request

from negostrategy.accounts.schemas import FoundingSchema
from negostrategy.accounts.service.founding import found_organization
from negostrategy.edge.address import slug_asked_for
from negostrategy.edge.answers import show
from negostrategy.edge.payloads import load_form
from negostrategy.edge.permit import open_to_all
from negostrategy.kernel.faults import BadInput, NotFound

pages = Blueprint("front", __name__)
FOUNDING_OPEN = "negostrategy.founding_open"


@pages.before_app_request
def welcome() -> Response | None:
    """Return the first page for the bare address, which belongs to no organization."""
    if request.path == "/" and slug_asked_for() is None:
        return show("accounts/front.html", founding_open=_is_open(), slug=request.args.get("organization", ""))
    return None


@pages.post("/find")
@open_to_all("the way to one's own organization")
def find() -> Response:
    """Go to the sign-in page of the organization typed; whether it exists is not said here."""
    slug = re.sub(r"[^a-z0-9-]", "", request.form.get("organization", "").lower())[:60]
    return make_response(redirect(f"/o/{slug}/sign-in" if slug else "/", 303))


@pages.get("/found")
@open_to_all("a new company has no account yet")
def ask() -> Response:
    """Return the page on which a company founds itself."""
    _refuse_when_closed()
    return show("accounts/found.html", typed={}, errors={})


@pages.post("/found")
@open_to_all("a new company has no account yet")
def found() -> Response:
    """Found an organization with its first person."""
    _refuse_when_closed()
    try:
        typed = load_form(FoundingSchema())
        found_organization(typed)
    except BadInput as refusal:
        return show("accounts/found.html", 422, typed=request.form, errors=refusal.errors)
    return make_response(redirect(f"/o/{typed.slug}/sign-in", 303))


def _is_open() -> bool:
    return bool(current_app.extensions[FOUNDING_OPEN])


def _refuse_when_closed() -> None:
    if slug_asked_for() is not None or not _is_open():
        raise NotFound
