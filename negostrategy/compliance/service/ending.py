"""Ending requests that nobody needs an answer to any more: their record was closed without an agreement."""

from uuid import UUID

from sqlalchemy import select

from negostrategy.accounts.service.telling import tell_people
from negostrategy.audit import service as trail
from negostrategy.compliance.models import ApprovalRequest, ApprovalSeat
from negostrategy.compliance.service.requesting import ASKED, people_behind
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Outcome
from negostrategy.kernel.db import session
from negostrategy.negotiations.events import NegotiationClosed
from negostrategy.notices import service as inbox
from negostrategy.notices.service import News

ENDED = "approval.ended"
WORDS = {Outcome.NO_DEAL: "no deal", Outcome.PARKED: "parked", Outcome.BROKEN_OFF: "broken off"}


def end_what_is_over(event: NegotiationClosed) -> None:
    """Return when no request waits any more on a record that was closed without an agreement.

    What was agreed while somebody was asked is left to them: a late yes or no is marked as late for ever.
    """
    if event.outcome == Outcome.AGREED:
        return
    waiting = session.scalars(
        select(ApprovalRequest)
        .where(ApprovalRequest.negotiation_id == event.negotiation_id)
        .where(ApprovalRequest.state == "open")
        .order_by(ApprovalRequest.id)
        .with_for_update()
    ).all()
    for request in waiting:
        _end(event.actor, request, f"closed as {WORDS[Outcome(event.outcome)]}")


def _end(actor: Actor, request: ApprovalRequest, why: str) -> None:
    request.state, request.decided_at, request.reason = "ended", clock.now(), f"{why[:1].upper()}{why[1:]}."
    inbox.settle(ASKED, request.id)
    trail.record(actor, ENDED, "approval_request", request.id, because=why)
    session.flush()
    told = {*people_behind(request), *_asked(request.id)} - {actor.user_id}
    tell_people(told, News(ENDED, request.id, f"A request ended: its record was {why}.", f"/approvals/{request.id}"))


def _asked(request_id: UUID) -> list[UUID]:
    return list(session.scalars(select(ApprovalSeat.user_id).where(ApprovalSeat.request_id == request_id)))
