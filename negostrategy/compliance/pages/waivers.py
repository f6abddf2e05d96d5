"""Letting broken rules of a record pass for a time, and ending that before its day."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, Response, request

from negostrategy.compliance.queries.waivable import may_see_waivers, running_waivers, waivable
from negostrategy.compliance.requesting import ShownOnSchema, WaiverSchema
from negostrategy.compliance.service.waiving import end_waiver, waive
from negostrategy.edge.answers import REFUSALS, said_by, see, show
from negostrategy.edge.idempotency import sent_once
from negostrategy.edge.organization import today_here
from negostrategy.edge.payloads import load_form
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import NotAllowed, NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.negotiations.queries.askable import askable

pages = Blueprint("waivers", __name__)


@pages.get("/waivers")
@permit(Grant.APPROVAL_DECIDE)
def running(actor: Actor) -> Response:
    """Return the waivers in force, until when and by whom, for whoever may let floors pass."""
    if not may_see_waivers(actor, today_here()):
        raise NotAllowed
    return show("approvals/running.html", waivers=running_waivers(today_here()))


@pages.get("/negotiations/<uuid:negotiation_id>/waivers")
@permit(Grant.APPROVAL_DECIDE)
def list_page(actor: Actor, negotiation_id: UUID) -> Response:
    """Return what is let pass on a record, and the form that lets more pass."""
    return _list(actor, negotiation_id)


@pages.post("/negotiations/<uuid:negotiation_id>/waivers")
@permit(Grant.APPROVAL_DECIDE)
@sent_once
def let_pass(actor: Actor, negotiation_id: UUID) -> Response:
    """Let a broken rule pass until a day; a refused form comes back as it was typed."""
    try:
        waive(actor, negotiation_id, load_form(WaiverSchema()), today_here())
    except REFUSALS as refusal:
        return _list(actor, negotiation_id, refusal.status, said_by(refusal, "/rule_key"))
    return _back(actor, negotiation_id, "Let pass until then.")


@pages.post("/waivers/<uuid:waiver_id>/end")
@permit(Grant.APPROVAL_DECIDE)
def end(actor: Actor, waiver_id: UUID) -> Response:
    """End a waiver before its day; who may not is told where it is listed."""
    negotiation_id = load_form(ShownOnSchema())["negotiation_id"]
    try:
        end_waiver(actor, waiver_id)
    except REFUSALS as refusal:
        if negotiation_id is None:
            raise
        return _list(actor, negotiation_id, refusal.status, said_by(refusal, "/waiver"))
    return _back(actor, negotiation_id, "Ended. The rule counts as broken again.")


def _back(actor: Actor, negotiation_id: UUID | None, saying: str) -> Response:
    # Whoever lets a rule pass need not be able to open the record.
    if negotiation_id is not None and askable(actor, negotiation_id) is not None:
        return see("negotiations.show", saying=saying, negotiation_id=negotiation_id)
    return see(".running", saying=saying)


def _list(
    actor: Actor, negotiation_id: UUID, status: int = 200, errors: Mapping[str, list[str]] | None = None
) -> Response:
    found = waivable(actor, negotiation_id, today_here())
    if found is None:
        raise NotFound
    return show(
        "approvals/waivers.html",
        status,
        waivable=found,
        record=found.record,
        waived=[one for one in found.broken if one.waiver],
        rules=[(one.rule_key, one.rule_title) for one in found.broken if not one.waiver],
        typed=request.values,
        errors=errors or {},
    )
