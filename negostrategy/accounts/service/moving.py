"""Putting somebody into another team: what they negotiated before stays with the team of its day."""

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from negostrategy.accounts.models import FormerTeam, User
from negostrategy.kernel.db import session
from negostrategy.kernel.ids import new_id
from negostrategy.tenancy.queries import today_in_force


def put_into(user: User, team_id: UUID | None) -> None:
    """Put somebody into a team from today on, and keep which one they were in until then."""
    if user.team_id == team_id:
        return
    today = today_in_force()
    # Who is moved twice on one day was in the first team until that day.
    session.execute(
        insert(FormerTeam)
        .values(id=new_id(), user_id=user.id, team_id=user.team_id, left_on=today)
        .on_conflict_do_nothing(index_elements=["organization_id", "user_id", "left_on"])
    )
    user.team_id, user.team_since = team_id, today
