"""Deciding on requests: by whoever was asked, or stands in for them; once, with a reason, never on one's own."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from negostrategy.accounts.queries.chain import present_on
from negostrategy.accounts.queries.stand_ins import principals_of
from negostrategy.accounts.service.telling import tell_people
from negostrategy.audit import service as trail
from negostrategy.compliance.models import ApprovalRequest, ApprovalSeat
from negostrategy.compliance.queries.entitled import is_still_entitled, next_to_ask
from negostrategy.compliance.requesting import RulingDraft
from negostrategy.compliance.service.requesting import ASKED, DecidedAlready, add_seats, locked
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, NotAllowed, NotFound
from negostrategy.negotiations.queries.negotiators import negotiators_of
from negostrategy.notices import service as inbox
from negostrategy.notices.service import News
from negostrategy.tenancy.queries import today_in_force


class NotOnesOwn(NotAllowed):
    """Nobody decides on what they ask for, or negotiate themselves. Somebody else who was asked can."""

    code = "not_ones_own"


class NoLongerEntitled(NotAllowed):
    """The authority for which you were asked has ended. Leaders can say yes, or grant it again."""

    code = "no_longer_entitled"


def decide_request(actor: Actor, request_id: UUID, draft: RulingDraft, on: date) -> None:
    """Say yes, perhaps with conditions, or no, with a reason. Whether it came too late the database says.

    Errors: NotFound for whoever was not asked; NotOnesOwn; DecidedAlready; NoLongerEntitled for a yes; BadInput for a
    no without a reason.
    """
    request = locked(request_id)
    seat_id = _seat_of(actor, request_id, on)
    if seat_id is None:
        raise NotFound
    if request.asked_by_id == actor.user_id or actor.user_id in negotiators_of(request.negotiation_id):
        raise NotOnesOwn
    if request.state != "open":
        raise DecidedAlready
    if not draft.approves and not (draft.reason or "").strip():
        raise BadInput({"/reason": ["Say why not; whoever asked can then look for another way."]})
    if draft.approves and not is_still_entitled(seat_id, request, on):
        raise NoLongerEntitled
    request.state = "approved" if draft.approves else "refused"
    request.decided_by_id, request.decided_at = actor.user_id, clock.now()
    request.decided_for_id = seat_id if seat_id != actor.user_id else None
    request.reason, request.conditions = draft.reason, draft.conditions if draft.approves else None
    inbox.settle(ASKED, request_id)
    trail.record(actor, "approval.decided", "approval_request", request_id, approves=draft.approves)
    session.flush()
    said = (
        "Your request is approved." if draft.approves else "Your request was answered with a no; the reason is there."
    )
    tell_people(
        [request.asked_by_id], News("approval.decided", request_id, said, f"/approvals/{request_id}"), by_mail=True
    )


def escalate_overdue() -> int:
    """Return how many requests were overdue and are now asked of everybody above who may say yes, each once."""
    overdue = session.scalars(
        select(ApprovalRequest)
        .where(ApprovalRequest.state == "open")
        .where(ApprovalRequest.due_at < clock.now())
        .where(ApprovalRequest.escalated_at.is_(None))
        .order_by(ApprovalRequest.due_at)
        .limit(500)
        .with_for_update(skip_locked=True)
    ).all()
    for request in overdue:
        without = negotiators_of(request.negotiation_id) | {request.asked_by_id}
        deciders = [one for one in next_to_ask(request) if one.user_id not in without]
        present = present_on(deciders, today_in_force(), without)
        request.escalated_at = clock.now()
        session.flush()
        add_seats(request.id, {one.acts_for_id or one.user_id: one.user_id for one in present})
        trail.record(None, "approval.escalated", "approval_request", request.id)
    return len(overdue)


def _seat_of(actor: Actor, request_id: UUID, on: date) -> UUID | None:
    people = {actor.user_id, *principals_of(actor.user_id, on)}
    asked = session.scalars(
        select(ApprovalSeat.user_id)
        .where(ApprovalSeat.request_id == request_id)
        .where(ApprovalSeat.user_id.in_(people))
    ).all()
    return actor.user_id if actor.user_id in asked else next(iter(asked), None)
