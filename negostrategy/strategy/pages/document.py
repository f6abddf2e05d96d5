"""The strategy document: a page to read, a page to write, and the versions."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, jsonify, request

from negostrategy.edge.answers import see, show
from negostrategy.edge.organization import today_here
from negostrategy.edge.payloads import load, load_form, sent_revision
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.strategy.metrics import attainments_of
from negostrategy.strategy.pages.document_form import (
    asked_whole,
    draft_form,
    moved_to,
    outdated_form,
    owners_found,
    refused_form,
    typed_form,
)
from negostrategy.strategy.pages.forms import sent_id
from negostrategy.strategy.queries.acknowledgements import version_that_counts
from negostrategy.strategy.queries.alone import may_review_late
from negostrategy.strategy.queries.audiences import is_asked
from negostrategy.strategy.queries.comments import open_comment_counts
from negostrategy.strategy.queries.confirming import cases_of, confirmation_that_counts, statements_of
from negostrategy.strategy.queries.document import (
    Document,
    document,
    readers_of,
    strategy_in_force,
    strategy_versions,
)
from negostrategy.strategy.schemas import DocumentSchema, PublicationSchema
from negostrategy.strategy.service.document import acknowledge, discard_draft, edit_draft, start_draft
from negostrategy.strategy.service.drafting import DraftNotAsSeen
from negostrategy.strategy.service.publication import publish_strategy

pages = Blueprint("strategy", __name__)


@pages.get("/strategy", endpoint="show")
@permit(Grant.STRATEGY_READ)
def show_strategy(actor: Actor) -> Response:
    """Return the version in force, to be read."""
    in_force = strategy_in_force(today_here())
    versions = strategy_versions()
    if in_force is None:
        return show(
            "strategy/none.html",
            draft=_draft_among(versions),
            had=next((row for row in versions if not row.is_draft), None),
            may_write=actor.may(Grant.STRATEGY_WRITE),
        )
    return _read(actor, _found(in_force))


@pages.get("/strategy/versions")
@permit(Grant.STRATEGY_READ)
def versions(actor: Actor) -> Response:
    """Return all versions this person may see."""
    may_write = actor.may(Grant.STRATEGY_WRITE)
    rows = [row for row in strategy_versions() if may_write or row.state == "published"]
    in_force = strategy_in_force(today_here())
    day = _asked_day(request.args.get("on", ""))
    held = strategy_in_force(day) if day else None
    return show(
        "strategy/versions.html",
        rows=rows,
        in_force=in_force,
        may_write=may_write,
        today=today_here(),
        asked_day=day,
        held=next((row for row in rows if row.id == held), None),
    )


@pages.get("/strategy/versions/<uuid:version_id>")
@permit(Grant.STRATEGY_READ)
def version(actor: Actor, version_id: UUID) -> Response:
    """Return any published version, to be read."""
    return _read(actor, _visible(actor, version_id))


@pages.post("/strategy/versions/<uuid:version_id>/acknowledgement")
@permit(Grant.STRATEGY_READ)
def confirm(actor: Actor, version_id: UUID) -> Response:
    """Keep that this person has read a version."""
    acknowledge(actor, version_id)
    return see(".version", saying="Kept: you have read this version.", version_id=version_id)


@pages.post("/strategy/drafts")
@permit(Grant.STRATEGY_WRITE)
def begin(actor: Actor) -> Response:
    """Start a draft and open it: a copy of what holds last, or of the version that is sent."""
    return see(".edit", version_id=start_draft(actor, sent_id("from")))


@pages.get("/strategy/drafts/<uuid:version_id>")
@permit(Grant.STRATEGY_WRITE)
def edit(_actor: Actor, version_id: UUID) -> Response:
    """Return the page on which a draft is written."""
    return draft_form(_found(version_id))


@pages.get("/strategy/owners")
@permit(Grant.STRATEGY_WRITE)
def find_owners(_actor: Actor) -> Response:
    """Return who may be chosen as the owner, for the field that finds them while their name is typed."""
    return jsonify([{"id": key, "name": name} for key, name in owners_found(request.args.get("look_for", ""))])


@pages.post("/strategy/drafts/<uuid:version_id>")
@permit(Grant.STRATEGY_WRITE)
def save(actor: Actor, version_id: UUID) -> Response:
    """Save a draft; a refused or outdated form comes back as it was typed."""
    found = _found(version_id)
    typed = typed_form()
    try:
        edit_draft(actor, version_id, sent_revision(), load(DocumentSchema(), typed))
    except DraftNotAsSeen:
        return outdated_form(found, typed)
    except BadInput as refusal:
        return refused_form(found, typed, refusal.errors, refusal.status)
    return see(".edit", saying="Saved.", version_id=version_id, **asked_whole(), _anchor=moved_to())


@pages.post("/strategy/drafts/<uuid:version_id>/publication")
@permit(Grant.STRATEGY_WRITE)
def publish(actor: Actor, version_id: UUID) -> Response:
    """Publish a draft from a day."""
    found = _found(version_id)
    try:
        publish_strategy(actor, version_id, load_form(PublicationSchema()).effective_on)
    except BadInput as refusal:
        return draft_form(found, refusal.status, None, dict(refusal.errors))
    return see(".version", saying="Published.", version_id=version_id)


@pages.post("/strategy/drafts/<uuid:version_id>/removal")
@permit(Grant.STRATEGY_WRITE)
def discard(actor: Actor, version_id: UUID) -> Response:
    """Throw a draft away."""
    discard_draft(actor, version_id)
    return see(".versions", saying="The draft is gone.")


def _asked_day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _found(version_id: UUID) -> Document:
    found = document(version_id)
    if found is None:
        raise NotFound
    return found


def _visible(actor: Actor, version_id: UUID) -> Document:
    found = _found(version_id)
    if found.is_draft and not actor.may(Grant.STRATEGY_WRITE):
        raise NotFound
    return found


def _read(actor: Actor, found: Document) -> Response:
    return show(
        "strategy/read.html",
        document=found,
        readers=readers_of(found.id, actor.user_id),
        confirmed=None if found.is_draft else confirmation_that_counts(found.id, actor.user_id),
        attained=attainments_of(found.objectives),
        today=today_here(),
        is_stale=found.review_on is not None and found.review_on < today_here(),
        statements=[] if found.is_draft else statements_of(found.id, actor.user_id),
        cases=[] if found.is_draft else cases_of(found.id, actor.user_id),
        is_in_force=strategy_in_force(today_here()) == found.id,
        is_asked=not found.is_draft and is_asked(version_that_counts(found.id), actor.user_id),
        draft=_draft_among(strategy_versions()),
        comments=open_comment_counts(found.id),
        may_review_late=found.approved_by_nobody_else and may_review_late(actor, found.id),
        may_write=actor.may(Grant.STRATEGY_WRITE),
    )


def _draft_among(rows: list[Any]) -> Any:
    return next((row for row in rows if row.is_draft), None)
