"""In which team somebody was on a day: a negotiation counts for that team for good."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from negostrategy.accounts.models import FormerTeam, User
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session


@dataclass(frozen=True, slots=True)
class TeamBefore:
    """A team that somebody left on a day, which is the first one they were no longer in it. None: in no team."""

    left_on: date
    team_id: UUID | None


def team_of_actor(actor: Actor, on: date) -> UUID | None:
    """Return the team that somebody who acts was in on a day; the database is asked only where they moved since."""
    if actor.team_since is None or on >= actor.team_since:
        return actor.team_id
    return team_on(actor.user_id, on)


def team_on(user_id: UUID, on: date) -> UUID | None:
    """Return the team that somebody was in on a day."""
    before = session.scalars(
        select(FormerTeam)
        .where(FormerTeam.user_id == user_id)
        .where(FormerTeam.left_on > on)
        .order_by(FormerTeam.left_on)
        .limit(1)
    ).one_or_none()
    return before.team_id if before is not None else session.scalar(select(User.team_id).where(User.id == user_id))


def teams_before() -> dict[UUID, list[TeamBefore]]:
    """Return the teams that people were in before, by person, those they left first first."""
    left: dict[UUID, list[TeamBefore]] = defaultdict(list)
    rows = session.execute(
        select(FormerTeam.user_id, FormerTeam.left_on, FormerTeam.team_id).order_by(FormerTeam.left_on)
    )
    for user_id, left_on, team_id in rows:
        left[user_id].append(TeamBefore(left_on, team_id))
    return dict(left)
