"""Counting anew what depends on where the organization is at home: it may have moved."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from negostrategy.accounts.events import OrganizationMoved
from negostrategy.facts.service import refresh
from negostrategy.jobs.queue import job, later, queue
from negostrategy.kernel.db import session
from negostrategy.negotiations.models import Negotiation

AT_ONCE = 500


def recount_days(event: OrganizationMoved) -> None:
    """Return when every record that was written down on another day by the new clocks waits to be counted anew.

    In the background, some at a time: a company that moves may have a hundred thousand records.
    """
    moved = session.scalars(
        select(Negotiation.id).where(_day(event.from_zone) != _day(event.to_zone)).order_by(Negotiation.id)
    ).all()
    for first in range(0, len(moved), AT_ONCE):
        later(recount, negotiation_ids=[str(one) for one in moved[first : first + AT_ONCE]])


@queue.task(name="facts.recount")
@job
def recount(negotiation_ids: list[str]) -> None:
    """Refresh the facts of these records, and what the rules say of them."""
    refresh([UUID(one) for one in negotiation_ids])


def _day(zone: str) -> ColumnElement[date]:
    return func.date(func.timezone(zone, Negotiation.recorded_at))
