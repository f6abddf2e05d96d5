"""Passing a request on when somebody who was asked negotiates the record by now."""

from sqlalchemy import select

from negostrategy.compliance.approving import whom_to_ask
from negostrategy.compliance.models import ApprovalRequest, ApprovalSeat
from negostrategy.compliance.queries.approvers import MOST
from negostrategy.compliance.queries.entitled import matter_of
from negostrategy.compliance.service.requesting import add_seats
from negostrategy.kernel.db import session
from negostrategy.negotiations.events import PartiesNamed
from negostrategy.tenancy.queries import today_in_force


def pass_on_from_negotiators(event: PartiesNamed) -> None:
    """Ask the next who may say yes, where somebody who was asked about a record negotiates it from now on."""
    waiting = session.scalars(
        select(ApprovalRequest)
        .where(ApprovalRequest.negotiation_id == event.negotiation_id)
        .where(ApprovalRequest.state == "open")
        .order_by(ApprovalRequest.asked_at)
    ).all()
    for request in waiting:
        pass_on(request)


def pass_on(request: ApprovalRequest) -> None:
    """Ask the next who may say yes to an open request, where somebody who was asked may not decide on it any more."""
    matter = matter_of(request, today_in_force())
    seats = session.scalars(select(ApprovalSeat.user_id).where(ApprovalSeat.request_id == request.id)).all()
    if matter is not None and any(matter.is_barred(user_id) for user_id in seats):
        add_seats(request.id, whom_to_ask(matter, MOST))
