"""Whose hand an account is in, and what an administrator may not give to it alone.

Whoever runs the accounts must not come to read what was negotiated without a second person. An account that an
administrator invited, readdressed or was shown a link to may be theirs again: such accounts are of one hand.
"""

from collections.abc import Callable
from uuid import UUID

from flask import current_app
from sqlalchemy import select

from negostrategy.accounts.models import Team, User
from negostrategy.accounts.schemas import Invite, PersonChange, TeamDraft
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.grants import GRANTS_OF, Grant, Role

HOLDS_A_SEAL = "negostrategy.holds_a_seal"
READING_OTHERS = frozenset({Role.LEADER, Role.MANAGER})
READING = frozenset(role for role, grants in GRANTS_OF.items() if Grant.NEGOTIATION_READ in grants)
WEIGHTY = READING_OTHERS | {Role.ADMIN}


def are_one_hand(first_id: UUID, second_id: UUID) -> bool:
    """Return whether two accounts may be used by the same person, as far as is known."""
    opened = _opened()
    return _hand(first_id, opened) == _hand(second_id, opened)


def person_change_waits(actor: Actor, user: User, change: PersonChange) -> bool:
    """Return whether a change would let somebody of the actor's own hand read more; a leader reads it anyway."""
    if actor.is_leader:
        return False
    held = {Role(role) for role in user.roles}
    gained = set(change.roles) - held
    moves = change.team_id is not None and change.team_id != user.team_id
    reads_more = bool(gained & READING_OTHERS) or bool(gained & READING and not held & READING) or moves
    is_own = reads_more and are_one_hand(actor.user_id, user.id)
    return is_own or (change.team_id is not None and moves and _is_ours(actor, change.team_id))


def team_change_waits(actor: Actor, team_id: UUID | None, draft: TeamDraft) -> bool:
    """Return whether a change of a team, or a new one, would bring it below a manager of the actor's own hand."""
    if actor.is_leader:
        return False
    before = session.get(Team, (actor.organization_id, team_id)) if team_id else None
    is_new_manager = draft.manager_id is not None and (before is None or draft.manager_id != before.manager_id)
    if is_new_manager and draft.manager_id is not None and are_one_hand(actor.user_id, draft.manager_id):
        return True
    is_moved = draft.parent_id is not None and (before is None or draft.parent_id != before.parent_id)
    return is_moved and before is not None and draft.parent_id is not None and _is_ours(actor, draft.parent_id)


def invitation_waits(actor: Actor, draft: Invite) -> bool:
    """Return whether an invitation gives a role that reads what others negotiated: nobody knows whose address it is."""
    return not actor.is_leader and bool(set(draft.roles) & READING_OTHERS)


def is_weighty(user_id: UUID) -> bool:
    """Return whether a way into this account opens more than its person's own work: two have to hand it out then."""
    roles = session.scalar(select(User.roles).where(User.id == user_id)) or []
    manages = session.scalar(select(Team.id).where(Team.manager_id == user_id).limit(1)) is not None
    holds: Callable[[UUID], bool] = current_app.extensions.get(HOLDS_A_SEAL, lambda _user_id: False)
    return bool(WEIGHTY & {Role(role) for role in roles}) or manages or holds(user_id)


def _is_ours(actor: Actor, team_id: UUID) -> bool:
    """Return whether somebody of the actor's own hand manages the team or one above it."""
    teams = {team.id: team for team in session.scalars(select(Team))}
    opened = _opened()
    above: UUID | None = team_id
    # No circle: changing a team refuses one.
    while above in teams:
        manager_id = teams[above].manager_id
        if manager_id is not None and _hand(manager_id, opened) == _hand(actor.user_id, opened):
            return True
        above = teams[above].parent_id
    return False


def _opened() -> dict[UUID, UUID]:
    rows = session.execute(select(User.id, User.opened_by_id).where(User.opened_by_id.is_not(None)))
    return {row.id: row.opened_by_id for row in rows}


def _hand(user_id: UUID, opened: dict[UUID, UUID]) -> UUID:
    passed = {user_id}
    while user_id in opened and opened[user_id] not in passed:
        user_id = opened[user_id]
        passed.add(user_id)
    return user_id
