"""Inviting people, and joining."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, or_, select

from negostrategy.accounts.models import AccessKind, Invitation, User
from negostrategy.accounts.queries.hands import invitation_waits
from negostrategy.accounts.schemas import Invite, Joining
from negostrategy.accounts.secrets import digest_of, hash_of, random_key
from negostrategy.accounts.service.access_requests import ask_second_person
from negostrategy.accounts.service.telling import address_of_organization
from negostrategy.accounts.strength import refuse_weak
from negostrategy.audit import service as trail
from negostrategy.jobs.mail import PERSISTENT, goes_out, hand_over
from negostrategy.jobs.queue import job, later, queue
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.grants import Role
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import organization_in_force

INVITATION_LASTS = timedelta(days=7)
INVITED = "You are invited to negostrategy"


class InvitationIsOver(NotFound):
    """This invitation has been used, has expired, or never was. Ask for a new one."""

    code = "invitation_is_over"


def invite(actor: Actor, draft: Invite) -> str | None:
    """Return the link by which one person may join, once, within seven days; None while a second person is waited for.

    A mail with a link of its own goes out as well, where mail is set.
    Errors: BadInput when somebody with this address is already here.
    """
    refuse_taken_address(draft.email)
    if invitation_waits(actor, draft):
        change = {
            "email": draft.email,
            "roles": [role.value for role in draft.roles],
            "team_id": str(draft.team_id) if draft.team_id else None,
        }
        ask_second_person(actor, AccessKind.INVITATION, None, change)
        return None
    return make_invitation(actor, draft)


def refuse_taken_address(email: str) -> None:
    """Return when nobody here has this address. Errors: BadInput."""
    if session.scalar(select(User.id).where(func.lower(User.email) == email.lower())):
        raise BadInput({"/email": ["Somebody with this address is already here. Their page can send them a link."]})


def make_invitation(actor: Actor, draft: Invite, vouched_by_id: UUID | None = None) -> str:
    """Return the link of a new invitation. vouched_by_id: the second person who said yes to it."""
    refuse_taken_address(draft.email)
    key = random_key()
    invitation = Invitation(
        id=new_id(),
        email=draft.email,
        roles=[role.value for role in draft.roles],
        team_id=draft.team_id,
        digest=digest_of(key),
        invited_by_id=actor.user_id,
        vouched_by_id=vouched_by_id,
        expires_at=clock.now() + INVITATION_LASTS,
    )
    session.add(invitation)
    session.flush()
    trail.record(actor, "person.invited", "invitation", invitation.id, roles=invitation.roles)
    if goes_out():
        later(mail_invitation, invitation_id=str(invitation.id))
    return _link(key)


@queue.task(name="accounts.mail_invitation", retry=PERSISTENT)
@job
def mail_invitation(invitation_id: str) -> None:
    """Mail an invitation, its key made now: whoever can read the queue must not be able to join by it."""
    found = session.get(Invitation, (organization_in_force(), UUID(invitation_id)), with_for_update=True)
    if found is None or found.accepted_at is not None:
        return
    key = random_key()
    found.mailed_digest = digest_of(key)
    session.flush()
    name = session.scalar(select(User.name).where(User.id == found.invited_by_id))
    text = f"{name} invites you to negostrategy. Join here within seven days:\n\n{_link(key)}\n"
    hand_over(found.email, INVITED, text)


def invitation_for(key: str) -> Invitation:
    """Return the invitation behind a link's key, shown or mailed.

    Errors: InvitationIsOver when it was used, has expired or never was; the three are not told apart.
    """
    digest = digest_of(key)
    statement = (
        select(Invitation)
        .where(or_(Invitation.digest == digest, Invitation.mailed_digest == digest))
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

    Errors: InvitationIsOver, also for the second of two at once; BadInput for a password that is easily guessed.
    """
    invitation = invitation_for(key)
    refuse_weak(draft.password, [draft.name, invitation.email])
    invitation.accepted_at = clock.now()
    user = User(
        id=new_id(),
        name=draft.name,
        email=invitation.email,
        roles=invitation.roles,
        team_id=invitation.team_id,
        password_hash=hash_of(draft.password),
        opened_by_id=_opened_by(invitation),
    )
    session.add(user)
    session.flush()
    trail.record(None, "person.joined", "user", user.id, invitation=str(invitation.id))
    return user.id


def _opened_by(invitation: Invitation) -> UUID | None:
    # A leader reads what there is to read; an administrator may have invited a second address of their own.
    inviter_id = invitation.invited_by_id
    roles = session.scalar(select(User.roles).where(User.id == inviter_id)) or []
    is_beyond_doubt = invitation.vouched_by_id is not None or Role.LEADER.value in roles
    return None if is_beyond_doubt else inviter_id


def _link(key: str) -> str:
    return f"{address_of_organization()}/join/{key}"
