"""Sealed walk-aways of a playbook version: closed by whoever writes, opened by its holders for half a minute."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request

from negostrategy.accounts.queries.people import people
from negostrategy.accounts.service.proving import proves
from negostrategy.edge.answers import REFUSALS, said_by, see, show
from negostrategy.edge.permit import permit
from negostrategy.edge.speaking import forget_what_was_understood
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.strategy.positions import said_position
from negostrategy.strategy.queries.playbooks import PlaybookText, playbook_text
from negostrategy.strategy.queries.sealed import (
    SealedRow,
    holders_of,
    is_holder,
    is_named,
    may_hold,
    may_seal,
    sealed_rows,
)
from negostrategy.strategy.service.sealing import close_seal, name_holders, open_seal

pages = Blueprint("seals", __name__)
WRONG = "This is not your password. Nothing was opened; the try is on the trail."


@pages.get("/playbooks/versions/<uuid:version_id>/seals")
@permit(Grant.PLAYBOOK_READ)
def list_page(actor: Actor, version_id: UUID) -> Response:
    """Return what is sealed and who holds it; never what lies inside."""
    return _list(actor, _entitled(actor, version_id))


@pages.post("/playbooks/versions/<uuid:version_id>/seals/<key>")
@permit(Grant.PLAYBOOK_WRITE)
def close(actor: Actor, version_id: UUID, key: str) -> Response:
    """Put a walk-away under seal. What was typed is not shown again, also when it is refused."""
    text = _entitled(actor, version_id)
    try:
        close_seal(actor, version_id, key, request.form.get("limit", ""))
    except REFUSALS as refusal:
        forget_what_was_understood()
        said = said_by(refusal, "/limit")
        return _list(actor, text, refusal.status, {f"/limit-{key}": said.get("/limit", [refusal.detail])})
    return see(".list_page", saying="Sealed. From now on only its holders can see it.", version_id=version_id)


@pages.post("/playbooks/versions/<uuid:version_id>/seals/<key>/look")
@permit(Grant.PLAYBOOK_READ)
def look(actor: Actor, version_id: UUID, key: str) -> Response:
    """Open a seal for a holder who proves again who they are."""
    text = _entitled(actor, version_id)
    if not proves(actor, request.form.get("password", ""), request.remote_addr or ""):
        return _list(actor, text, 422, {f"/password-{key}": [WRONG]})
    row = next((row for row in sealed_rows(version_id) if row.key == key), None)
    if row is None:
        raise NotFound
    opened = {key: said_position(row.kind, open_seal(actor, version_id, key), row.labels)}
    answer = _list(actor, text, opened=opened)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@pages.post("/playbooks/versions/<uuid:version_id>/holders")
@permit(Grant.PLAYBOOK_WRITE)
def hold(actor: Actor, version_id: UUID) -> Response:
    """Name who may open the seals of this playbook."""
    text = _entitled(actor, version_id)
    try:
        name_holders(actor, text.playbook_id, _ids(request.form.getlist("holders")))
    except REFUSALS as refusal:
        return _list(actor, text, refusal.status, said_by(refusal, "/holders"))
    return see(".list_page", saying="Saved. Each of them has been named on the trail.", version_id=version_id)


def _ids(sent: list[str]) -> list[UUID]:
    try:
        return [UUID(one) for one in sent]
    except ValueError as refusal:
        raise BadInput({"/holders": ["Choose people from the list."]}) from refusal


def _entitled(actor: Actor, version_id: UUID) -> PlaybookText:
    text = playbook_text(version_id)
    if text is None or not (actor.may(Grant.PLAYBOOK_WRITE) or is_named(actor, version_id)):
        raise NotFound
    return text


def _list(
    actor: Actor,
    text: PlaybookText,
    status: int = 200,
    errors: Mapping[str, list[str]] | None = None,
    opened: Mapping[str, Any] | None = None,
) -> Response:
    rows: list[SealedRow] = sealed_rows(text.id)
    holders = holders_of(text.playbook_id)
    is_refused = "/holders" in (errors or {})
    return show(
        "seals/list.html",
        status,
        playbook=text,
        rows=rows,
        holders=holders,
        ticked=request.form.getlist("holders") if is_refused else [str(one.user_id) for one in holders],
        may_open=is_holder(actor, text.id),
        may_seal=actor.may(Grant.PLAYBOOK_WRITE) and may_seal(actor, text.playbook_id),
        people=[(str(one.id), one.name) for one in people(most=None) if may_hold(one.roles, is_active=one.is_active)],
        errors=errors or {},
        opened=opened or {},
    )
