"""What was said of a negotiation once it was over, and how soon (M32)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from negostrategy.accounts.queries.names import person_name
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Outcome
from negostrategy.kernel.db import session
from negostrategy.kernel.working_time import WorkingDays
from negostrategy.negotiations.models import Debrief, Negotiation
from negostrategy.negotiations.policy import readable_by
from negostrategy.negotiations.queries.rows import NegotiationRow, rows_of
from negostrategy.tenancy.queries import day_at, today_in_force, working_days_in_force

EDITABLE = timedelta(days=14)
WORKING_DAYS = 5
MONDAY_TO_FRIDAY = WorkingDays()


@dataclass(frozen=True)
class DebriefRow:
    """One person's look back."""

    id: UUID
    negotiation_id: UUID
    written_by_id: UUID
    written_by: str
    worked: str
    surprised: str
    otherwise: str
    questions_asked: int | None
    arguments_used: int | None
    written_at: datetime
    changed_at: datetime

    def may_be_edited_by(self, actor: Actor) -> bool:
        """Return whether this person wrote it, and not too long ago."""
        return self.written_by_id == actor.user_id and clock.now() - self.written_at < EDITABLE


def debriefs_of(negotiation_id: UUID) -> list[DebriefRow]:
    """Return what was said of a record, in the order it was written; whether it may be read, the caller asks."""
    rows = session.execute(
        _rows().where(Debrief.negotiation_id == negotiation_id).order_by(Debrief.written_at, Debrief.id)
    )
    return [DebriefRow(*row) for row in rows]


def readable_debrief(actor: Actor, debrief_id: UUID) -> DebriefRow | None:
    """Return one look back on a record that this person may read, or None."""
    row = session.execute(
        _rows()
        .join(Negotiation, Negotiation.id == Debrief.negotiation_id)
        .where(Debrief.id == debrief_id)
        .where(readable_by(actor))
    ).one_or_none()
    return DebriefRow(*row) if row else None


def debriefed_in_time(since: date) -> tuple[int, int]:
    """Return M32: how many records closed since a day were looked back on within five working days, and of how many.

    Who could still be in time does not count yet. Source: the metric catalogue.
    """
    first = func.min(day_at(Debrief.written_at)).label("first_on")
    rows = session.execute(
        select(Negotiation.closed_on, first)
        .outerjoin(Debrief, Debrief.negotiation_id == Negotiation.id)
        .where(Negotiation.outcome != Outcome.OPEN)
        .where(Negotiation.closed_on >= since)
        .group_by(Negotiation.organization_id, Negotiation.id, Negotiation.closed_on)
    ).all()
    today = today_in_force()
    worked = working_days_in_force()
    last = {day: last_day_for(day, worked) for day in {row.closed_on for row in rows}}
    in_time = sum(row.first_on is not None and row.first_on <= last[row.closed_on] for row in rows)
    over = sum(row.first_on is not None or last[row.closed_on] < today for row in rows)
    return in_time, over


def people_closing_since(since: date) -> int:
    """Return how many people own the records closed since a day."""
    statement = (
        select(func.count(func.distinct(Negotiation.owner_id)))
        .where(Negotiation.outcome != Outcome.OPEN)
        .where(Negotiation.closed_on >= since)
    )
    return session.scalar(statement) or 0


def last_day_for(closed_on: date, days: WorkingDays = MONDAY_TO_FRIDAY) -> date:
    """Return the fifth working day after a day. days: those on which the organization works."""
    return days.after(closed_on, WORKING_DAYS)


def not_looked_back_on(actor: Actor, since: date, limit: int = 2) -> list[NegotiationRow]:
    """Return own records that ended since a day and on which this person has not looked back, newest first."""
    written = select(Debrief.negotiation_id).where(Debrief.written_by_id == actor.user_id)
    return rows_of(
        select(Negotiation)
        .where(Negotiation.owner_id == actor.user_id)
        .where(Negotiation.outcome != Outcome.OPEN)
        .where(Negotiation.closed_on >= since)
        .where(Negotiation.id.not_in(written))
        .order_by(Negotiation.closed_on.desc(), Negotiation.id.desc())
        .limit(limit)
    )


def _rows() -> Select[*tuple[Any, ...]]:
    names: Collection[str] = DebriefRow.__dataclass_fields__
    return select(
        *(person_name(Debrief.written_by_id) if name == "written_by" else getattr(Debrief, name) for name in names)
    )
