"""Proving again who one is, before something for which an unlocked screen must not be enough."""

from sqlalchemy import select

from negostrategy.accounts.models import User
from negostrategy.accounts.service.guessing import Try, judge_password
from negostrategy.audit import service as trail
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session


def proves(actor: Actor, password: str, origin: str, purpose: str = "seal") -> bool:
    """Return whether the password is this person's own. A wrong one is remembered, so the caller must not roll back.

    purpose: what it is proved for; each counts for itself, so that tries elsewhere never close it.
    Errors: SlowDown while wrong ones have to wait.
    """
    stored = session.scalar(select(User.password_hash).where(User.id == actor.user_id))
    if judge_password(Try(purpose, actor.email, origin), actor.user_id, stored, password):
        return True
    trail.record(actor, "proof.refused", "user", actor.user_id)
    return False
