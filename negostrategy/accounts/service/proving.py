"""Proving again who one is, before something for which an unlocked screen must not be enough."""

from sqlalchemy import select

from negostrategy.accounts.models import User
from negostrategy.accounts.secrets import LONGEST_PASSWORD, is_password
from negostrategy.accounts.service.signing_in import refuse_guessing, remember_refusal
from negostrategy.audit import service as trail
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session


def proves(actor: Actor, password: str, origin: str) -> bool:
    """Return whether the password is this person's own. A wrong one is remembered, so the caller must not roll back.

    Errors: SlowDown after too many wrong ones; they count together with those at the sign-in page.
    """
    refuse_guessing(actor.email, origin)
    stored = session.scalar(select(User.password_hash).where(User.id == actor.user_id))
    if is_password(stored, password[:LONGEST_PASSWORD]):
        return True
    remember_refusal(actor.email, origin)
    trail.record(actor, "proof.refused", "user", actor.user_id)
    return False
