"""One's own page: name, roles, password, and where one is signed in."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, Response, request
from flask_login import current_user

from negostrategy.accounts.queries.people import sign_ins_of
from negostrategy.accounts.queries.stand_ins import people_to_name_for, people_who_can_stand_in, stand_ins_of
from negostrategy.accounts.schemas import NumberFormatSchema, PasswordChangeSchema, StandInSchema
from negostrategy.accounts.secrets import digest_of
from negostrategy.accounts.service.passwords import change_password
from negostrategy.accounts.service.people import choose_number_format
from negostrategy.accounts.service.signing_in import end_one_sign_in
from negostrategy.accounts.service.stand_ins import end_stand_in, name_stand_in
from negostrategy.edge.answers import REFUSALS, said_by, see, show
from negostrategy.edge.organization import today_here
from negostrategy.edge.payloads import load_form
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import NumberFormat
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.grants import Grant
from negostrategy.kernel.numbers import example_of

pages = Blueprint("profile", __name__)
FORMAT_WORDS = {NumberFormat.POINT: "Decimal point", NumberFormat.COMMA: "Decimal comma"}


@pages.get("/profile", endpoint="show")
@permit(Grant.PROFILE)
def show_own(actor: Actor) -> Response:
    """Return one's own page."""
    return _profile(actor)


@pages.get("/more")
@permit(Grant.PROFILE)
def more(_actor: Actor) -> Response:
    """Return every way to go, for the tab bar of a phone."""
    return show("accounts/more.html")


@pages.post("/profile/password")
@permit(Grant.PROFILE)
def password(actor: Actor) -> Response:
    """Change one's password; other browsers are signed out."""
    try:
        change_password(actor, load_form(PasswordChangeSchema()), current_user.get_id(), request.remote_addr or "")
    except BadInput as refusal:
        return _profile(actor, 422, refusal.errors)
    return see(".show", saying="Your password is changed. Other browsers are signed out.")


@pages.post("/profile/number-format")
@permit(Grant.PROFILE)
def write_numbers(actor: Actor) -> Response:
    """Choose how numbers are read and written for oneself."""
    try:
        choose_number_format(actor, load_form(NumberFormatSchema())["number_format"])
    except BadInput as refusal:
        return _profile(actor, 422, format_errors=refusal.errors)
    return see(".show", saying="Saved. Numbers are read and written so from now on.")


@pages.post("/profile/sign-ins/<uuid:sign_in_id>/end")
@permit(Grant.PROFILE)
def end(actor: Actor, sign_in_id: UUID) -> Response:
    """Sign out another browser of one's own."""
    end_one_sign_in(actor, sign_in_id)
    return see(".show", saying="That browser is signed out.")


@pages.post("/profile/stand-ins")
@permit(Grant.PROFILE)
def go_away(actor: Actor) -> Response:
    """Say who decides while one is away."""
    try:
        name_stand_in(actor, load_form(StandInSchema()), today_here())
    except REFUSALS as refusal:
        return _profile(actor, refusal.status, away_errors=said_by(refusal, "/user_id"))
    return see(".show", saying="Saved. What waits for you then waits for them.")


@pages.post("/profile/stand-ins/<uuid:stand_in_id>/end")
@permit(Grant.PROFILE)
def come_back(actor: Actor, stand_in_id: UUID) -> Response:
    """Be back earlier."""
    end_stand_in(actor, stand_in_id)
    return see(".show", saying="Ended. Whoever was away decides again.")


def _profile(
    actor: Actor,
    status: int = 200,
    errors: Mapping[str, list[str]] | None = None,
    away_errors: Mapping[str, list[str]] | None = None,
    format_errors: Mapping[str, list[str]] | None = None,
) -> Response:
    others = people_to_name_for(actor)
    return show(
        "accounts/profile.html",
        status,
        sign_ins=sign_ins_of(actor.user_id),
        digest_here=digest_of(current_user.get_id()),
        errors=errors or {},
        format_errors=format_errors or {},
        number_formats=[(str(one), f"{FORMAT_WORDS[one]}: {example_of(one)}") for one in NumberFormat],
        stand_ins=stand_ins_of([actor.user_id, *(one.id for one in others)], today_here()),
        others=[(str(one.id), one.name) for one in others],
        deputies=[(str(one.id), one.name) for one in people_who_can_stand_in() if others or one.id != actor.user_id],
        away_typed=request.form,
        away_errors=away_errors or {},
    )
