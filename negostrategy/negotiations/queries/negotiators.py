"""Who negotiates a record: they cannot say yes to themselves, nor to each other."""

from uuid import UUID

from sqlalchemy import select, union_all

from negostrategy.kernel.db import session
from negostrategy.negotiations.models import Negotiation, NegotiationPerson


def negotiators_of(negotiation_id: UUID) -> frozenset[UUID]:
    """Return the owner of a record and its parties."""
    owner = select(Negotiation.owner_id).where(Negotiation.id == negotiation_id)
    parties = (
        select(NegotiationPerson.user_id)
        .where(NegotiationPerson.negotiation_id == negotiation_id)
        .where(NegotiationPerson.part == "party")
    )
    return frozenset(session.execute(union_all(owner, parties)).scalars())
