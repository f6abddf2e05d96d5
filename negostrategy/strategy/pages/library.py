"""Choosing variables of the library for a playbook's draft."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, Response, request

from negostrategy.edge.answers import see, show
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.grants import Grant
from negostrategy.strategy import starters
from negostrategy.strategy.pages.playbooks import found_draft
from negostrategy.strategy.queries.playbooks import PlaybookText
from negostrategy.strategy.service.library import add_from_library

pages = Blueprint("library", __name__)


@pages.get("/playbooks/versions/<uuid:version_id>/library", endpoint="show")
@permit(Grant.PLAYBOOK_WRITE)
def show_library(_actor: Actor, version_id: UUID) -> Response:
    """Return the library beside what the draft has of it."""
    return _library(found_draft(version_id))


@pages.post("/playbooks/versions/<uuid:version_id>/library")
@permit(Grant.PLAYBOOK_WRITE)
def add(actor: Actor, version_id: UUID) -> Response:
    """Put the chosen variables behind those of the draft."""
    draft = found_draft(version_id)
    try:
        add_from_library(actor, version_id, request.form.getlist("keys"))
    except BadInput as refusal:
        return _library(draft, refusal.status, refusal.errors)
    said = "Added. Say which way is better, and fill in your positions."
    return see("playbook_draft.edit", saying=said, version_id=version_id, _anchor="variables")


def _library(draft: PlaybookText, status: int = 200, errors: Mapping[str, list[str]] | None = None) -> Response:
    return show(
        "playbooks/library.html",
        status,
        playbook=draft,
        groups=starters.variable_library(),
        there={variable.key for variable in draft.variables},
        errors=errors or {},
    )
