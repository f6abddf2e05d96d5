"""Keeping that the condition of a yes is met, as whoever agrees says: on the record for ever, and on the trail."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select

from negostrategy.audit import service as trail
from negostrategy.compliance.models import ApprovalRequest, ConditionTick
from negostrategy.facts.service import refresh
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.ids import new_id


def keep_ticks(actor: Actor, negotiation_id: UUID, conditions_met: Mapping[UUID, str]) -> None:
    """Return when what somebody says of the conditions on a record is kept; what is of no approval here is left out."""
    if not conditions_met:
        return
    here = session.scalars(
        select(ApprovalRequest.id)
        .where(ApprovalRequest.negotiation_id == negotiation_id)
        .where(ApprovalRequest.id.in_(conditions_met))
        .where(ApprovalRequest.state == "approved")
        .where(ApprovalRequest.conditions.is_not(None))
        .order_by(ApprovalRequest.id)
    ).all()
    for request_id in here:
        note, now = conditions_met[request_id], clock.now()
        session.add(ConditionTick(id=new_id(), request_id=request_id, said_by_id=actor.user_id, note=note, said_at=now))
        trail.record(actor, "condition.met", "approval_request", request_id, note=note)
    session.flush()
    # Who approved it is a fact, and counts only once the condition is met.
    refresh([negotiation_id])
