"""Who negotiates a record: they cannot say yes to themselves, nor to each other."""

from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import CompoundSelect, Uuid, bindparam, select, union_all

from negostrategy.kernel.db import session
from negostrategy.negotiations.models import Negotiation, NegotiationPerson


def negotiators_of(negotiation_id: UUID) -> frozenset[UUID]:
    """Return the owner of a record and its parties."""
    return frozenset(session.execute(_negotiators(), {"negotiation_id": negotiation_id}).scalars())


@cache
def _negotiators() -> CompoundSelect[Any]:
    wanted = bindparam("negotiation_id", type_=Uuid())
    owner = select(Negotiation.owner_id).where(Negotiation.id == wanted)
    parties = (
        select(NegotiationPerson.user_id)
        .where(NegotiationPerson.negotiation_id == wanted)
        .where(NegotiationPerson.part == "party")
    )
    return union_all(owner, parties)
