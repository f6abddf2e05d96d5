"""The authority matrix as JSON."""

from typing import Any
from uuid import UUID

from marshmallow import Schema, fields

from negostrategy.edge.fields import Amount
from negostrategy.edge.openapi import PageQuery, once, page_schema
from negostrategy.edge.organization import today_here
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.strategy.api.blueprint import api, page_of, type_of_answer
from negostrategy.strategy.granting import AuthorityDraft, AuthoritySchema
from negostrategy.strategy.queries.authority import authority_rows
from negostrategy.strategy.service.authority import end_authority, grant_authority


class AuthorityShape(Schema):
    """One line of the matrix."""

    id = fields.UUID(required=True)
    role = fields.String(allow_none=True, required=True)
    person = fields.String(allow_none=True, required=True)
    basis = fields.String(required=True)
    topic = fields.String(allow_none=True, required=True)
    segment = fields.String(allow_none=True, required=True)
    variable = fields.String(allow_none=True, required=True)
    limit = Amount(allow_none=True, required=True)
    currency = fields.String(allow_none=True, required=True)
    from_on = fields.Date(required=True)
    until_on = fields.Date(allow_none=True, required=True)
    note = fields.String(allow_none=True, required=True)
    granted_by = fields.String(allow_none=True, required=True)
    is_over = fields.Boolean(required=True)


@api.get("/authority")
@permit(Grant.PLAYBOOK_READ)
@api.arguments(PageQuery, location="query")
@api.response(200, page_schema("Authority", AuthorityShape))
def list_authority(actor: Actor, paging: dict[str, Any]) -> Any:
    """List the lines this person may see: all of them for whoever grants, else their own."""
    rows = sorted(authority_rows(actor, today_here()), key=lambda row: str(row.id))
    return page_of(rows, lambda row: str(row.id), paging)


@api.post("/authority")
@permit(Grant.AUTHORITY_WRITE)
@once
@api.arguments(AuthoritySchema)
@api.response(201, AuthorityShape)
def add_authority(actor: Actor, draft: AuthorityDraft) -> type_of_answer:
    """Grant authority to a role or a person."""
    return _line(actor, grant_authority(actor, draft, today_here())), 201, {}


@api.post("/authority/<uuid:authority_id>/end")
@permit(Grant.AUTHORITY_WRITE)
@once
@api.response(200, AuthorityShape)
def end_one_authority(actor: Actor, authority_id: UUID) -> Any:
    """End a line now; it stays readable."""
    end_authority(actor, authority_id)
    return _line(actor, authority_id)


def _line(actor: Actor, authority_id: UUID) -> Any:
    for row in authority_rows(actor, today_here()):
        if row.id == authority_id:
            return row
    raise NotFound
