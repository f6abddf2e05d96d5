"""Looking back on a negotiation that has ended: three prompts on one page."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request

from negostrategy.edge.answers import see, show
from negostrategy.edge.payloads import load_form
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.grants import Grant
from negostrategy.negotiations.policy import NotYoursToChange
from negostrategy.negotiations.queries.debriefs import debriefs_of
from negostrategy.negotiations.queries.record import readable
from negostrategy.negotiations.queries.shapes import Record
from negostrategy.negotiations.schemas.debrief import DebriefSchema
from negostrategy.negotiations.service.debriefing import LookBackKept, NotOverYet, write_debrief

pages = Blueprint("debriefs", __name__)
ADDRESS = "/negotiations/<uuid:negotiation_id>/debrief"


@pages.get(ADDRESS)
@permit(Grant.NEGOTIATION_LOG)
def ask(actor: Actor, negotiation_id: UUID) -> Response:
    """Return the three prompts, with what this person wrote before."""
    record = _ended(actor, negotiation_id)
    mine = next((one for one in debriefs_of(negotiation_id) if one.written_by_id == actor.user_id), None)
    if mine is not None and not mine.may_be_edited_by(actor):
        raise LookBackKept
    return _ask(record, vars(mine) if mine else {})


@pages.post(ADDRESS)
@permit(Grant.NEGOTIATION_LOG)
def keep(actor: Actor, negotiation_id: UUID) -> Response:
    """Keep what was written."""
    record = _ended(actor, negotiation_id)
    try:
        write_debrief(actor, negotiation_id, load_form(DebriefSchema()))
    except BadInput as refusal:
        return _ask(record, request.form, refusal.status, refusal.errors)
    return see("negotiations.show", saying="Kept.", negotiation_id=negotiation_id, _anchor="debrief")


def _ended(actor: Actor, negotiation_id: UUID) -> Record:
    record = readable(actor, negotiation_id)
    if not record.may_be_edited_by(actor):
        raise NotYoursToChange
    if record.is_open:
        raise NotOverYet
    return record


def _ask(
    record: Record, typed: Mapping[str, Any], status: int = 200, errors: dict[str, list[str]] | None = None
) -> Response:
    return show("negotiations/debrief.html", status, record=record, typed=typed, errors=errors or {})
