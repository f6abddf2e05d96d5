"""Strategies and playbooks as files: to take away, and to bring in as a draft."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, Response, request

from negostrategy.edge.answers import see, show
from negostrategy.edge.permit import permit
from negostrategy.exchange.policy_files import STRATEGY
from negostrategy.exchange.service.policies import bring_in, playbook_file, strategy_file
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.strategy.queries.document import document
from negostrategy.strategy.queries.playbooks import playbook_text

pages = Blueprint("files", __name__)


@pages.get("/strategy/versions/<uuid:version_id>.yaml")
@permit(Grant.STRATEGY_READ)
def strategy(actor: Actor, version_id: UUID) -> Response:
    """Return a version of the strategy as a file; drafts for those who write."""
    found = document(version_id)
    if found is None or (found.is_draft and not actor.may(Grant.STRATEGY_WRITE)):
        raise NotFound
    return _file(strategy_file(version_id), f"strategy-{found.number}")


@pages.get("/playbooks/versions/<uuid:version_id>.yaml")
@permit(Grant.PLAYBOOK_READ)
def playbook(actor: Actor, version_id: UUID) -> Response:
    """Return a version of a playbook as a file; drafts for those who write."""
    found = playbook_text(version_id)
    if found is None or (found.is_draft and not actor.may(Grant.PLAYBOOK_WRITE)):
        raise NotFound
    return _file(playbook_file(version_id), f"{found.key}-{found.number}")


@pages.get("/strategy/files")
@permit(Grant.PLAYBOOK_WRITE)
def ask(_actor: Actor) -> Response:
    """Return the form that takes a file."""
    return _form()


@pages.post("/strategy/files")
@permit(Grant.PLAYBOOK_WRITE)
def take(actor: Actor) -> Response:
    """Make a draft of a file; what cannot be taken is told, and nothing is made."""
    sent = request.files.get("file")
    try:
        # What was refused half-way must not stay.
        with session.begin_nested():
            kind, version_id = bring_in(actor, sent.read() if sent else b"")
    except BadInput as refusal:
        return _form(refusal.status, refusal.errors or {"/file": [refusal.detail]})
    endpoint = "strategy.edit" if kind == STRATEGY else "playbook_draft.edit"
    return see(endpoint, saying="Brought in as a draft.", version_id=version_id)


def _file(text: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}.yaml"'}
    return Response(text, mimetype="application/yaml", headers=headers)


def _form(status: int = 200, errors: Mapping[str, list[str]] | None = None) -> Response:
    return show("files/take.html", status, errors=errors or {})
