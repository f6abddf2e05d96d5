"""The guard of every password: who guesses waits longer each time, and nobody waits for the tries of somebody else.

Tries are counted by account and place together. A browser that was signed in to the account before is a place of its
own, from which the right password always passes. The row of the place is locked from before a password is looked at
until its try is counted: tries that come at once are judged one after another.
"""

from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from uuid import UUID

from sqlalchemy import case, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from negostrategy.accounts.models import Guess
from negostrategy.accounts.secrets import LONGEST_PASSWORD, digest_of, is_password
from negostrategy.accounts.service.telling import tell_people
from negostrategy.kernel import clock
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import TooMany
from negostrategy.kernel.ids import new_id
from negostrategy.notices.queries import last_told
from negostrategy.notices.service import News

LONGEST_WAIT = timedelta(minutes=15)
# So many wrong ones in a row reach the longest wait: further powers of two say nothing more.
DOUBLINGS = 10
FORGOTTEN_AFTER = timedelta(days=1)
MANY = 8
# A browser that gets it wrong so often is in other hands, and is judged like any other from then on.
MOST_BY_KNOWN = 100
GUESSED = "sign_in.guessed"
SAID = "Somebody tried many wrong passwords for your account. If it was not you, your password has held."


class SlowDown(TooMany):
    """Too many wrong tries. Wait a moment, then try again."""

    code = "slow_down"

    @classmethod
    def until(cls, seconds: int) -> "SlowDown":
        """Return the refusal that says how long to wait, in seconds."""
        wait = f"{seconds} second{'s' if seconds > 1 else ''}" if seconds < 120 else f"{ceil(seconds / 60)} minutes"
        return cls(f"Too many wrong tries. Wait {wait}, then try again.", retry_after_seconds=seconds)


@dataclass(frozen=True)
class Try:
    """One try. purpose: what for, counted for itself; account: what was typed; origin: the place it comes from.

    is_known: the place is a browser that was signed in to this account before.
    """

    purpose: str
    account: str
    origin: str
    is_known: bool = False


@dataclass(frozen=True)
class Standing:
    """How a place stands with an account: how many wrong ones in a row, and how long it has to wait, in seconds."""

    wrong: int
    wait_seconds: int


def judge_password(tried: Try, user_id: UUID | None, stored: str | None, password: str) -> bool:
    """Return whether the password is the one stored; either way the try is counted, so do not roll back.

    user_id: whose account it is, None for nobody's. Nobody's costs the same time as somebody's.
    Errors: SlowDown while the place has to wait, without looking at the password.
    """
    standing = take_try(tried)
    if standing.wait_seconds:
        _tell_of_many(tried.account, user_id)
        raise SlowDown.until(standing.wait_seconds)
    if is_password(stored, password[:LONGEST_PASSWORD]):
        _forget(tried)
        return True
    make_wait(tried, standing)
    _tell_of_many(tried.account, user_id)
    return False


def take_try(tried: Try) -> Standing:
    """Return how this place stands, the try counted; whoever else comes from it waits until our transaction ends."""
    now = clock.now()
    fresh = insert(Guess).values(id=new_id(), tries=1, last_at=now, **_place(tried))
    is_old = Guess.last_at < now - FORGOTTEN_AFTER
    counted = fresh.on_conflict_do_update(
        index_elements=["organization_id", "purpose", "account", "origin"],
        set_={
            "tries": case((is_old, 0), else_=Guess.tries) + 1,
            "wrong": case((is_old, 0), else_=Guess.wrong),
            "last_at": now,
        },
    ).returning(Guess.wrong, Guess.waits_until)
    row = session.execute(counted).one()
    if row.waits_until is None or (tried.is_known and row.wrong < MOST_BY_KNOWN):
        return Standing(row.wrong, 0)
    return Standing(row.wrong, max(0, ceil((row.waits_until - now).total_seconds())))


def make_wait(tried: Try, standing: Standing) -> None:
    """Count one wrong try: the next waits 1, 2, 4 … seconds, at most 15 minutes."""
    wait = min(timedelta(seconds=2 ** min(standing.wrong, DOUBLINGS)), LONGEST_WAIT)
    session.execute(
        update(Guess)
        .filter_by(**_place(tried))
        .values(wrong=standing.wrong + 1, waits_until=clock.now() + wait)
        .execution_options(synchronize_session=False)
    )


def forget_old_tries() -> None:
    """Remove tries that no longer count."""
    session.execute(delete(Guess).where(Guess.last_at < clock.now() - FORGOTTEN_AFTER))


def _forget(tried: Try) -> None:
    session.execute(delete(Guess).filter_by(**_place(tried)).execution_options(synchronize_session=False))


def _tell_of_many(account: str, user_id: UUID | None) -> None:
    since = clock.now() - FORGOTTEN_AFTER
    counted = select(func.sum(Guess.tries)).where(Guess.account == _digest(account)).where(Guess.last_at > since)
    count = session.scalar(counted) or 0
    if user_id is None or count < MANY:
        return
    told = last_told(GUESSED, user_id).get(user_id)
    if told is None or told < since:
        tell_people([user_id], News(GUESSED, user_id, SAID, "/profile"), by_mail=True)


def _place(tried: Try) -> dict[str, object]:
    return {"purpose": tried.purpose, "account": _digest(tried.account), "origin": _digest(tried.origin)}


def _digest(text: str) -> bytes:
    return digest_of(text.strip().lower())
