"""A second person's word on what was published while nobody else had joined."""

from uuid import UUID

from flask import Blueprint, Response, request

from negostrategy.edge.answers import see
from negostrategy.edge.payloads import load
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.grants import Grant
from negostrategy.strategy.reviewing import DecisionSchema
from negostrategy.strategy.service.reviewing_late import review_late

pages = Blueprint("late_review", __name__)


@pages.post("/strategy/versions/<uuid:version_id>/late-review", endpoint="strategy", defaults={"kind": "strategy"})
@pages.post("/playbooks/versions/<uuid:version_id>/late-review", endpoint="playbook", defaults={"kind": "playbook"})
@permit(Grant.APPROVAL_DECIDE)
def say(actor: Actor, kind: str, version_id: UUID) -> Response:
    """Say yes or no, and show the review that it makes."""
    sent = {name: request.form.get(name, "").strip() or None for name in ("revision", "approves", "reason")}
    review_id = review_late(actor, kind, version_id, load(DecisionSchema(), sent))
    return see("reviews.show", saying="Kept. Whoever published it has been told.", review_id=review_id)
