"""Templates that a company made of its own playbooks, as JSON."""

from typing import Any
from uuid import UUID

from marshmallow import Schema, fields

from negostrategy.edge.fields import line, text
from negostrategy.edge.openapi import PageQuery, once, page_schema
from negostrategy.edge.payloads import DraftSchema
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.strategy.api.blueprint import api, page_of, playbook_answer, type_of_answer
from negostrategy.strategy.api.shapes import PlaybookShape
from negostrategy.strategy.queries.playbooks import playbook_text
from negostrategy.strategy.queries.templates import templates
from negostrategy.strategy.service.templates import save_template, start_from_template


class TemplateShape(Schema):
    """One template."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    description = fields.String(required=True)
    made_by = fields.String(allow_none=True, required=True)
    made_at = fields.AwareDateTime(format="iso", required=True)
    scope = fields.String(required=True)
    variable_count = fields.Integer(required=True)
    rule_count = fields.Integer(required=True)


class TemplateNameSchema(DraftSchema):
    """What a template is called, and when to use it."""

    name = line(120, required=True, error_messages={"required": "Give the template a name."})
    description = text(600, load_default="")


class BookNameSchema(DraftSchema):
    """What the new playbook is called."""

    name = line(120, required=True, error_messages={"required": "Give the playbook a name."})


@api.get("/playbooks/templates")
@permit(Grant.PLAYBOOK_WRITE)
@api.arguments(PageQuery, location="query")
@api.response(200, page_schema("Template", TemplateShape))
def list_templates(_actor: Actor, paging: dict[str, Any]) -> Any:
    """Return the templates that were made of your own playbooks, oldest first."""
    return page_of(sorted(templates(), key=lambda one: str(one.id)), lambda one: str(one.id), paging)


@api.post("/playbooks/versions/<uuid:version_id>/templates")
@permit(Grant.PLAYBOOK_WRITE)
@once
@api.arguments(TemplateNameSchema)
@api.response(201, TemplateShape)
def make_template(actor: Actor, sent: dict[str, str], version_id: UUID) -> Any:
    """Keep a version of a playbook as a template; sealed limits are left out."""
    if playbook_text(version_id) is None:
        raise NotFound
    try:
        made = save_template(actor, version_id, sent["name"], sent["description"] or "")
    except BadInput as refusal:
        raise BadInput({"/name": refusal.errors.get("/template_name", [])}) from refusal
    return next(one for one in templates() if one.id == made), 201


@api.post("/playbooks/templates/<uuid:template_id>/playbooks")
@permit(Grant.PLAYBOOK_WRITE)
@once
@api.arguments(BookNameSchema)
@api.response(201, PlaybookShape)
def begin_playbook(actor: Actor, sent: dict[str, str], template_id: UUID) -> type_of_answer:
    """Begin a playbook that says what a template says; the answer is its first draft."""
    return playbook_answer(start_from_template(actor, template_id, sent["name"]), 201)
