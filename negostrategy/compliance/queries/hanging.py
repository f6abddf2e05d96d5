"""What hangs on somebody's role, said before it is taken. No record is named: whoever runs the accounts reads none."""

from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from negostrategy.accounts.queries.stand_ins import stand_ins_about
from negostrategy.compliance.models import ApprovalRequest, ApprovalSeat
from negostrategy.edge.display import plural
from negostrategy.kernel.business import AuthorityBasis
from negostrategy.kernel.db import session
from negostrategy.strategy.queries.authority import matrix_on
from negostrategy.strategy.queries.sealed import held_alone_by

MEASURES = {
    AuthorityBasis.VALUE: "by value",
    AuthorityBasis.VARIABLE: "on one variable",
    AuthorityBasis.POINTS: "by points",
    AuthorityBasis.EXCEPTION: "for exceptions",
}


def hanging_on(user_id: UUID, on: date) -> list[str]:
    """Return what hangs on somebody on a day, a sentence each: requests, stand-ins, lines of authority, seals."""
    waiting = _count_waiting(user_id)
    said = [f"{plural(waiting, 'open request')} for approval {'waits' if waiting == 1 else 'wait'} for them."]
    said = said if waiting else []
    for row in stand_ins_about(user_id, on):
        days = f"from {row.from_on:%Y-%m-%d} to {row.until_on:%Y-%m-%d}"
        said.append(f"{row.deputy} stands in for {row.person} {days}.")
    for line in matrix_on(on):
        if line.user_id == user_id:
            until = f" until {line.until_on:%Y-%m-%d}" if line.until_on else ""
            said.append(f"A line of authority {MEASURES[AuthorityBasis(line.basis)]} names them{until}.")
    for name in held_alone_by(user_id):
        said.append(f"They alone hold the seals of {name}. If they may not write any more, a leader may take over.")
    return said


def _count_waiting(user_id: UUID) -> int:
    statement = (
        select(func.count(ApprovalRequest.id))
        .join(ApprovalSeat, ApprovalSeat.request_id == ApprovalRequest.id)
        .where(ApprovalSeat.user_id == user_id)
        .where(ApprovalRequest.state == "open")
    )
    return session.scalar(statement) or 0
