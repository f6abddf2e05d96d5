"""Comments on the parts of a version."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, Response, request, url_for

from negostrategy.edge.answers import see, show
from negostrategy.edge.idempotency import sent_once
from negostrategy.edge.organization import today_here
from negostrategy.edge.permit import permit
from negostrategy.edge.refusing import heed_refusal
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.strategy.queries.comments import Subject, comments_on, subject_of
from negostrategy.strategy.queries.reviews import may_see_draft
from negostrategy.strategy.service.commenting import comment, settle_comment

pages = Blueprint("comments", __name__)


@pages.get("/versions/<uuid:version_id>/comments")
@permit(Grant.PROPOSAL_MAKE)
def list_page(actor: Actor, version_id: UUID) -> Response:
    """Return what was said about a version, for whoever may read it."""
    return _list(actor, _readable(actor, version_id))


@pages.post("/versions/<uuid:version_id>/comments")
@permit(Grant.PROPOSAL_MAKE)
@sent_once
def write(actor: Actor, version_id: UUID) -> Response:
    """Say something about one part."""
    subject = _readable(actor, version_id)
    # Browsers end a line with two characters, and count one of them against the limit of the field.
    body = request.form.get("body", "").replace("\r\n", "\n")
    try:
        heed_refusal()
        comment(actor, subject, request.form.get("part", ""), body)
    except BadInput as refusal:
        return _list(actor, subject, refusal.status, refusal.errors)
    return see(".list_page", saying="Said. Whoever writes on it has been told.", version_id=version_id)


@pages.post("/versions/<uuid:version_id>/comments/<uuid:comment_id>/settlement")
@permit(Grant.PLAYBOOK_WRITE)
def settle(actor: Actor, version_id: UUID, comment_id: UUID) -> Response:
    """Say that a comment is dealt with."""
    settle_comment(actor, comment_id)
    return see(".list_page", saying="Settled.", version_id=version_id)


def _readable(actor: Actor, version_id: UUID) -> Subject:
    subject = subject_of(version_id)
    if subject is None or (subject.is_draft and not may_see_draft(actor, version_id, today_here())):
        raise NotFound
    return subject


def _list(actor: Actor, subject: Subject, status: int = 200, errors: Mapping[str, list[str]] | None = None) -> Response:
    return show(
        "comments/list.html",
        status,
        subject=subject,
        comments=comments_on(subject.version_id),
        back=_strategy_page(actor, subject),
        may_settle=actor.may(Grant.PLAYBOOK_WRITE),
        part=request.values.get("part", ""),
        body=request.form.get("body", ""),
        errors=errors or {},
    )


def _strategy_page(actor: Actor, subject: Subject) -> str | None:
    # Whoever only reviews a draft reads it on the page of the review.
    if not subject.is_strategy or (subject.is_draft and not actor.may(Grant.STRATEGY_WRITE)):
        return None
    return url_for("strategy.version", version_id=subject.version_id)
