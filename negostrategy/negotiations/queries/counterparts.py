"""Counterparts: whom we negotiate with, and how often, as far as the reader may see."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from negostrategy.edge.paging import DEFAULT_LIMIT, Page, open_cursor, seal_cursor
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.names import name_key
from negostrategy.negotiations.models import Counterpart, Negotiation
from negostrategy.negotiations.policy import readable_by


@dataclass(frozen=True)
class CounterpartRow:
    """One counterpart; count and last_on are of the negotiations that the reader may see."""

    id: UUID
    name: str
    segment: str | None
    count: int
    last_on: date | None


def counterparts(
    actor: Actor, words: str = "", cursor: str | None = None, limit: int = DEFAULT_LIMIT
) -> Page[CounterpartRow]:
    """Return a page of counterparts by name.

    Errors: BadCursor.
    """
    first = select(Counterpart.id, Counterpart.name, Counterpart.segment, Counterpart.name_key).order_by(
        Counterpart.name_key
    )
    if words:
        first = first.where(Counterpart.name_key.contains(name_key(words), autoescape=True))
    if cursor:
        first = first.where(Counterpart.name_key > open_cursor(cursor, parts=1)[0])
    page = first.limit(limit + 1).subquery()
    seen = (
        select(
            Negotiation.counterpart_id,
            func.count(Negotiation.id).label("count"),
            func.max(Negotiation.held_on).label("last_on"),
        )
        .where(Negotiation.counterpart_id.in_(select(page.c.id)))
        .where(readable_by(actor))
        .group_by(Negotiation.counterpart_id)
        .subquery()
    )
    rows = session.execute(
        select(page.c.id, page.c.name, page.c.segment, func.coalesce(seen.c.count, 0), seen.c.last_on, page.c.name_key)
        .outerjoin(seen, seen.c.counterpart_id == page.c.id)
        .order_by(page.c.name_key)
    ).all()
    found = [CounterpartRow(*row[:-1]) for row in rows[:limit]]
    return Page(found, seal_cursor(rows[limit - 1].name_key) if len(rows) > limit else None)


def counterpart(counterpart_id: UUID) -> Counterpart | None:
    """Return one counterpart, or None."""
    return session.scalars(select(Counterpart).where(Counterpart.id == counterpart_id)).one_or_none()


def counterpart_names(limit: int = 300) -> list[str]:
    """Return names to be offered while typing."""
    return list(session.scalars(select(Counterpart.name).order_by(Counterpart.name_key).limit(limit)))
