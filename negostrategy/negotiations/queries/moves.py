"""Single moves of a record."""

from uuid import UUID

from sqlalchemy import select

from negostrategy.kernel.db import session
from negostrategy.negotiations.models import Move


def move_id_at(negotiation_id: UUID, place: int) -> UUID | None:
    """Return the id of the move at a place of a record, or None. Whether it may be read is for the caller to ask."""
    return session.scalar(select(Move.id).where(Move.negotiation_id == negotiation_id).where(Move.place == place))
