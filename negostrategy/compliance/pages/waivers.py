"""Letting broken rules of a record pass for a time, and ending that before its day."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, Response, request

from negostrategy.compliance.queries.findings import findings_of
from negostrategy.compliance.requesting import ShownOnSchema, WaiverSchema
from negostrategy.compliance.service.waiving import end_waiver, waive
from negostrategy.edge.answers import REFUSALS, said_by, see, show
from negostrategy.edge.organization import today_here
from negostrategy.edge.payloads import load_form
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Result
from negostrategy.kernel.faults import NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.negotiations.queries.askable import askable

pages = Blueprint("waivers", __name__)


@pages.get("/negotiations/<uuid:negotiation_id>/waivers")
@permit(Grant.APPROVAL_DECIDE)
def list_page(actor: Actor, negotiation_id: UUID) -> Response:
    """Return what is let pass on a record, and the form that lets more pass."""
    return _list(actor, negotiation_id)


@pages.post("/negotiations/<uuid:negotiation_id>/waivers")
@permit(Grant.APPROVAL_DECIDE)
def let_pass(actor: Actor, negotiation_id: UUID) -> Response:
    """Let a broken rule pass until a day; a refused form comes back as it was typed."""
    try:
        waive(actor, negotiation_id, load_form(WaiverSchema()), today_here())
    except REFUSALS as refusal:
        return _list(actor, negotiation_id, refusal.status, said_by(refusal, "/rule_key"))
    return see("negotiations.show", saying="Let pass until then.", negotiation_id=negotiation_id)


@pages.post("/waivers/<uuid:waiver_id>/end")
@permit(Grant.APPROVAL_DECIDE)
def end(actor: Actor, waiver_id: UUID) -> Response:
    """End a waiver before its day; who may not is told where it is listed."""
    negotiation_id = load_form(ShownOnSchema())["negotiation_id"]
    try:
        end_waiver(actor, waiver_id)
    except REFUSALS as refusal:
        return _list(actor, negotiation_id, refusal.status, said_by(refusal, "/waiver"))
    saying = "Ended. The rule counts as broken again."
    return see("negotiations.show", saying=saying, negotiation_id=negotiation_id)


def _list(
    actor: Actor, negotiation_id: UUID, status: int = 200, errors: Mapping[str, list[str]] | None = None
) -> Response:
    record = askable(actor, negotiation_id)
    if record is None:
        raise NotFound
    broken = [one for one in findings_of(negotiation_id) if one.result == Result.BROKEN]
    return show(
        "approvals/waivers.html",
        status,
        record=record,
        waived=[one for one in broken if one.waiver],
        rules=[(one.rule_key, one.rule_title) for one in broken if not one.waiver],
        typed=request.values,
        errors=errors or {},
    )
