"""Reviews as JSON."""

from typing import Any
from uuid import UUID

from marshmallow import Schema, fields

from negostrategy.accounts.queries.stand_ins import principals_of
from negostrategy.edge.openapi import PageQuery, once, page_schema
from negostrategy.edge.organization import today_here
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.strategy.api.blueprint import api, page_of, type_of_answer
from negostrategy.strategy.queries.reviews import review, reviews_waiting_for
from negostrategy.strategy.reviewing import DecisionDraft, DecisionSchema, ReviewDraft, ReviewSchema
from negostrategy.strategy.service.reviewing import ask_review, decide, withdraw
from negostrategy.strategy.service.reviewing_late import review_late


class SeatShape(Schema):
    """One seat of a step."""

    step = fields.Integer(required=True)
    quorum = fields.Integer(required=True)
    user_id = fields.UUID(required=True)
    name = fields.String(required=True)
    decided_by = fields.String(allow_none=True, required=True)
    approves = fields.Boolean(allow_none=True, required=True)
    reason = fields.String(allow_none=True, required=True)
    decided_at = fields.AwareDateTime(allow_none=True, required=True)


class ReviewRowShape(Schema):
    """A review by the name of what is reviewed."""

    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    version_id = fields.UUID(required=True)
    title = fields.String(required=True)
    number = fields.Integer(required=True)
    revision = fields.Integer(required=True)
    note = fields.String(allow_none=True, required=True)
    asked_by = fields.String(required=True)
    asked_at = fields.AwareDateTime(required=True)
    ended_how = fields.String(allow_none=True, required=True)
    ended_at = fields.AwareDateTime(allow_none=True, required=True)


class ReviewAnswerShape(ReviewRowShape):
    """A review with its seats."""

    current_step = fields.Integer(allow_none=True, required=True)
    seats = fields.List(fields.Nested(SeatShape), required=True)


@api.get("/reviews")
@permit(Grant.APPROVAL_DECIDE)
@api.arguments(PageQuery, location="query")
@api.response(200, page_schema("Review", ReviewRowShape))
def list_reviews(actor: Actor, paging: dict[str, Any]) -> Any:
    """List the reviews that wait for you, also as a stand-in."""
    rows = sorted(reviews_waiting_for(actor.user_id, today_here()), key=lambda row: str(row.id))
    return page_of(rows, lambda row: str(row.id), paging)


@api.post("/strategy/versions/<uuid:version_id>/reviews")
@permit(Grant.STRATEGY_WRITE)
@once
@api.arguments(ReviewSchema)
@api.response(201, ReviewAnswerShape)
def ask_strategy_review(actor: Actor, draft: ReviewDraft, version_id: UUID) -> type_of_answer:
    """Ask people to approve a draft of the strategy."""
    return _answer(actor, ask_review(actor, "strategy", version_id, draft, today_here())), 201, {}


@api.post("/playbooks/versions/<uuid:version_id>/reviews")
@permit(Grant.PLAYBOOK_WRITE)
@once
@api.arguments(ReviewSchema)
@api.response(201, ReviewAnswerShape)
def ask_playbook_review(actor: Actor, draft: ReviewDraft, version_id: UUID) -> type_of_answer:
    """Ask people to approve a draft of a playbook."""
    return _answer(actor, ask_review(actor, "playbook", version_id, draft, today_here())), 201, {}


@api.post("/strategy/versions/<uuid:version_id>/late-review")
@permit(Grant.APPROVAL_DECIDE)
@once
@api.arguments(DecisionSchema)
@api.response(201, ReviewAnswerShape)
def review_strategy_late(actor: Actor, draft: DecisionDraft, version_id: UUID) -> type_of_answer:
    """Say as a second person what you think of a version that was published while nobody else had joined."""
    return _answer(actor, review_late(actor, "strategy", version_id, draft)), 201, {}


@api.post("/playbooks/versions/<uuid:version_id>/late-review")
@permit(Grant.APPROVAL_DECIDE)
@once
@api.arguments(DecisionSchema)
@api.response(201, ReviewAnswerShape)
def review_playbook_late(actor: Actor, draft: DecisionDraft, version_id: UUID) -> type_of_answer:
    """Say the same of a version of a playbook."""
    return _answer(actor, review_late(actor, "playbook", version_id, draft)), 201, {}


@api.get("/reviews/<uuid:review_id>")
@permit(Grant.APPROVAL_DECIDE)
@api.response(200, ReviewAnswerShape)
def show_review(actor: Actor, review_id: UUID) -> dict[str, Any]:
    """Return a review, for those who write and those who are asked."""
    return _answer(actor, review_id)


@api.post("/reviews/<uuid:review_id>/decision")
@permit(Grant.APPROVAL_DECIDE)
@once
@api.arguments(DecisionSchema)
@api.response(200, ReviewAnswerShape)
def decide_review(actor: Actor, draft: DecisionDraft, review_id: UUID) -> dict[str, Any]:
    """Say yes or no to the revision you have read."""
    _answer(actor, review_id)
    decide(actor, review_id, draft, today_here())
    return _answer(actor, review_id)


@api.post("/reviews/<uuid:review_id>/withdrawal")
@permit(Grant.PLAYBOOK_WRITE)
@once
@api.response(200, ReviewAnswerShape)
def withdraw_review(actor: Actor, review_id: UUID) -> dict[str, Any]:
    """Take a review back."""
    withdraw(actor, review_id)
    return _answer(actor, review_id)


def _answer(actor: Actor, review_id: UUID) -> dict[str, Any]:
    shape = review(review_id)
    acting = {actor.user_id, *principals_of(actor.user_id, today_here())}
    seats = [seat for those in shape.steps.values() for seat in those] if shape else []
    if shape is None or not (actor.may(Grant.PLAYBOOK_WRITE) or acting & {seat.user_id for seat in seats}):
        raise NotFound
    return vars(shape.row) | {"seats": seats, "current_step": None if shape.row.ended_how else shape.current}
