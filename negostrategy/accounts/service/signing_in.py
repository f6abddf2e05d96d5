"""Signing in and out, and slowing down who guesses."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, func, select, update

from negostrategy.accounts.models import SignIn, SignInAttempt, User
from negostrategy.accounts.secrets import LONGEST_PASSWORD, digest_of, is_password, random_key
from negostrategy.audit import service as trail
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import TooMany

STAYS = timedelta(days=14)
WINDOW = timedelta(minutes=15)
TRIES_PER_EMAIL = 8
TRIES_PER_ORIGIN = 40


class SlowDown(TooMany):
    """Too many wrong tries for this address. Wait a quarter of an hour, then try again."""

    code = "slow_down"


def sign_in(email: str, password: str, origin: str, browser: str) -> str | None:
    """Return the key for the new sign-in's cookie, or None when the two do not belong together.

    A refused try is remembered; the caller answers the refusal normally, so that the memory of it is committed.
    Errors: SlowDown after 8 refused tries for an address, or 40 from one origin, within 15 minutes.
    """
    refuse_guessing(email, origin)
    person = session.execute(
        select(User.id, User.password_hash).where(func.lower(User.email) == email.strip().lower(), User.is_active)
    ).one_or_none()
    if not is_password(person.password_hash if person else None, password[:LONGEST_PASSWORD]):
        remember_refusal(email, origin)
        trail.record(None, "sign_in.refused", "user", person.id if person else None)
        return None
    assert person is not None
    return begin_sign_in(person.id, browser)


def begin_sign_in(user_id: UUID, browser: str) -> str:
    """Return the key for a new sign-in of somebody whose identity is established."""
    key = random_key()
    session.add(SignIn(user_id=user_id, digest=digest_of(key), browser=browser[:200], ends_at=clock.now() + STAYS))
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


def forget_old_tries() -> None:
    """Remove tries that no longer count."""
    session.execute(delete(SignInAttempt).where(SignInAttempt.tried_at < clock.now() - WINDOW))


def remember_refusal(email: str, origin: str) -> None:
    """Keep that a try was refused, so that the next ones may be slowed down."""
    session.add(SignInAttempt(email_digest=_digest(email), origin_digest=_digest(origin), tried_at=clock.now()))


def refuse_guessing(email: str, origin: str) -> None:
    """Return when there were few enough refused tries lately.

    Errors: SlowDown.
    """
    since = clock.now() - WINDOW
    counts = session.execute(
        select(
            func.count().filter(SignInAttempt.email_digest == _digest(email)),
            func.count().filter(SignInAttempt.origin_digest == _digest(origin)),
        )
        .where(SignInAttempt.tried_at > since)
        .where((SignInAttempt.email_digest == _digest(email)) | (SignInAttempt.origin_digest == _digest(origin)))
    ).one()
    if counts[0] >= TRIES_PER_EMAIL or counts[1] >= TRIES_PER_ORIGIN:
        raise SlowDown(retry_after_seconds=int(WINDOW.total_seconds()))


def _digest(text: str) -> bytes:
    return digest_of(text.strip().lower())


def end_one_sign_in(actor: Actor, sign_in_id: UUID) -> None:
    """End another sign-in of one's own; somebody else's is left alone."""
    statement = update(SignIn).where(SignIn.id == sign_in_id, SignIn.user_id == actor.user_id)
    session.execute(statement.values(ended_at=clock.now()).execution_options(synchronize_session=False))
    trail.record(actor, "sign_in.ended", "user", actor.user_id)
