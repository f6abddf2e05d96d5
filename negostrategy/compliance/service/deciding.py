"""Deciding on requests: by whoever was asked, or stands in for them; once, with a reason, never on one's own."""

from collections.abc import Sequence
from datetime import date
from textwrap import shorten
from typing import Any
from uuid import UUID

from sqlalchemy import select

from negostrategy.accounts.queries.offices import office_of
from negostrategy.accounts.service.telling import tell_people
from negostrategy.audit import service as trail
from negostrategy.compliance.approving import Matter, office_to_ask
from negostrategy.compliance.conditions import limits_in
from negostrategy.compliance.models import ApprovalRequest
from negostrategy.compliance.queries.entitled import Seat, matter_of, seat_to_use, seats_for
from negostrategy.compliance.requesting import RulingDraft
from negostrategy.compliance.service.requesting import ASKED, DecidedAlready, add_seats, locked, people_behind
from negostrategy.facts.service import refresh
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, NotAllowed, NotFound
from negostrategy.negotiations.queries.record import terms_on
from negostrategy.notices import service as inbox
from negostrategy.notices.service import News
from negostrategy.tenancy.queries import today_in_force

LONGEST_SAID = 200


class NotOnesOwn(NotAllowed):
    """Nobody decides on what they ask for, or negotiate themselves. Somebody else who was asked can."""

    code = "not_ones_own"


class NoLongerEntitled(NotAllowed):
    """Your authority for this has ended, or does not reach what it is worth now. Leaders can say yes, or grant it."""

    code = "no_longer_entitled"


class NegotiatesThemselves(NotAllowed):
    """Whoever you stand in for negotiates this themselves. Somebody else who was asked can decide."""

    code = "negotiates_themselves"


def decide_request(actor: Actor, request_id: UUID, draft: RulingDraft, on: date) -> None:
    """Say yes, perhaps with conditions, or no, with a reason. Whether it came too late the database says.

    Errors: NotFound for whoever was not asked; NotOnesOwn; DecidedAlready; NoLongerEntitled for a yes; BadInput for a
    no without a reason.
    """
    request = locked(request_id)
    matter = matter_of(request, on)
    seats = seats_for(actor.user_id, request_id, matter) if matter else []
    if matter is None or not seats:
        raise NotFound
    if matter.is_barred(actor.user_id):
        raise NotOnesOwn
    if request.state != "open":
        raise DecidedAlready
    if not draft.approves and not (draft.reason or "").strip():
        raise BadInput({"/reason": ["Say why not; whoever asked can then look for another way."]})
    seat = _seat_among(seats)
    if draft.approves and not seat.may_agree:
        raise NoLongerEntitled
    # All at once: once it is decided, nothing of a request changes any more.
    said = {
        "state": "approved" if draft.approves else "refused",
        "decided_by_id": actor.user_id,
        "decided_at": clock.now(),
        "decided_for_id": seat.user_id if seat.user_id != actor.user_id else None,
        "reason": draft.reason,
        **(_yes(request, seat.user_id, draft, matter) if draft.approves else {}),
    }
    for name, value in said.items():
        setattr(request, name, value)
    session.flush()
    inbox.settle(ASKED, request_id)
    trail.record(actor, "approval.decided", "approval_request", request_id, approves=draft.approves)
    session.flush()
    if draft.approves:
        refresh([request.negotiation_id])
    news = News("approval.decided", request_id, _news(request), f"/approvals/{request_id}")
    tell_people(people_behind(request), news, by_mail=True)


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
        matter = matter_of(request, today_in_force())
        request.escalated_at = clock.now()
        session.flush()
        add_seats(request.id, office_to_ask(matter) if matter else [])
        trail.record(None, "approval.escalated", "approval_request", request.id)
    return len(overdue)


def _yes(request: ApprovalRequest, seat_id: UUID, draft: RulingDraft, matter: Matter) -> dict[str, Any]:
    words = (draft.conditions or "").strip() or None
    limits = limits_in(words, terms_on(request.negotiation_id)) if words else []
    return {
        "value_reach": matter.reach_in_words(seat_id),
        "decided_as": office_of(seat_id),
        "conditions": words,
        "limits": [one.kept() for one in limits],
    }


def _news(request: ApprovalRequest) -> str:
    if request.state != "approved":
        return "Your request was answered with a no; the reason is there."
    if request.conditions is None:
        return "Your request is approved."
    return f"Your request is approved on a condition: {shorten(request.conditions, LONGEST_SAID, placeholder=' …')}"


def _seat_among(seats: Sequence[Seat]) -> Seat:
    found = seat_to_use(seats)
    if found is None:
        raise NegotiatesThemselves(
            f"{seats[0].name} negotiates this themselves. Somebody else who was asked can decide."
        )
    return found
