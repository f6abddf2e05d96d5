"""Tokens: keys for programs, shown once, stored as digests, never for longer than a year."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select, update

from negostrategy.accounts.models import ApiToken
from negostrategy.accounts.secrets import digest_of, random_key
from negostrategy.audit import service as trail
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.grants import Grant

LONGEST_DAYS = 366


def issue_token(actor: Actor, name: str, scopes: list[Grant], days: int) -> str:
    """Return a new token that may do what its person may, within the scopes, for some days. It cannot be shown again.

    Errors: BadInput for no scope, for a scope the person does not hold, or for more than a year.
    """
    if not 0 < days <= LONGEST_DAYS:
        raise BadInput({"/days": [f"A token lives from 1 to {LONGEST_DAYS} days."]})
    beyond = [scope.value for scope in scopes if not actor.may(scope)]
    if beyond or not scopes:
        raise BadInput({"/scopes": [f"This person does not hold: {', '.join(beyond)}." if beyond else "Name a scope."]})
    token = f"nego_{random_key()}"
    row = ApiToken(
        user_id=actor.user_id,
        name=name,
        digest=digest_of(token),
        scopes=[scope.value for scope in scopes],
        expires_at=clock.now() + timedelta(days=days),
    )
    session.add(row)
    session.flush()
    trail.record(actor, "token.issued", "token", row.id, scopes=row.scopes)
    return token


def end_tokens(user_id: UUID) -> None:
    """End every token of a person for good."""
    ended = update(ApiToken).where(ApiToken.user_id == user_id, ApiToken.revoked_at.is_(None))
    session.execute(ended.values(revoked_at=clock.now()).execution_options(synchronize_session=False))


def revoke_tokens(actor: Actor, name: str) -> int:
    """Return how many tokens of this person went by a name and open nothing from now on."""
    statement = (
        select(ApiToken)
        .where(ApiToken.user_id == actor.user_id)
        .where(ApiToken.name == name)
        .where(ApiToken.revoked_at.is_(None))
    )
    rows = session.scalars(statement).all()
    for row in rows:
        row.revoked_at = clock.now()
        trail.record(actor, "token.revoked", "token", row.id)
    return len(rows)
