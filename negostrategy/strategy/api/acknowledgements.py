"""Who has read which version, as JSON: one's own part of it for everybody, the whole for leaders."""

from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields, validate

from negostrategy.edge.openapi import etag_of, once, require_match
from negostrategy.edge.payloads import DraftSchema
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.grants import Grant
from negostrategy.strategy.api.blueprint import api, type_of_answer, visible
from negostrategy.strategy.audiences import WHOLE, AudienceDraft, AudienceSchema, Reach
from negostrategy.strategy.queries.acknowledgements import (
    due_on,
    readers_in_scope,
    status_of,
    version_that_counts,
)
from negostrategy.strategy.queries.audiences import EVERYBODY, reaches_of
from negostrategy.strategy.queries.confirming import confirmation_that_counts, statements_of
from negostrategy.strategy.queries.document import Document, document, published_document
from negostrategy.strategy.service.acknowledging import confirm_statements, remind
from negostrategy.strategy.service.audience import set_audience
from negostrategy.strategy.statements import FEWEST_ANSWERS, STATEMENTS

ONE = "/strategy/versions/<uuid:version_id>"


@dataclass(frozen=True)
class StatementsDraft:
    """The statements that somebody confirms."""

    parts: list[str]


class StatementsSchema(DraftSchema):
    """Which statements somebody confirms; they stay confirmed."""

    makes = StatementsDraft
    parts = fields.List(fields.String(), required=True, validate=validate.Length(0, len(STATEMENTS)))


class StatementShape(Schema):
    """One part that people confirm on its own."""

    key = fields.String(required=True)
    title = fields.String(required=True)
    is_confirmed = fields.Boolean(required=True)


class OwnShape(Schema):
    """Your own part. due_on: None when you are not asked; acknowledged_at: also of another version that counts."""

    is_asked = fields.Boolean(required=True)
    due_on = fields.Date(allow_none=True, required=True)
    acknowledged_at = fields.AwareDateTime(format="iso", allow_none=True, required=True)
    statements = fields.List(fields.Nested(StatementShape), required=True)


class MissingShape(Schema):
    """Somebody who has not read it."""

    user_id = fields.UUID(required=True)
    name = fields.String(required=True)
    team = fields.String(allow_none=True, required=True)
    due_on = fields.Date(required=True)


class StatusShape(Schema):
    """M31 of a version. interval: 95 % of the share who read it; right_answers: at first, None of fewer than five."""

    in_scope = fields.Integer(required=True)
    acknowledged = fields.Integer(required=True)
    interval = fields.List(fields.Float(), allow_none=True, required=True)
    median_days = fields.Float(allow_none=True, required=True)
    answers = fields.Integer(required=True)
    right_answers = fields.Integer(allow_none=True, required=True)
    missing = fields.List(fields.Nested(MissingShape), required=True)


class RemindedShape(Schema):
    """How many people were reminded."""

    count = fields.Integer(required=True)


class ReachShape(Schema):
    """Teams with those below them, and roles; both empty: everybody who negotiates."""

    team_ids = fields.List(fields.UUID(), required=True)
    roles = fields.List(fields.String(), required=True)


class AudienceShape(ReachShape):
    """Who has to read a version, and narrower for a part."""

    parts = fields.Dict(keys=fields.String(), values=fields.Nested(ReachShape), required=True)


@api.get(f"{ONE}/acknowledgement")
@permit(Grant.STRATEGY_READ)
@api.response(200, OwnShape)
def show_own(actor: Actor, version_id: UUID) -> dict[str, Any]:
    """Return whether you are asked to read a version, until when, and what you have confirmed."""
    return _own(actor, published_document(version_id))


@api.post(f"{ONE}/statements")
@permit(Grant.STRATEGY_READ)
@once
@api.arguments(StatementsSchema)
@api.response(200, OwnShape)
def confirm_some(actor: Actor, draft: StatementsDraft, version_id: UUID) -> dict[str, Any]:
    """Confirm statements of a version; with the last one the version counts as read."""
    confirm_statements(actor, version_id, draft.parts)
    return _own(actor, published_document(version_id))


@api.get(f"{ONE}/acknowledgements")
@permit(Grant.STRATEGY_WRITE)
@api.response(200, StatusShape)
def show_status(_actor: Actor, version_id: UUID) -> dict[str, Any]:
    """Return who of those asked has read a version, and who has not."""
    status = status_of(version_that_counts(published_document(version_id).id))
    return vars(status) | {
        # Of few answers everybody would know whose were wrong.
        "right_answers": status.right_answers if status.answers >= FEWEST_ANSWERS else None,
        "missing": [vars(one) | {"due_on": due_on(one)} for one in status.missing],
    }


@api.post(f"{ONE}/reminders")
@permit(Grant.STRATEGY_WRITE)
@once
@api.response(200, RemindedShape)
def remind_them(actor: Actor, version_id: UUID) -> dict[str, int]:
    """Remind who has not read a version, once a day at most."""
    return {"count": remind(actor, version_that_counts(published_document(version_id).id))}


@api.get(f"{ONE}/audience")
@permit(Grant.STRATEGY_READ)
@api.response(200, AudienceShape)
def show_audience(actor: Actor, version_id: UUID) -> type_of_answer:
    """Return who has to read a version."""
    return _audience(visible(actor, document(version_id), Grant.STRATEGY_WRITE))


@api.put(f"{ONE}/audience")
@permit(Grant.STRATEGY_WRITE)
@api.arguments(AudienceSchema)
@api.response(200, AudienceShape)
def change_audience(actor: Actor, draft: AudienceDraft, version_id: UUID) -> type_of_answer:
    """Say who has to read a draft once it is published; what is left out is for everybody who negotiates."""
    found = visible(actor, document(version_id), Grant.STRATEGY_WRITE)
    require_match(etag_of(found.id, found.revision))
    set_audience(actor, version_id, found.revision, draft)
    return _audience(visible(actor, document(version_id), Grant.STRATEGY_WRITE))


def _own(actor: Actor, found: Document) -> dict[str, Any]:
    mine = next((one for one in readers_in_scope(version_that_counts(found.id)) if one.user_id == actor.user_id), None)
    confirmed = confirmation_that_counts(found.id, actor.user_id)
    return {
        "is_asked": mine is not None,
        "due_on": due_on(mine) if mine else None,
        "acknowledged_at": confirmed.acknowledged_at if confirmed else None,
        "statements": statements_of(found.id, actor.user_id),
    }


def _audience(found: Document) -> type_of_answer:
    reaches = reaches_of(found.id)
    whole: Reach = reaches.pop(WHOLE, EVERYBODY)
    return asdict(whole) | {"parts": reaches}, 200, {"ETag": etag_of(found.id, found.revision)}
