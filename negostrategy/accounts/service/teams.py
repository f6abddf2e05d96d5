"""The tree of teams: it may grow and be cut again, but it stays a tree."""

from uuid import UUID

from sqlalchemy import select

from negostrategy.accounts.models import Team
from negostrategy.accounts.schemas import TeamDraft
from negostrategy.audit import service as trail
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.ids import new_id


def add_team(actor: Actor, draft: TeamDraft) -> UUID:
    """Return the id of a new team."""
    team = Team(id=new_id(), name=draft.name, parent_id=draft.parent_id, manager_id=draft.manager_id)
    session.add(team)
    session.flush()
    trail.record(actor, "team.added", "team", team.id)
    return team.id


def change_team(actor: Actor, team_id: UUID, draft: TeamDraft) -> None:
    """Rename a team, hang it elsewhere, or give it another manager.

    Errors: NotFound; BadInput when it would hang below itself.
    """
    # Two moves at once could together close a circle that neither closes alone: moves wait for each other.
    teams = {team.id: team for team in session.scalars(select(Team).order_by(Team.id).with_for_update())}
    if team_id not in teams:
        raise NotFound
    above = draft.parent_id
    while above is not None:
        if above == team_id:
            raise BadInput({"/parent_id": ["A team cannot lie below itself. Choose one outside of it."]})
        above = teams[above].parent_id if above in teams else None
    team = teams[team_id]
    team.name, team.parent_id, team.manager_id = draft.name, draft.parent_id, draft.manager_id
    trail.record(actor, "team.changed", "team", team_id)
