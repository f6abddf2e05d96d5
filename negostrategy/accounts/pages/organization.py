"""The administrator's page about the organization itself: where it is at home, what it counts in, when it works."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict

from negostrategy.accounts.service.settings import SettingsNotAsSeen, change_settings
from negostrategy.accounts.settings import NAMES, SettingsSchema
from negostrategy.edge.answers import REFUSALS, said_by, see, show
from negostrategy.edge.payloads import load_form
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.grants import Grant
from negostrategy.tenancy.queries import OrganizationEntry, settings_as_stored
from negostrategy.tenancy.regions import currencies, zones

pages = Blueprint("organization", __name__)
MONTHS = tuple(enumerate(
    ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
     "December"), 1,
))  # fmt: skip
WEEKDAYS = tuple(enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), 1))
# What is proposed; any other tag may be typed.
LANGUAGES = ("cs", "da", "de", "de-AT", "de-CH", "en", "en-GB", "en-US", "es", "fi", "fr", "it", "nl", "pl", "pt", "sv")


@pages.get("/organization", endpoint="show")
@permit(Grant.PEOPLE_MANAGE)
def show_settings(_actor: Actor) -> Response:
    """Return the settings, to be changed."""
    return _settings(settings_as_stored())


@pages.post("/organization")
@permit(Grant.PEOPLE_MANAGE)
def change(actor: Actor) -> Response:
    """Change the settings; a form that is refused comes back as it was typed."""
    try:
        change_settings(actor, load_form(SettingsSchema()))
    except REFUSALS as refusal:
        return _settings(settings_as_stored(), refusal.status, given(request.form), said_by(refusal, "/zone"))
    return see(".show", saying="Saved. It holds from now on.")


def given(form: MultiDict[str, str]) -> dict[str, Any]:
    """Return the settings as they stood on a form, those that it had."""
    days = [int(day) for day in form.getlist("working_days") if day.isdecimal() and len(day) == 1]
    return {name: form[name] for name in NAMES if name in form} | {"working_days": days}


def choices(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the fields offer; what is chosen already is always among it."""
    zone, currency = settings["zone"], settings["currency"]
    return {
        "zones": zones() if zone in zones() or not zone else {zone: None} | zones(),
        "currencies": currencies() if currency in currencies() or not currency else {currency: ()} | currencies(),
        "months": MONTHS,
        "weekdays": WEEKDAYS,
        "languages": LANGUAGES,
    }


def _settings(
    stored: OrganizationEntry,
    status: int = 200,
    typed: Mapping[str, Any] | None = None,
    errors: Mapping[str, list[str]] | None = None,
) -> Response:
    said = asdict(stored) | dict(typed or {})
    return show(
        "accounts/organization.html",
        status,
        stored=stored,
        said=said,
        offered=choices(said),
        errors=errors or {},
        is_stale=status == SettingsNotAsSeen.status,
    )
