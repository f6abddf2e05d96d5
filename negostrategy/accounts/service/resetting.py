"""The way back in: a link by which a person gives themselves a new password, once, within an hour.

It goes by mail to the address on file. Its key is made at the moment of sending and is kept as a digest.
"""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select

from negostrategy.accounts.models import AccessKind, ResetLink, User
from negostrategy.accounts.queries.hands import is_weighty
from negostrategy.accounts.schemas import NewPassword
from negostrategy.accounts.secrets import digest_of, random_key
from negostrategy.accounts.service.access_requests import ask_second_person
from negostrategy.accounts.service.guessing import Try, make_wait, take_try
from negostrategy.accounts.service.passwords import set_password
from negostrategy.accounts.service.signing_in import end_sign_ins
from negostrategy.accounts.service.telling import address_of_organization, tell_people
from negostrategy.accounts.strength import refuse_weak
from negostrategy.audit import service as trail
from negostrategy.jobs.mail import PERSISTENT, goes_out, hand_over
from negostrategy.jobs.queue import job, later, queue
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import Conflict, NotFound
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import organization_in_force
from negostrategy.notices.service import News

LINK_LASTS = timedelta(hours=1)
SUBJECT = "Your way back into negostrategy"
CHANGED = "account.changed"


class LinkIsOver(NotFound):
    """This link has been used, is older than an hour, or never was. Ask for a new one."""

    code = "link_is_over"


class NoMail(Conflict):
    """No mail server is set, so nothing can be sent. Show a link instead, and hand it over yourself."""

    code = "no_mail"


def ask_for_link(email: str, origin: str) -> None:
    """Have a link sent to this address if somebody here has it; nothing done here depends on whether anybody has.

    Who asks again and again waits longer each time, and is not told.
    """
    tried = Try("reset", email, origin)
    standing = take_try(tried)
    if standing.wait_seconds == 0 and goes_out():
        make_wait(tried, standing)
        later(mail_link, email=email.strip().lower())


def send_link(actor: Actor, user_id: UUID) -> None:
    """Have a link sent to somebody's address on file. Errors: NotFound; NoMail."""
    user = _active(user_id)
    if not goes_out():
        raise NoMail
    later(mail_link, email=user.email.lower(), asked_by=str(actor.user_id))
    trail.record(actor, "reset.sent", "user", user_id)


@queue.task(name="accounts.mail_link", retry=PERSISTENT)
@job
def mail_link(email: str, asked_by: str | None = None) -> None:
    """Mail a link to whoever has this address, its key made now; nobody with it: nothing is sent."""
    user = session.scalars(select(User).where(func.lower(User.email) == email).where(User.is_active)).one_or_none()
    if user is None:
        return
    link = make_link(user.id, UUID(asked_by) if asked_by else None)
    text = f"Give yourself a new password here, once, within an hour:\n\n{link}\n\nIf you did not ask, do nothing.\n"
    hand_over(user.email, SUBJECT, text)


def show_link(actor: Actor, user_id: UUID) -> str | None:
    """Return a link to hand over; None while a second person is waited for, where the account weighs more than its own.

    Errors: NotFound.
    """
    user = _active(user_id)
    if is_weighty(user_id):
        ask_second_person(actor, AccessKind.LINK, user_id, {})
        return None
    if not actor.is_leader:
        user.opened_by_id = actor.user_id
    return shown_link(actor, user_id)


def shown_link(actor: Actor, user_id: UUID) -> str:
    """Return a link to hand over: every sign-in of the person ends, and they are told. Errors: NotFound."""
    return _shown(actor, user_id)


def operator_link(user_id: UUID) -> str:
    """Return the same for whoever operates the service, who needs nobody's yes. Errors: NotFound."""
    return _shown(None, user_id)


def _shown(actor: Actor | None, user_id: UUID) -> str:
    _active(user_id)
    link = make_link(user_id, actor.user_id if actor else None)
    end_sign_ins(user_id)
    trail.record(actor, "reset.shown", "user", user_id)
    by = actor.name if actor else "Whoever operates this service"
    said = f"{by} was shown a link by which your password can be set anew."
    tell_people([user_id], News(CHANGED, user_id, said, "/profile"), by_mail=True)
    return link


def make_link(user_id: UUID, asked_by_id: UUID | None) -> str:
    """Return the address of a new link. Where it was asked for without an account, nobody is named."""
    key = random_key()
    expires_at = clock.now() + LINK_LASTS
    session.add(
        ResetLink(id=new_id(), user_id=user_id, digest=digest_of(key), asked_by_id=asked_by_id, expires_at=expires_at)
    )
    session.flush()
    return f"{address_of_organization()}/reset/{key}"


def link_for(key: str) -> ResetLink:
    """Return the link with this key.

    Errors: LinkIsOver when it was used, has expired, never was, or its person has left; the four are not told apart.
    """
    statement = (
        select(ResetLink)
        .join(User, User.id == ResetLink.user_id)
        .where(ResetLink.digest == digest_of(key))
        .where(ResetLink.used_at.is_(None))
        .where(ResetLink.expires_at > clock.now())
        .where(User.is_active)
        .with_for_update(of=ResetLink)
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise LinkIsOver
    return found


def reset_password(key: str, draft: NewPassword) -> None:
    """Set the password of a link's person: every sign-in ends, every other link too, and the person is told.

    Errors: LinkIsOver; BadInput for a password that is easily guessed.
    """
    link = link_for(key)
    user = session.get_one(User, (organization_in_force(), link.user_id))
    refuse_weak(draft.password, [user.name, user.email])
    set_password(user.id, draft.password, keeps_tokens=draft.keep_tokens)
    end_links(user.id)
    trail.record(None, "password.reset", "user", user.id)
    said = "Your password was set anew by a link. If it was not you, tell an administrator."
    tell_people([user.id], News(CHANGED, user.id, said, "/profile"), by_mail=True)


def end_links(user_id: UUID) -> None:
    """End every link into an account."""
    for open_link in session.scalars(
        select(ResetLink).where(ResetLink.user_id == user_id, ResetLink.used_at.is_(None))
    ):
        open_link.used_at = clock.now()


def _active(user_id: UUID) -> User:
    user = session.get(User, (organization_in_force(), user_id), with_for_update=True)
    if user is None or not user.is_active:
        raise NotFound
    return user
