"""Records: listed, shown, made, changed."""

from typing import Any
from uuid import UUID

from marshmallow import post_load

from negostrategy.edge.openapi import PageQuery, etag_of, once, page_answer, page_schema, require_match
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.grants import Grant
from negostrategy.negotiations.api.blueprint import api, change_answer, record_answer, type_of_answer
from negostrategy.negotiations.api.shapes import (
    ChangedRecordShape,
    FindingShape,
    JudgedRecordShape,
    RowShape,
    TermShape,
)
from negostrategy.negotiations.here import findings_of, here
from negostrategy.negotiations.queries.record import readable
from negostrategy.negotiations.queries.rows import negotiations
from negostrategy.negotiations.schemas import QuickLog, QuickLogSchema, RecordSchema
from negostrategy.negotiations.schemas.listing import WantedSchema, wanted_of
from negostrategy.negotiations.schemas.records import RecordChangeSchema
from negostrategy.negotiations.service import edit_negotiation, log_negotiation, record_negotiation


class ListQuery(PageQuery, WantedSchema):
    """The filters of the list, and its paging."""

    @post_load
    def make(self, values: dict[str, Any], **_kwargs: Any) -> Any:
        """Return the filters apart from the paging."""
        paging = {name: values.pop(name) for name in ("cursor", "limit") if name in values}
        return paging | {"wanted": wanted_of(values)}


@api.get("/negotiations")
@permit(Grant.NEGOTIATION_READ)
@api.arguments(ListQuery, location="query")
@api.response(200, page_schema("Negotiation", RowShape))
def list_negotiations(actor: Actor, asked: dict[str, Any]) -> Any:
    """Return the negotiations you may read, newest day first."""
    return page_answer(negotiations(actor, asked["wanted"], asked.get("cursor"), asked["limit"]))


@api.post("/negotiations")
@permit(Grant.NEGOTIATION_LOG)
@once
@api.arguments(RecordSchema)
@api.response(201, JudgedRecordShape)
def make_negotiation(actor: Actor, given: dict[str, Any]) -> type_of_answer:
    """Make a full record; terms come from the playbook in force when none are sent."""
    return record_answer(actor, record_negotiation(actor, given, here()), 201)


@api.post("/negotiations/quick")
@permit(Grant.NEGOTIATION_LOG)
@once
@api.arguments(QuickLogSchema)
@api.response(201, JudgedRecordShape)
def log_one(actor: Actor, draft: QuickLog) -> type_of_answer:
    """Log one sentence; what it tells is recognised."""
    return record_answer(actor, log_negotiation(actor, draft, here()), 201)


@api.get("/negotiations/<uuid:negotiation_id>")
@permit(Grant.NEGOTIATION_READ)
@api.response(200, JudgedRecordShape)
def show_negotiation(actor: Actor, negotiation_id: UUID) -> type_of_answer:
    """Return one record with its terms, moves, people and findings."""
    return record_answer(actor, negotiation_id)


@api.patch("/negotiations/<uuid:negotiation_id>")
@permit(Grant.NEGOTIATION_LOG)
@api.arguments(RecordChangeSchema)
@api.response(200, ChangedRecordShape)
def change_negotiation(actor: Actor, given: dict[str, Any], negotiation_id: UUID) -> type_of_answer:
    """Change a record by a merge patch: what is not named stays, null empties, terms replace all terms.

    version_change says when a change of kind, topic, segment, day or value brought it under another version.
    """
    record = readable(actor, negotiation_id)
    require_match(etag_of(record.id, record.revision))
    edit_negotiation(actor, negotiation_id, record.revision, given, here())
    return change_answer(actor, record)


@api.get("/negotiations/<uuid:negotiation_id>/terms")
@permit(Grant.NEGOTIATION_READ)
@api.response(200, TermShape(many=True))
def list_terms(actor: Actor, negotiation_id: UUID) -> Any:
    """Return the terms of a record."""
    return readable(actor, negotiation_id).terms


@api.get("/negotiations/<uuid:negotiation_id>/findings")
@permit(Grant.NEGOTIATION_READ)
@api.response(200, FindingShape(many=True))
def list_findings(actor: Actor, negotiation_id: UUID) -> Any:
    """Return what the rules say of a record."""
    return findings_of(readable(actor, negotiation_id).id)
