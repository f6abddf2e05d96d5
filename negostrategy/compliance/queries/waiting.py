"""How much waits for somebody, for the entries of the side bar."""

from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, Uuid, bindparam, func, select

from negostrategy.accounts.queries.stand_ins import acts_for
from negostrategy.compliance.models import ApprovalRequest, ApprovalSeat
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.grants import Grant
from negostrategy.notices.queries import unread_of
from negostrategy.strategy.queries.reviews import open_seats_of, reviews_waiting_for

INBOX, APPROVALS = "inbox.list_page", "approvals.list_page"


def waiting_counts(actor: Actor, on: date) -> dict[str, int]:
    """Return how many things wait for this person: {endpoint of the entry: count}, nothing where none does."""
    unread, requests, seats = session.execute(_counts(), {"user_id": actor.user_id, "on": on}).one()
    reviews = len(reviews_waiting_for(actor.user_id, on)) if seats else 0
    found = {INBOX: unread, APPROVALS: requests + reviews if actor.may(Grant.APPROVAL_DECIDE) else 0}
    return {endpoint: count for endpoint, count in found.items() if count}


# It is asked on every page: one statement for nearly everybody, a second one for whoever has a seat in a review.
@cache
def _counts() -> Select[Any]:
    user_id, on = bindparam("user_id", type_=Uuid()), bindparam("on", type_=Date())
    questions = (unread_of(user_id), _requests(user_id, on), open_seats_of(user_id, on))
    return select(*(one.scalar_subquery() for one in questions))


def _requests(user_id: ColumnElement[UUID], on: ColumnElement[date]) -> Select[int]:
    seated = select(ApprovalSeat.request_id).where(acts_for(ApprovalSeat.user_id, user_id, on))
    return (
        select(func.count(ApprovalRequest.id))
        .where(ApprovalRequest.id.in_(seated))
        .where(ApprovalRequest.state == "open")
        .where(ApprovalRequest.asked_by_id != user_id)
    )
