"""Stand-ins as JSON."""

from typing import Any
from uuid import UUID

from marshmallow import Schema, fields

from negostrategy.accounts.queries.stand_ins import StandInRow, people_to_name_for, stand_ins_of
from negostrategy.accounts.schemas import StandInDraft, StandInSchema
from negostrategy.accounts.service.stand_ins import end_stand_in, name_stand_in
from negostrategy.edge.openapi import ApiBlueprint, PageQuery, once, page_answer, page_schema
from negostrategy.edge.organization import today_here
from negostrategy.edge.paging import Page, open_cursor, seal_cursor
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import NotFound
from negostrategy.kernel.grants import Grant

api = ApiBlueprint("accounts", __name__, "Who decides while somebody is away")


class StandInShape(Schema):
    """Who stands in for whom, from one day to another, both included."""

    id = fields.UUID(required=True)
    user_id = fields.UUID(required=True)
    person = fields.String(required=True)
    deputy_id = fields.UUID(required=True)
    deputy = fields.String(required=True)
    from_on = fields.Date(required=True)
    until_on = fields.Date(required=True)
    reason = fields.String(allow_none=True, required=True)


@api.get("/stand-ins")
@permit(Grant.APPROVAL_DECIDE)
@api.arguments(PageQuery, location="query")
@api.response(200, page_schema("StandIn", StandInShape))
def list_stand_ins(actor: Actor, paging: dict[str, Any]) -> Any:
    """List the stand-ins, present and to come, of yourself and of those for whom you may name one."""
    after = open_cursor(paging["cursor"], parts=1)[0] if paging.get("cursor") else ""
    rows = [row for row in _rows(actor) if str(row.id) > after]
    page = rows[: paging["limit"]]
    return page_answer(Page(page, seal_cursor(str(page[-1].id)) if len(rows) > len(page) else None))


@api.post("/stand-ins")
@permit(Grant.APPROVAL_DECIDE)
@once
@api.arguments(StandInSchema)
@api.response(201, StandInShape)
def add_stand_in(actor: Actor, draft: StandInDraft) -> StandInRow:
    """Name who decides while you, or somebody of your people, are away."""
    return _one(actor, name_stand_in(actor, draft, today_here()))


@api.post("/stand-ins/<uuid:stand_in_id>/end")
@permit(Grant.APPROVAL_DECIDE)
@once
@api.response(200, StandInShape)
def end_one_stand_in(actor: Actor, stand_in_id: UUID) -> StandInRow:
    """End a stand-in now; it is listed no longer."""
    ended = _one(actor, stand_in_id)
    end_stand_in(actor, stand_in_id)
    return ended


def _rows(actor: Actor) -> list[StandInRow]:
    ours = [actor.user_id, *(one.id for one in people_to_name_for(actor))]
    return sorted(stand_ins_of(ours, today_here()), key=lambda row: str(row.id))


def _one(actor: Actor, stand_in_id: UUID) -> StandInRow:
    for row in _rows(actor):
        if row.id == stand_in_id:
            return row
    raise NotFound
