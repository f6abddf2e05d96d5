"""Inviting people, and changing what they may do."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select

from negostrategy.accounts.models import Invitation, User
from negostrategy.accounts.schemas import Invite, Joining, PersonChange
from negostrategy.accounts.secrets import digest_of, hash_of, is_password, random_key
from negostrategy.accounts.service.signing_in import end_sign_ins
from negostrategy.audit import service as trail
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, Conflict, NotFound
from negostrategy.kernel.grants import Role
from negostrategy.kernel.ids import new_id

INVITATION_LASTS = timedelta(days=7)


class LastAdministrator(Conflict):
    """Somebody has to be able to run the accounts. Make another person an administrator first."""

    code = "last_administrator"


class InvitationIsOver(NotFound):
    """This invitation has been used, has expired, or never was. Ask for a new one."""

    code = "invitation_is_over"


def invite(actor: Actor, draft: Invite) -> str:
    """Return the key of a link by which one person may join. It works once, within seven days.

    Errors: BadInput when somebody with this address is already here.
    """
    if session.scalar(select(User.id).where(func.lower(User.email) == draft.email.lower())):
        raise BadInput({"/email": ["Somebody with this address is already here."]})
    key = random_key()
    invitation = Invitation(
        id=new_id(),
        email=draft.email,
        roles=[role.value for role in draft.roles],
        team_id=draft.team_id,
        digest=digest_of(key),
        invited_by_id=actor.user_id,
        expires_at=clock.now() + INVITATION_LASTS,
    )
    session.add(invitation)
    session.flush()
    trail.record(actor, "person.invited", "invitation", invitation.id, roles=invitation.roles)
    return key


def invitation_for(key: str) -> Invitation:
    """Return the invitation behind a link's key.

    Errors: InvitationIsOver when it was used, has expired or never was; the three are not told apart.
    """
    statement = (
        select(Invitation)
        .where(Invitation.digest == digest_of(key))
        .where(Invitation.accepted_at.is_(None))
        .where(Invitation.expires_at > clock.now())
        .with_for_update()
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise InvitationIsOver
    return found


def join(key: str, draft: Joining) -> UUID:
    """Return the id of the person who accepted an invitation.

    Errors: InvitationIsOver; two at once: the second waits, and then finds it used.
    """
    invitation = invitation_for(key)
    invitation.accepted_at = clock.now()
    user = User(
        id=new_id(),
        name=draft.name,
        email=invitation.email,
        roles=invitation.roles,
        team_id=invitation.team_id,
        password_hash=hash_of(draft.password),
    )
    session.add(user)
    session.flush()
    trail.record(None, "person.joined", "user", user.id, invitation=str(invitation.id))
    return user.id


def change_person(actor: Actor, user_id: UUID, change: PersonChange) -> None:
    """Set somebody's roles and team, and whether they may sign in; who may not is signed out everywhere.

    Errors: NotFound; LastAdministrator when nobody would be left to run the accounts.
    """
    user = session.get(User, (actor.organization_id, user_id), with_for_update=True)
    if user is None:
        raise NotFound
    stays_admin = Role.ADMIN in change.roles and change.is_active
    if not stays_admin and _others_who_administer(user_id) == 0:
        raise LastAdministrator
    user.roles = [role.value for role in change.roles]
    user.team_id = change.team_id
    user.is_active = change.is_active
    if not change.is_active:
        end_sign_ins(user_id)
    trail.record(actor, "person.changed", "user", user_id, roles=user.roles, is_active=change.is_active)


def choose_number_format(actor: Actor, number_format: str | None) -> None:
    """Have numbers read and written for this person in a format, or with None in that of their organization."""
    session.get_one(User, (actor.organization_id, actor.user_id)).number_format = number_format
    session.flush()


def change_password(actor: Actor, present: str, password: str, key_in_use: str | None) -> None:
    """Set a new password for oneself; every other sign-in of this person ends.

    Errors: BadInput when the present password is wrong.
    """
    user = session.get_one(User, (actor.organization_id, actor.user_id))
    if not is_password(user.password_hash, present):
        raise BadInput({"/present": ["This is not your present password."]})
    user.password_hash = hash_of(password)
    end_sign_ins(actor.user_id, except_key=key_in_use)
    trail.record(actor, "password.changed", "user", actor.user_id)


def _others_who_administer(user_id: UUID) -> int:
    statement = select(func.count(User.id)).where(
        User.roles.contains([Role.ADMIN.value]), User.is_active, User.id != user_id
    )
    return session.scalar(statement) or 0
