"""The understanding check as JSON: cases to answer, and for leaders to write."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields, validate

from negostrategy.edge.fields import Count, line, text
from negostrategy.edge.openapi import PageQuery, once, page_schema
from negostrategy.edge.payloads import DraftSchema
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.strategy.api.blueprint import api, page_of
from negostrategy.strategy.queries.confirming import Case, cases_of
from negostrategy.strategy.queries.document import published_document
from negostrategy.strategy.service.cases import (
    LONGEST_CHOICE,
    LONGEST_TEXT,
    MOST_CHOICES,
    add_case,
    answer_case,
)

CASES = "/strategy/versions/<uuid:version_id>/cases"


@dataclass(frozen=True)
class CaseDraft:
    """A small situation with its choices. right_place counts from 1."""

    situation: str
    because: str
    right_place: int
    choices: list[str] = field(default_factory=list)


class CaseSchema(DraftSchema):
    """A case."""

    makes = CaseDraft
    situation = text(LONGEST_TEXT, required=True)
    choices = fields.List(line(LONGEST_CHOICE, required=True), required=True, validate=validate.Length(2, MOST_CHOICES))
    right_place = Count(required=True, validate=validate.Range(1, MOST_CHOICES))
    because = text(LONGEST_TEXT, required=True)


@dataclass(frozen=True)
class ChoiceDraft:
    """The place of the choice that somebody takes, from 1."""

    choice: int


class ChoiceSchema(DraftSchema):
    """A choice."""

    makes = ChoiceDraft
    choice = fields.Integer(required=True, validate=validate.Range(1, MOST_CHOICES))


class CaseShape(Schema):
    """A case. is_right: your first answer, None before it; only then is said why."""

    id = fields.UUID(required=True)
    situation = fields.String(required=True)
    choices = fields.List(fields.String(), required=True)
    is_right = fields.Boolean(allow_none=True, required=True)
    because = fields.String(allow_none=True, required=True)


class AnswerShape(Schema):
    """Whether the choice was right, and why."""

    is_right = fields.Boolean(required=True)
    because = fields.String(required=True)


@api.get(CASES)
@permit(Grant.STRATEGY_READ)
@api.arguments(PageQuery, location="query")
@api.response(200, page_schema("Case", CaseShape))
def list_cases(actor: Actor, paging: dict[str, Any], version_id: UUID) -> Any:
    """Return the cases of a version with your first answers."""
    rows = sorted(_cases(actor, version_id), key=lambda one: str(one.id))
    shown = [{**vars(one), "because": one.because if one.is_right is not None else None} for one in rows]
    return page_of(shown, lambda one: str(one["id"]), paging)


@api.post(CASES)
@permit(Grant.STRATEGY_WRITE)
@once
@api.arguments(CaseSchema)
@api.response(201, CaseShape)
def make_case(actor: Actor, draft: CaseDraft, version_id: UUID) -> Any:
    """Add a case to a published version."""
    _cases(actor, version_id)
    made = add_case(actor, version_id, draft.situation, draft.choices, draft.right_place, draft.because)
    return next(one for one in cases_of(version_id, actor.user_id) if one.id == made), 201


@api.post(f"{CASES}/<uuid:case_id>/answer")
@permit(Grant.STRATEGY_READ)
@once
@api.arguments(ChoiceSchema)
@api.response(200, AnswerShape)
def answer_one(actor: Actor, draft: ChoiceDraft, version_id: UUID, case_id: UUID) -> Any:
    """Answer a case; your first answer is the one that counts."""
    found = next((one for one in _cases(actor, version_id) if one.id == case_id), None)
    if found is None:
        raise NotFound
    return {"is_right": answer_case(actor, case_id, draft.choice), "because": found.because}


def _cases(actor: Actor, version_id: UUID) -> list[Case]:
    return cases_of(published_document(version_id).id, actor.user_id)
