"""Which conditions somebody said are met when a record was agreed."""

from uuid import UUID

from sqlalchemy import select

from negostrategy.compliance.models import ApprovalRequest, ConditionTick
from negostrategy.kernel.db import session


def ticked_on(negotiation_id: UUID) -> frozenset[UUID]:
    """Return the approvals on a record whose condition somebody said is met, as they agreed."""
    statement = (
        select(ConditionTick.request_id)
        .join(ApprovalRequest, ApprovalRequest.id == ConditionTick.request_id)
        .where(ApprovalRequest.negotiation_id == negotiation_id)
    )
    return frozenset(session.scalars(statement))
