"""What the first page shows: what is open, what was last, and which words may be offered while typing."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from negostrategy.accounts.queries.names import team_name
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Outcome
from negostrategy.kernel.db import session
from negostrategy.negotiations.models import Counterpart, Negotiation
from negostrategy.negotiations.queries.rows import NegotiationRow, rows_of


@dataclass(frozen=True)
class Recent:
    """Somebody we negotiated with lately, and what about."""

    name: str
    kind: str
    title: str
    topic: str
    held_on: date
    negotiation_id: UUID


@dataclass(frozen=True)
class CounterpartRow:
    """One counterpart with how often we negotiated, as far as the reader may see."""

    id: UUID
    name: str
    segment: str | None
    count: int = 0
    last_on: date | None = None


def open_ones(actor: Actor, limit: int = 6) -> list[NegotiationRow]:
    """Return this person's own open negotiations, newest first."""
    return rows_of(
        select(Negotiation)
        .where(Negotiation.owner_id == actor.user_id)
        .where(Negotiation.outcome == Outcome.OPEN)
        .order_by(Negotiation.held_on.desc(), Negotiation.id.desc())
        .limit(limit)
    )


def waiting_for_an_answer(actor: Actor, before: date, limit: int = 4) -> list[NegotiationRow]:
    """Return own open negotiations that were held before a day: did they end?"""
    return rows_of(
        select(Negotiation)
        .where(Negotiation.owner_id == actor.user_id)
        .where(Negotiation.outcome == Outcome.OPEN)
        .where(Negotiation.held_on < before)
        .order_by(Negotiation.held_on, Negotiation.id)
        .limit(limit)
    )


def recents(actor: Actor, limit: int = 5) -> list[Recent]:
    """Return with whom this person negotiated last, each once, from their newest hundred records."""
    newest = (
        select(
            Negotiation.id,
            Negotiation.title,
            Negotiation.topic,
            Negotiation.kind,
            Negotiation.held_on,
            func.coalesce(
                select(Counterpart.name).where(Counterpart.id == Negotiation.counterpart_id).scalar_subquery(),
                team_name(Negotiation.counterpart_team_id),
            ).label("name"),
        )
        .where(Negotiation.owner_id == actor.user_id)
        .order_by(Negotiation.held_on.desc(), Negotiation.id.desc())
        .limit(100)
    )
    found: dict[str, Recent] = {}
    for row in session.execute(newest):
        if row.name is not None and row.name not in found and len(found) < limit:
            found[row.name] = Recent(row.name, row.kind, row.title, row.topic, row.held_on, row.id)
    return list(found.values())
