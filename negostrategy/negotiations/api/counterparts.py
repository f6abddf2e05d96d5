"""Counterparts as JSON."""

from typing import Any
from uuid import UUID

from negostrategy.edge.openapi import PageQuery, once, page_answer, page_schema
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.kernel.names import shown_name
from negostrategy.negotiations.api.blueprint import api, type_of_answer
from negostrategy.negotiations.api.shapes import CountedCounterpartShape, CounterpartShape
from negostrategy.negotiations.queries.counterparts import counterpart, counterparts
from negostrategy.negotiations.schemas.counterparts import CounterpartDraft, CounterpartSchema
from negostrategy.negotiations.service.counterparts import add_counterpart


@api.get("/counterparts")
@permit(Grant.COUNTERPART_READ)
@api.arguments(PageQuery, location="query")
@api.response(200, page_schema("Counterpart", CountedCounterpartShape))
def list_counterparts(actor: Actor, paging: dict[str, Any]) -> Any:
    """Return the counterparts by name."""
    return page_answer(counterparts(actor, "", paging.get("cursor"), paging["limit"]))


@api.post("/counterparts")
@permit(Grant.NEGOTIATION_LOG)
@once
@api.arguments(CounterpartSchema)
@api.response(201, CounterpartShape)
def make_counterpart(actor: Actor, draft: CounterpartDraft) -> type_of_answer:
    """Add a counterpart."""
    counterpart_id = add_counterpart(actor, draft)
    return {"id": counterpart_id, "name": shown_name(draft.name), "segment": draft.segment}, 201, {}


@api.get("/counterparts/<uuid:counterpart_id>")
@permit(Grant.COUNTERPART_READ)
@api.response(200, CounterpartShape)
def show_counterpart(_actor: Actor, counterpart_id: UUID) -> Any:
    """Return one counterpart."""
    found = counterpart(counterpart_id)
    if found is None:
        raise NotFound
    return found
