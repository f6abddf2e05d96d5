"""Asking for a review, and the page of one: what is reviewed, who has said what, and what waits for you."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request, url_for

from negostrategy.accounts.queries.people import administrators, is_alone
from negostrategy.accounts.queries.stand_ins import principals_of
from negostrategy.edge.answers import REFUSALS, said_by, see, show
from negostrategy.edge.organization import today_here
from negostrategy.edge.payloads import load, sent_revision
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.strategy.pages.comparing import comparison
from negostrategy.strategy.queries.comments import open_comment_counts
from negostrategy.strategy.queries.document import document
from negostrategy.strategy.queries.playbooks import playbook_text
from negostrategy.strategy.queries.reviews import ReviewShape, last_steps, people_who_decide, review
from negostrategy.strategy.reviewing import DecisionSchema, ReviewSchema
from negostrategy.strategy.service.reviewing import ask_review, decide, withdraw

pages = Blueprint("reviews", __name__)
STEPS = 3
NOBODY: dict[str, Any] = {"user_ids": [], "quorum": 1}
FIELDS = {"user_ids": "people", "quorum": "quorum"}
_OF_A_STEP = re.compile(r"^/steps(?:/(\d+))?(?:/(\w+).*)?$")


@pages.get("/strategy/drafts/<uuid:version_id>/review", endpoint="ask_strategy", defaults={"kind": "strategy"})
@pages.get("/playbooks/versions/<uuid:version_id>/review", endpoint="ask_playbook", defaults={"kind": "playbook"})
@permit(Grant.PLAYBOOK_WRITE)
def ask_page(actor: Actor, kind: str, version_id: UUID) -> Response:
    """Return the form that asks for a review, filled with the steps of the last one."""
    return _ask(actor, kind, version_id)


@pages.post("/strategy/drafts/<uuid:version_id>/review", endpoint="send_strategy", defaults={"kind": "strategy"})
@pages.post("/playbooks/versions/<uuid:version_id>/review", endpoint="send_playbook", defaults={"kind": "playbook"})
@permit(Grant.PLAYBOOK_WRITE)
def ask(actor: Actor, kind: str, version_id: UUID) -> Response:
    """Ask for a review; a form that is refused or wants another step comes back as it was filled in."""
    steps = _sent_steps()
    if request.form.get("then") == "step":
        return _ask(actor, kind, version_id, steps=[*steps, NOBODY])
    sent = {
        "revision": sent_revision(),
        "steps": [step for step in steps if step["user_ids"]],
        "note": request.form.get("note", "").strip() or None,
    }
    try:
        review_id = ask_review(actor, kind, version_id, load(ReviewSchema(), sent), today_here())
    except REFUSALS as refusal:
        errors = _by_field(said_by(refusal, "/steps"))
        return _ask(actor, kind, version_id, refusal.status, steps, errors)
    return see(".show", saying="Asked. Whoever decides first has been told.", review_id=review_id)


@pages.get("/reviews/<uuid:review_id>", endpoint="show")
@permit(Grant.APPROVAL_DECIDE)
def show_review(actor: Actor, review_id: UUID) -> Response:
    """Return a review for those who write, and for those who are asked."""
    return _show(actor, _readable(actor, review_id))


@pages.post("/reviews/<uuid:review_id>/decision")
@permit(Grant.APPROVAL_DECIDE)
def say(actor: Actor, review_id: UUID) -> Response:
    """Say yes or no."""
    _readable(actor, review_id)
    sent = {
        "revision": sent_revision(),
        "approves": request.form.get("approves"),
        "reason": request.form.get("reason", "").strip() or None,
    }
    try:
        decide(actor, review_id, load(DecisionSchema(), sent), today_here())
    except REFUSALS as refusal:
        # Asked again: others may have decided or withdrawn meanwhile, and that is what the page has to show.
        return _show(actor, _readable(actor, review_id), refusal.status, said_by(refusal, "/reason"))
    return see(".show", saying="Kept. Whoever asked has been told.", review_id=review_id)


@pages.post("/reviews/<uuid:review_id>/withdrawal")
@permit(Grant.PLAYBOOK_WRITE)
def take_back(actor: Actor, review_id: UUID) -> Response:
    """Take a review back, so that the draft can be written again."""
    withdraw(actor, review_id)
    return see(".show", saying="Withdrawn. The draft can be written again.", review_id=review_id)


def _readable(actor: Actor, review_id: UUID) -> ReviewShape:
    shape = review(review_id)
    people = {seat.user_id for seats in shape.steps.values() for seat in seats} if shape else set()
    if shape is None or not (actor.may(Grant.PLAYBOOK_WRITE) or _acting_for(actor) & people):
        raise NotFound
    return shape


def _publishing(kind: str, version_id: UUID) -> str:
    if kind == "strategy":
        return url_for("strategy.edit", version_id=version_id, _anchor="publish")
    return url_for("publishing.check", version_id=version_id)


def _sent_steps() -> list[dict[str, Any]]:
    """Return the steps that stood on the form, those without anybody included."""
    return [
        {"user_ids": request.form.getlist(f"people-{place}"), "quorum": request.form.get(f"quorum-{place}") or 1}
        for place in range(STEPS)
        if f"people-{place}" in request.form or f"quorum-{place}" in request.form
    ]


def _by_field(errors: Mapping[str, list[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for pointer, said in errors.items():
        place = _OF_A_STEP.match(pointer)
        name = f"/{FIELDS.get(place[2], 'people')}-{place[1] or 0}" if place else pointer
        found.setdefault(name, []).extend(said)
    return found


def _acting_for(actor: Actor) -> frozenset[UUID]:
    return frozenset({actor.user_id, *principals_of(actor.user_id, today_here())})


def _show(
    actor: Actor, shape: ReviewShape, status: int = 200, errors: Mapping[str, list[str]] | None = None
) -> Response:
    is_strategy = shape.row.kind == "strategy"
    return show(
        "reviews/review.html",
        status,
        review=shape,
        document=document(shape.row.version_id) if is_strategy else None,
        playbook=None if is_strategy else playbook_text(shape.row.version_id),
        found=comparison(actor, shape.row.version_id),
        comments=open_comment_counts(shape.row.version_id),
        mine=shape.waits_for(actor.user_id, principals_of(actor.user_id, today_here())),
        may_withdraw=shape.row.ended_how is None and actor.user_id in {shape.row.asked_by_id, *shape.row.writer_ids},
        may_write=actor.may(Grant.PLAYBOOK_WRITE),
        typed=request.form,
        errors=errors or {},
    )


def _ask(
    actor: Actor,
    kind: str,
    version_id: UUID,
    status: int = 200,
    steps: list[dict[str, Any]] | None = None,
    errors: Mapping[str, list[str]] | None = None,
) -> Response:
    version = document(version_id) if kind == "strategy" else playbook_text(version_id)
    if version is None or not version.is_draft:
        raise NotFound
    usual = [{"user_ids": [str(one) for one in people], "quorum": quorum} for people, quorum in last_steps(kind)]
    return show(
        "reviews/ask.html",
        status,
        kind=kind,
        version=version,
        name=getattr(version, "title", None) or getattr(version, "name", ""),
        is_alone=is_alone(),
        administrators=administrators(),
        publishing=_publishing(kind, version_id),
        people=[(str(one.id), one.name + (" (you)" if one.id == actor.user_id else "")) for one in people_who_decide()],
        # Everybody stands in every step: a step that nobody wants would double the page.
        steps=(steps or usual or [NOBODY])[:STEPS],
        most=STEPS,
        note=request.form.get("note", ""),
        errors=errors or {},
    )
