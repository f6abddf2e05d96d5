"""Who decides for whom on a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, select

from negostrategy.accounts.models import StandIn
from negostrategy.accounts.queries.names import person_name
from negostrategy.kernel.db import session


def deputies_of(user_ids: Collection[UUID], on: date) -> dict[UUID, UUID]:
    """Return who stands in for those of these people who are away on a day: {person: deputy}."""
    rows = session.execute(_in_force(on).where(StandIn.user_id.in_(user_ids)))
    return {row.user_id: row.deputy_id for row in rows}


def principals_of(deputy_id: UUID, on: date) -> frozenset[UUID]:
    """Return the people for whom somebody stands in on a day."""
    rows = session.execute(_in_force(on).where(StandIn.deputy_id == deputy_id))
    return frozenset(row.user_id for row in rows)


@dataclass(frozen=True)
class StandInRow:
    """One stand-in of somebody, present or to come."""

    id: UUID
    deputy: str
    from_on: date
    until_on: date
    reason: str | None


def stand_ins_of(user_id: UUID, on: date) -> list[StandInRow]:
    """Return who stands in for somebody, from a day on, in the order of the days."""
    statement = (
        select(StandIn.id, person_name(StandIn.deputy_id), StandIn.from_on, StandIn.until_on, StandIn.reason)
        .where(StandIn.user_id == user_id)
        .where(StandIn.until_on >= on)
        .where(StandIn.ended_at.is_(None))
        .order_by(StandIn.from_on)
    )
    return [StandInRow(*row) for row in session.execute(statement)]


def _in_force(on: date) -> Select[UUID, UUID]:
    return (
        select(StandIn.user_id, StandIn.deputy_id)
        .where(StandIn.from_on <= on)
        .where(StandIn.until_on >= on)
        .where(StandIn.ended_at.is_(None))
        .order_by(StandIn.set_at, StandIn.id)
    )
