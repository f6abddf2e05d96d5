"""Signing in and out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select, update

from negostrategy.accounts.models import SignIn, User
from negostrategy.accounts.secrets import digest_of, random_key
from negostrategy.accounts.service.guessing import Try, judge_password
from negostrategy.audit import service as trail
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session

STAYS = timedelta(days=14)


@dataclass(frozen=True)
class Visit:
    """Where somebody comes from. origin: their address; browser: what it calls itself; device: its own random name.

    known_ids: the people who were signed in with this browser before.
    """

    origin: str
    browser: str
    device: str = ""
    known_ids: frozenset[UUID] = frozenset()


def sign_in(email: str, password: str, visit: Visit) -> str | None:
    """Return the key for the new sign-in's cookie, or None when the two do not belong together.

    Every try is remembered; the caller answers a refusal normally, so that the memory of it is committed.
    Errors: SlowDown while this place has to wait for this account.
    """
    person = session.execute(
        select(User.id, User.password_hash).where(func.lower(User.email) == email.strip().lower(), User.is_active)
    ).one_or_none()
    is_known = person is not None and person.id in visit.known_ids
    tried = Try("sign-in", email, visit.device if is_known else visit.origin, is_known)
    user_id, stored = (person.id, person.password_hash) if person else (None, None)
    if not judge_password(tried, user_id, stored, password):
        trail.record(None, "sign_in.refused", "user", user_id)
        return None
    assert user_id is not None
    return begin_sign_in(user_id, visit.browser)


def begin_sign_in(user_id: UUID, browser: str) -> str:
    """Return the key for a new sign-in of somebody whose identity is established."""
    key, now = random_key(), clock.now()
    session.add(SignIn(user_id=user_id, digest=digest_of(key), browser=browser[:200], seen_at=now, ends_at=now + STAYS))
    trail.record(None, "sign_in.begun", "user", user_id)
    return key


def sign_out(actor: Actor, key: str) -> None:
    """End the sign-in behind a cookie's key: the cookie is dead from now on, wherever it was copied to."""
    session.execute(
        update(SignIn)
        .where(SignIn.digest == digest_of(key))
        .values(ended_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    trail.record(actor, "sign_in.ended", "user", actor.user_id)


def end_sign_ins(user_id: UUID, except_key: str | None = None) -> None:
    """End every sign-in of a person, but the one in use if its key is given."""
    statement = update(SignIn).where(SignIn.user_id == user_id, SignIn.ended_at.is_(None))
    if except_key:
        statement = statement.where(SignIn.digest != digest_of(except_key))
    session.execute(statement.values(ended_at=clock.now()).execution_options(synchronize_session=False))


def keep_awake(key: str, seen_at: datetime) -> None:
    """Remember that a sign-in is used. Whoever is remembering it at this moment need not be waited for."""
    ours = select(SignIn.id).where(SignIn.digest == digest_of(key)).where(SignIn.seen_at == seen_at)
    session.execute(
        update(SignIn)
        .where(SignIn.id.in_(ours.with_for_update(skip_locked=True)))
        .values(seen_at=clock.now())
        .execution_options(synchronize_session=False)
    )


def end_one_sign_in(actor: Actor, sign_in_id: UUID) -> None:
    """End another sign-in of one's own; somebody else's is left alone."""
    statement = update(SignIn).where(SignIn.id == sign_in_id, SignIn.user_id == actor.user_id)
    session.execute(statement.values(ended_at=clock.now()).execution_options(synchronize_session=False))
    trail.record(actor, "sign_in.ended", "user", actor.user_id)
