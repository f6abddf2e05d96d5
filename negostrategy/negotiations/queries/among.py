"""Records out of a selection that somebody else has made."""

from typing import Any

from sqlalchemy import Select, select

from negostrategy.kernel.actor import Actor
from negostrategy.negotiations.models import Negotiation
from negostrategy.negotiations.policy import readable_by
from negostrategy.negotiations.queries.rows import NegotiationRow, rows_of


def readable_among(actor: Actor, ids: Select[Any], limit: int) -> list[NegotiationRow]:
    """Return those of the selected records that this person may read, newest day first."""
    return rows_of(
        select(Negotiation)
        .where(Negotiation.id.in_(ids))
        .where(readable_by(actor))
        .order_by(Negotiation.held_on.desc(), Negotiation.id.desc())
        .limit(limit)
    )
