"""Letting a strategy or a playbook end without a successor."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, Response, request

from negostrategy.edge.answers import see, show
from negostrategy.edge.fields import Day, text
from negostrategy.edge.organization import today_here
from negostrategy.edge.payloads import DraftSchema, load_form
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.strategy.queries.document import published_document
from negostrategy.strategy.queries.rules import playbook_names
from negostrategy.strategy.service.publication import retire_playbook, retire_strategy

pages = Blueprint("retiring", __name__)
PLAYBOOK = "it holds no longer; what was pinned to it stays readable, and a later version revives it."
STRATEGY = (
    "no strategy holds, until a later version begins; what was pinned to it stays readable."
    " If it has not begun by then, only this version is taken back, and the one before it goes on."
)


class RetirementSchema(DraftSchema):
    """From which day it holds no longer, and why."""

    retired_on = Day(required=True, error_messages={"required": "Say from which day."})
    reason = text(2000, required=True, error_messages={"required": "Say why."})


@pages.get("/strategy/versions/<uuid:version_id>/retirement")
@permit(Grant.STRATEGY_WRITE)
def ask_strategy(_actor: Actor, version_id: UUID) -> Response:
    """Return the form that ends a version of the strategy."""
    return _form(_title(version_id), STRATEGY)


@pages.post("/strategy/versions/<uuid:version_id>/retirement")
@permit(Grant.STRATEGY_WRITE)
def end_strategy(actor: Actor, version_id: UUID) -> Response:
    """End a version of the strategy from a day on."""
    title = _title(version_id)
    try:
        said = load_form(RetirementSchema())
        retire_strategy(actor, version_id, said["retired_on"], said["reason"])
    except BadInput as refusal:
        return _form(title, STRATEGY, refusal.status, refusal.errors)
    return see("strategy.versions", saying="It holds no longer from that day on.")


@pages.get("/playbooks/<uuid:playbook_id>/retirement")
@permit(Grant.PLAYBOOK_WRITE)
def ask_playbook(_actor: Actor, playbook_id: UUID) -> Response:
    """Return the form that ends a playbook."""
    return _form(_name(playbook_id), PLAYBOOK)


@pages.post("/playbooks/<uuid:playbook_id>/retirement")
@permit(Grant.PLAYBOOK_WRITE)
def end_playbook(actor: Actor, playbook_id: UUID) -> Response:
    """End a playbook from a day on; a later version revives it."""
    name = _name(playbook_id)
    try:
        said = load_form(RetirementSchema())
        retire_playbook(actor, playbook_id, said["retired_on"], said["reason"])
    except BadInput as refusal:
        return _form(name, PLAYBOOK, refusal.status, refusal.errors)
    return see("playbooks.list_page", saying="It holds no longer from that day on.")


def _title(version_id: UUID) -> str:
    found = published_document(version_id)
    return f"{found.title}, version {found.number}"


def _name(playbook_id: UUID) -> str:
    for one, name in playbook_names():
        if one == playbook_id:
            return name
    raise NotFound


def _form(name: str, what_then: str, status: int = 200, errors: Mapping[str, list[str]] | None = None) -> Response:
    return show(
        "reviews/retire.html",
        status,
        name=name,
        what_then=what_then,
        today=today_here(),
        typed=request.form,
        errors=errors or {},
    )
