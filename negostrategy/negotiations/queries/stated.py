"""What a record has said before."""

from uuid import UUID

from sqlalchemy import func, select

from negostrategy.kernel.db import session
from negostrategy.negotiations.models import Revision


def has_had_terms(negotiation_id: UUID) -> bool:
    """Return whether a record said of any term before one of its edits; a log of one sentence never did."""
    statement = (
        select(Revision.id)
        .where(Revision.negotiation_id == negotiation_id)
        .where(func.jsonb_array_length(Revision.said["terms"]) > 0)
        .limit(1)
    )
    return session.scalar(statement) is not None
