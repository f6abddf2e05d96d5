"""Playbooks as JSON."""

from typing import Any
from uuid import UUID

from negostrategy.edge.openapi import PageQuery, etag_of, once, page_schema, require_match
from negostrategy.edge.organization import today_here
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.strategy import starters
from negostrategy.strategy.api.blueprint import api, newest_first, page_of, playbook_answer, type_of_answer, visible
from negostrategy.strategy.api.shapes import (
    BeginSchema,
    LibraryVariableShape,
    NextVersionSchema,
    PlaybookRowShape,
    PlaybookShape,
    StarterShape,
)
from negostrategy.strategy.queries.playbooks import playbook_text, playbooks, versions_of_playbook
from negostrategy.strategy.schemas import PlaybookDraft, PlaybookSchema, Publication, PublicationSchema
from negostrategy.strategy.service.playbooks import (
    edit_playbook,
    install_starter,
    new_playbook,
    start_playbook_draft,
)
from negostrategy.strategy.service.publication import publish_playbook


@api.get("/playbooks")
@permit(Grant.PLAYBOOK_READ)
@api.arguments(PageQuery, location="query")
@api.response(200, page_schema("Playbook", PlaybookRowShape))
def list_playbooks(actor: Actor, paging: dict[str, Any]) -> Any:
    """Return each playbook once, by key: the version in force, else its newest."""
    may_write = actor.may(Grant.PLAYBOOK_WRITE)
    rows = [row for row in playbooks(today_here()) if may_write or row.state == "published"]
    return page_of(sorted(rows, key=lambda row: row.key), lambda row: row.key, paging)


@api.get("/playbooks/starters")
@permit(Grant.PLAYBOOK_READ)
@api.arguments(PageQuery, location="query")
@api.response(200, page_schema("Starter", StarterShape))
def list_starters(_actor: Actor, paging: dict[str, Any]) -> Any:
    """Return the playbooks that come with the product, by key."""
    return page_of(sorted(starters.playbooks(), key=lambda one: one.key), lambda one: one.key, paging)


@api.get("/playbooks/library")
@permit(Grant.PLAYBOOK_READ)
@api.arguments(PageQuery, location="query")
@api.response(200, page_schema("LibraryVariable", LibraryVariableShape))
def list_library(_actor: Actor, paging: dict[str, Any]) -> Any:
    """Return the variables to pick from when a playbook is written, by key."""
    every = (one for group in starters.variable_library() for one in group.variables)
    return page_of(sorted(every, key=lambda one: one.key), lambda one: one.key, paging)


@api.post("/playbooks")
@permit(Grant.PLAYBOOK_WRITE)
@once
@api.arguments(BeginSchema)
@api.response(201, PlaybookShape)
def make_playbook(actor: Actor, sent: dict[str, Any]) -> type_of_answer:
    """Begin a playbook from a starter or with a name of its own; the answer is its first draft."""
    if sent.get("starter"):
        return playbook_answer(install_starter(actor, sent["starter"]), 201)
    if not sent.get("name"):
        raise BadInput({"/name": ["Give the playbook a name, or name the starter it is made from."]})
    return playbook_answer(new_playbook(actor, sent["name"]), 201)


@api.get("/playbooks/<uuid:playbook_id>/versions")
@permit(Grant.PLAYBOOK_READ)
@api.arguments(PageQuery, location="query")
@api.response(200, page_schema("PlaybookVersion", PlaybookRowShape))
def list_playbook_versions(actor: Actor, paging: dict[str, Any], playbook_id: UUID) -> Any:
    """Return the versions of a playbook, newest first."""
    may_write = actor.may(Grant.PLAYBOOK_WRITE)
    rows = [row for row in versions_of_playbook(playbook_id) if may_write or row.state == "published"]
    if not rows:
        raise NotFound
    return page_of(rows, lambda row: newest_first(row.number), paging)


@api.post("/playbooks/<uuid:playbook_id>/versions")
@permit(Grant.PLAYBOOK_WRITE)
@once
@api.arguments(NextVersionSchema, location="query")
@api.response(201, PlaybookShape)
def make_playbook_version(actor: Actor, sent: dict[str, Any], playbook_id: UUID) -> type_of_answer:
    """Start a draft that says what the version in force says, or the one named."""
    return playbook_answer(start_playbook_draft(actor, playbook_id, sent.get("from_id")), 201)


@api.get("/playbooks/versions/<uuid:version_id>")
@permit(Grant.PLAYBOOK_READ)
@api.response(200, PlaybookShape)
def show_playbook_version(actor: Actor, version_id: UUID) -> type_of_answer:
    """Return one version of a playbook with its variables, questions and rules."""
    visible(actor, playbook_text(version_id), Grant.PLAYBOOK_WRITE)
    return playbook_answer(version_id)


@api.patch("/playbooks/versions/<uuid:version_id>")
@permit(Grant.PLAYBOOK_WRITE)
@api.arguments(PlaybookSchema)
@api.response(200, PlaybookShape)
def change_playbook_version(actor: Actor, change: PlaybookDraft, version_id: UUID) -> type_of_answer:
    """Change a draft by a merge patch; lists replace."""
    found = visible(actor, playbook_text(version_id), Grant.PLAYBOOK_WRITE)
    require_match(etag_of(found.id, found.revision))
    edit_playbook(actor, version_id, found.revision, change)
    return playbook_answer(version_id)


@api.post("/playbooks/versions/<uuid:version_id>/publication")
@permit(Grant.PLAYBOOK_WRITE)
@once
@api.arguments(PublicationSchema)
@api.response(200, PlaybookShape)
def publish_playbook_version(actor: Actor, draft: Publication, version_id: UUID) -> type_of_answer:
    """Publish a draft from a day, and return it with warnings; what cannot be judged is told by pointer."""
    warnings = publish_playbook(actor, version_id, draft.effective_on, draft.running)
    said, status, headers = playbook_answer(version_id)
    return said | {"warnings": warnings}, status, headers
