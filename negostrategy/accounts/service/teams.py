"""The tree of teams: it may grow and be cut again, but it stays a tree."""

from uuid import UUID

from sqlalchemy import select

from negostrategy.accounts.models import AccessKind, Team
from negostrategy.accounts.queries.hands import team_change_waits
from negostrategy.accounts.schemas import TeamDraft
from negostrategy.accounts.service.access_requests import ask_second_person
from negostrategy.audit import service as trail
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.names import name_key, shown_name


def add_team(actor: Actor, draft: TeamDraft) -> UUID:
    """Return the id of a new team. A manager who needs a second person's yes manages it once that is there.

    Errors: BadInput when there is one of that name.
    """
    waits = team_change_waits(actor, None, draft)
    manager_id = None if waits else draft.manager_id
    _refuse_taken(draft.name)
    team = Team(id=new_id(), name=shown_name(draft.name), parent_id=draft.parent_id, manager_id=manager_id)
    session.add(team)
    session.flush()
    trail.record(actor, "team.added", "team", team.id)
    if waits:
        _ask(actor, team.id, draft)
    return team.id


def change_team(actor: Actor, team_id: UUID, draft: TeamDraft) -> bool:
    """Rename a team, hang it elsewhere, or give it another manager; False while a second person is waited for.

    Errors: NotFound; BadInput when it would hang below itself, or another one has that name.
    """
    team = _refuse_circle(team_id, draft)
    _refuse_taken(draft.name, team)
    if team_change_waits(actor, team_id, draft):
        _ask(actor, team_id, draft)
        return False
    set_team(actor, team_id, draft)
    return True


def set_team(actor: Actor, team_id: UUID, draft: TeamDraft) -> None:
    """Change a team now. Errors: NotFound; BadInput as `change_team`."""
    team = _refuse_circle(team_id, draft)
    _refuse_taken(draft.name, team)
    team.name, team.parent_id, team.manager_id = shown_name(draft.name), draft.parent_id, draft.manager_id
    trail.record(actor, "team.changed", "team", team_id)


def _ask(actor: Actor, team_id: UUID, draft: TeamDraft) -> None:
    change = {
        "name": draft.name,
        "parent_id": str(draft.parent_id) if draft.parent_id else None,
        "manager_id": str(draft.manager_id) if draft.manager_id else None,
    }
    ask_second_person(actor, AccessKind.TEAM, team_id, change)


def _refuse_taken(name: str, own: Team | None = None) -> None:
    key = name_key(name)
    if not key:
        raise BadInput({"/name": ["Nothing is seen of this name. Write one with letters or digits."]})
    if own is not None and key == name_key(own.name):
        return
    if session.scalar(select(Team.id).where(Team.name_key == key)) is not None:
        raise BadInput({"/name": ["There is a team of this name already."]})


def _refuse_circle(team_id: UUID, draft: TeamDraft) -> Team:
    # Two moves at once could together close a circle that neither closes alone: moves wait for each other.
    teams = {team.id: team for team in session.scalars(select(Team).order_by(Team.id).with_for_update())}
    if team_id not in teams:
        raise NotFound
    above = draft.parent_id
    while above is not None:
        if above == team_id:
            raise BadInput({"/parent_id": ["A team cannot lie below itself. Choose one outside of it."]})
        above = teams[above].parent_id if above in teams else None
    return teams[team_id]
