"""The strategy document as JSON."""

from typing import Any
from uuid import UUID

from negostrategy.edge.openapi import PageQuery, etag_of, once, page_schema, require_match
from negostrategy.edge.organization import today_here
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.grants import Grant
from negostrategy.strategy.api.blueprint import (
    api,
    document_answer,
    newest_first,
    page_of,
    type_of_answer,
    visible,
)
from negostrategy.strategy.api.shapes import DocumentShape, NextVersionSchema, VersionShape
from negostrategy.strategy.queries.document import document, strategy_in_force, strategy_versions
from negostrategy.strategy.schemas import DocumentDraft, DocumentSchema, Publication, PublicationSchema
from negostrategy.strategy.service.document import acknowledge, edit_draft, start_draft
from negostrategy.strategy.service.publication import publish_strategy


@api.get("/strategy")
@permit(Grant.STRATEGY_READ)
@api.response(200, DocumentShape)
def show_strategy(_actor: Actor) -> type_of_answer:
    """Return the version in force."""
    in_force = strategy_in_force(today_here())
    return document_answer(in_force)


@api.get("/strategy/versions")
@permit(Grant.STRATEGY_READ)
@api.arguments(PageQuery, location="query")
@api.response(200, page_schema("StrategyVersion", VersionShape))
def list_versions(actor: Actor, paging: dict[str, Any]) -> Any:
    """Return all versions, newest first; drafts for those who write."""
    may_write = actor.may(Grant.STRATEGY_WRITE)
    rows = [row for row in strategy_versions() if may_write or row.state == "published"]
    return page_of(rows, lambda row: newest_first(row.number), paging)


@api.post("/strategy/versions")
@permit(Grant.STRATEGY_WRITE)
@once
@api.arguments(NextVersionSchema, location="query")
@api.response(201, DocumentShape)
def make_version(actor: Actor, sent: dict[str, Any]) -> type_of_answer:
    """Start a draft: a copy of the version that holds last or of the one named, or the starter outline."""
    return document_answer(start_draft(actor, sent.get("from_id")), 201)


@api.get("/strategy/versions/<uuid:version_id>")
@permit(Grant.STRATEGY_READ)
@api.response(200, DocumentShape)
def show_version(actor: Actor, version_id: UUID) -> type_of_answer:
    """Return one version."""
    visible(actor, document(version_id), Grant.STRATEGY_WRITE)
    return document_answer(version_id)


@api.patch("/strategy/versions/<uuid:version_id>")
@permit(Grant.STRATEGY_WRITE)
@api.arguments(DocumentSchema)
@api.response(200, DocumentShape)
def change_version(actor: Actor, change: DocumentDraft, version_id: UUID) -> type_of_answer:
    """Change a draft: sections replace those with the same key, objectives and segments replace all."""
    found = visible(actor, document(version_id), Grant.STRATEGY_WRITE)
    require_match(etag_of(found.id, found.revision))
    edit_draft(actor, version_id, found.revision, change)
    return document_answer(version_id)


@api.post("/strategy/versions/<uuid:version_id>/publication")
@permit(Grant.STRATEGY_WRITE)
@once
@api.arguments(PublicationSchema)
@api.response(200, DocumentShape)
def publish_version(actor: Actor, draft: Publication, version_id: UUID) -> type_of_answer:
    """Publish a draft from a day."""
    publish_strategy(actor, version_id, draft.effective_on)
    return document_answer(version_id)


@api.post("/strategy/versions/<uuid:version_id>/acknowledgement")
@permit(Grant.STRATEGY_READ)
@once
@api.response(204)
def confirm_version(actor: Actor, version_id: UUID) -> Any:
    """Keep that you have read a version."""
    acknowledge(actor, version_id)
    return ""
