"""Passwords: changed by who knows the present one; whatever else opens the account ends with the old one."""

from uuid import UUID

from negostrategy.accounts.models import User
from negostrategy.accounts.schemas import PasswordChange
from negostrategy.accounts.secrets import hash_of
from negostrategy.accounts.service.proving import proves
from negostrategy.accounts.service.signing_in import end_sign_ins
from negostrategy.accounts.service.tokens import end_tokens
from negostrategy.accounts.strength import refuse_weak
from negostrategy.audit import service as trail
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.transaction import organization_in_force


def change_password(actor: Actor, change: PasswordChange, key_in_use: str | None, origin: str) -> None:
    """Set a new password for oneself; every other sign-in of this person ends, and so do their tokens unless kept.

    A wrong present password is remembered, so the caller must not roll back.
    Errors: BadInput when the present password is wrong or the new one easily guessed; SlowDown for who guesses.
    """
    refuse_weak(change.password, [actor.name, actor.email])
    if not proves(actor, change.present, origin, "password"):
        raise BadInput({"/present": ["This is not your present password."]})
    set_password(actor.user_id, change.password, keeps_tokens=change.keep_tokens, except_key=key_in_use)
    trail.record(actor, "password.changed", "user", actor.user_id)


def set_password(user_id: UUID, password: str, *, keeps_tokens: bool, except_key: str | None = None) -> None:
    """Set a password; every sign-in ends but that in use, and every token unless they are kept."""
    user = session.get_one(User, (organization_in_force(), user_id))
    user.password_hash = hash_of(password)
    end_sign_ins(user_id, except_key=except_key)
    if not keeps_tokens:
        end_tokens(user_id)
