"""Approvals and waivers as JSON."""

from typing import Any
from uuid import UUID

from marshmallow import Schema, fields

from negostrategy.compliance.api.blueprint import api
from negostrategy.compliance.queries.requests import request_for, requests_waiting_for
from negostrategy.compliance.requesting import (
    RequestDraft,
    RequestSchema,
    RulingDraft,
    RulingSchema,
    WaiverDraft,
    WaiverSchema,
)
from negostrategy.compliance.service.deciding import decide_request
from negostrategy.compliance.service.requesting import ask_approval, take_back
from negostrategy.compliance.service.waiving import end_waiver, waive
from negostrategy.edge.openapi import PageQuery, once, page_answer, page_schema
from negostrategy.edge.organization import today_here
from negostrategy.edge.paging import Page, open_cursor, seal_cursor
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.grants import Grant


class RequestShape(Schema):
    """A request as it was asked and decided; snapshot is frozen."""

    id = fields.UUID(required=True)
    title = fields.String(required=True)
    asked_by = fields.String(required=True)
    asked_at = fields.AwareDateTime(required=True)
    why = fields.String(required=True)
    needed_by = fields.Date(allow_none=True, required=True)
    snapshot = fields.Dict(required=True)
    due_at = fields.AwareDateTime(required=True)
    state = fields.String(required=True)
    decided_by = fields.String(allow_none=True, required=True)
    decided_for = fields.String(allow_none=True, required=True)
    decided_at = fields.AwareDateTime(allow_none=True, required=True)
    reason = fields.String(allow_none=True, required=True)
    conditions = fields.String(allow_none=True, required=True)
    limits = fields.List(fields.Dict(), required=True)
    is_retroactive = fields.Boolean(required=True)


class WaiverShape(Schema):
    """A waiver that was given."""

    id = fields.UUID(required=True)


@api.get("/approvals")
@permit(Grant.APPROVAL_DECIDE)
@api.arguments(PageQuery, location="query")
@api.response(200, page_schema("Approval", RequestShape))
def list_waiting(actor: Actor, paging: dict[str, Any]) -> Any:
    """List the requests that wait for you, also as a stand-in."""
    rows = sorted(requests_waiting_for(actor.user_id, today_here()), key=lambda row: str(row.id))
    after = open_cursor(paging["cursor"], parts=1)[0] if paging.get("cursor") else ""
    rest = [row for row in rows if str(row.id) > after]
    page = rest[: paging["limit"]]
    return page_answer(Page(page, seal_cursor(str(page[-1].id)) if len(rest) > len(page) else None))


@api.post("/negotiations/<uuid:negotiation_id>/approvals")
@permit(Grant.APPROVAL_ASK)
@once
@api.arguments(RequestSchema)
@api.response(201, RequestShape)
def ask(actor: Actor, draft: RequestDraft, negotiation_id: UUID) -> Any:
    """Ask for approval of an offer; the record and the offer are frozen as they are."""
    made = ask_approval(actor, negotiation_id, draft, today_here())
    return request_for(actor.user_id, made, today_here()), 201


@api.get("/approvals/<uuid:request_id>")
@permit(Grant.APPROVAL_ASK)
@api.response(200, RequestShape)
def show_one(actor: Actor, request_id: UUID) -> Any:
    """Return a request that you asked, or are asked."""
    return request_for(actor.user_id, request_id, today_here())


@api.post("/approvals/<uuid:request_id>/decision")
@permit(Grant.APPROVAL_DECIDE)
@once
@api.arguments(RulingSchema)
@api.response(200, RequestShape)
def decide_one(actor: Actor, draft: RulingDraft, request_id: UUID) -> Any:
    """Decide a request: yes, perhaps with conditions, or no with a reason."""
    decide_request(actor, request_id, draft, today_here())
    return request_for(actor.user_id, request_id, today_here())


@api.post("/approvals/<uuid:request_id>/withdrawal")
@permit(Grant.APPROVAL_ASK)
@once
@api.response(200, RequestShape)
def take_one_back(actor: Actor, request_id: UUID) -> Any:
    """Take your own request back."""
    take_back(actor, request_id)
    return request_for(actor.user_id, request_id, today_here())


@api.post("/negotiations/<uuid:negotiation_id>/waivers")
@permit(Grant.APPROVAL_DECIDE)
@once
@api.arguments(WaiverSchema)
@api.response(201, WaiverShape)
def let_pass(actor: Actor, draft: WaiverDraft, negotiation_id: UUID) -> Any:
    """Let a broken rule pass until a day."""
    return {"id": waive(actor, negotiation_id, draft, today_here())}, 201


@api.post("/waivers/<uuid:waiver_id>/end")
@permit(Grant.APPROVAL_DECIDE)
@once
@api.response(200, WaiverShape)
def end_one_waiver(actor: Actor, waiver_id: UUID) -> Any:
    """End a waiver before its day: the rule counts as broken again."""
    end_waiver(actor, waiver_id)
    return {"id": waiver_id}
