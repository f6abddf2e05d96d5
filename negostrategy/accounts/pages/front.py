"""Outside of every organization: what this is, the way to one's own, and founding a new one."""

import re
from dataclasses import asdict, replace
from typing import Any

from flask import Blueprint, Response, current_app, g, make_response, redirect, request

from negostrategy.accounts.pages.organization import choices, given
from negostrategy.accounts.pages.signing_in import come_in
from negostrategy.accounts.schemas import FoundingSchema
from negostrategy.accounts.service.founding import found_organization
from negostrategy.accounts.service.signing_in import begin_sign_in
from negostrategy.edge.address import slug_asked_for
from negostrategy.edge.answers import show
from negostrategy.edge.payloads import load_form
from negostrategy.edge.permit import open_to_all
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.tenancy.regions import proposals, proposed
from negostrategy.tenancy.settings import OrganizationSettings

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
    return _ask(asdict(proposed(_language())))


@pages.post("/found")
@open_to_all("a new company has no account yet")
def found() -> Response:
    """Found an organization, and go to its first page, signed in as its first person."""
    _refuse_when_closed()
    try:
        typed = load_form(FoundingSchema())
        user_id = found_organization(typed, _usual())
    except BadInput as refusal:
        return _ask(asdict(_usual()) | given(request.form), 422, typed=request.form, errors=refusal.errors)
    g.founded_at = f"/o/{typed.slug}"
    return come_in(begin_sign_in(user_id, request.user_agent.string), f"{g.founded_at}/")


def _ask(said: dict[str, Any], status: int = 200, **shapes: Any) -> Response:
    usual: dict[str, Any] = {"typed": {}, "errors": {}, "said": said, "offered": choices(said)}
    return show("accounts/found.html", status, proposals=proposals(), **usual | shapes)


def _usual() -> OrganizationSettings:
    usual = proposed(_language(), request.form.get("zone"))
    # An emptied field says that no holidays are kept; a form without the field says nothing.
    return replace(usual, holiday_region=None) if "holiday_region" in request.form else usual


def _language() -> str | None:
    return next(iter(request.accept_languages.values()), None)


def _is_open() -> bool:
    return bool(current_app.extensions[FOUNDING_OPEN])


def _refuse_when_closed() -> None:
    if slug_asked_for() is not None or not _is_open():
        raise NotFound
