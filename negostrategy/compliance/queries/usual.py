"""How long people usually take to answer a request."""

from collections.abc import Collection
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import extract, func, select

from negostrategy.compliance.models import ApprovalRequest
from negostrategy.kernel import clock
from negostrategy.kernel.db import session

LOOKED_BACK = timedelta(days=180)
FEWEST = 3


def usual_hours(user_ids: Collection[UUID]) -> dict[UUID, Decimal]:
    """Return the median hours from asking to answering in the last half year, for who answered at least three times."""
    if not user_ids:
        return {}
    hours = extract("epoch", ApprovalRequest.decided_at - ApprovalRequest.asked_at) / 3600
    rows = session.execute(
        select(ApprovalRequest.decided_by_id, func.percentile_cont(0.5).within_group(hours.asc()).label("hours"))
        .where(ApprovalRequest.decided_by_id.in_(user_ids))
        .where(ApprovalRequest.asked_at > clock.now() - LOOKED_BACK)
        .group_by(ApprovalRequest.decided_by_id)
        .having(func.count() >= FEWEST)
    )
    return {row.decided_by_id: Decimal(str(row.hours)).quantize(Decimal("0.1")) for row in rows if row.decided_by_id}
