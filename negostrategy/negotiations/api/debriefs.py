"""Looking back, as JSON."""

from typing import Any
from uuid import UUID

from marshmallow import Schema, fields

from negostrategy.edge.openapi import PageQuery, once, page_answer, page_schema
from negostrategy.edge.paging import Page, open_cursor, seal_cursor
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.grants import Grant
from negostrategy.negotiations.api.blueprint import api
from negostrategy.negotiations.queries.debriefs import debriefs_of
from negostrategy.negotiations.queries.record import readable
from negostrategy.negotiations.schemas.debrief import DebriefDraft, DebriefSchema
from negostrategy.negotiations.service.debriefing import write_debrief

ADDRESS = "/negotiations/<uuid:negotiation_id>/debriefs"


class DebriefShape(Schema):
    """One person's look back."""

    id = fields.UUID(required=True)
    written_by_id = fields.UUID(required=True)
    written_by = fields.String(required=True)
    worked = fields.String(required=True)
    surprised = fields.String(required=True)
    otherwise = fields.String(required=True)
    questions_asked = fields.Integer(allow_none=True, required=True)
    arguments_used = fields.Integer(allow_none=True, required=True)
    written_at = fields.AwareDateTime(format="iso", required=True)
    changed_at = fields.AwareDateTime(format="iso", required=True)


@api.get(ADDRESS)
@permit(Grant.NEGOTIATION_READ)
@api.arguments(PageQuery, location="query")
@api.response(200, page_schema("Debrief", DebriefShape))
def list_debriefs(actor: Actor, paging: dict[str, Any], negotiation_id: UUID) -> Any:
    """Return what was said of a record once it was over."""
    rows = sorted(debriefs_of(readable(actor, negotiation_id).id), key=lambda row: str(row.id))
    after = open_cursor(paging["cursor"], parts=1)[0] if paging.get("cursor") else ""
    rest = [row for row in rows if str(row.id) > after]
    page = rest[: paging["limit"]]
    return page_answer(Page(page, seal_cursor(str(page[-1].id)) if len(rest) > len(page) else None))


@api.post(ADDRESS)
@permit(Grant.NEGOTIATION_LOG)
@once
@api.arguments(DebriefSchema)
@api.response(201, DebriefShape)
def write_one(actor: Actor, draft: DebriefDraft, negotiation_id: UUID) -> Any:
    """Look back on a record that has ended; what you wrote on it before is replaced."""
    made = write_debrief(actor, negotiation_id, draft)
    return next(one for one in debriefs_of(negotiation_id) if one.id == made), 201
