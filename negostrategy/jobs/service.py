"""The worker's signs of life, and the question whether its work is done."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert

from negostrategy.jobs.models import WorkerBeat, WorkerTurn
from negostrategy.kernel import clock
from negostrategy.kernel.db import db, session

QUIET_TOO_LONG = timedelta(seconds=60)
BEHIND_TOO_LONG = timedelta(seconds=60)
MISSED_TURNS = 3


def beat(name: str) -> None:
    """Say that this worker lives."""
    statement = insert(WorkerBeat).values(name=name, beaten_at=clock.now())
    session.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"beaten_at": clock.now()}))


def announce_turns(periods: Mapping[str, int]) -> None:
    """Say which work is done in turns from now on, and how often. periods: seconds by name.

    What was done before keeps its instant: a worker that starts has not caught up yet.
    """
    session.execute(delete(WorkerTurn).where(WorkerTurn.name.not_in(periods)))
    for name, seconds in periods.items():
        statement = insert(WorkerTurn).values(name=name, every_seconds=seconds, worked_at=clock.now())
        session.execute(
            statement.on_conflict_do_update(index_elements=["name"], set_={"every_seconds": seconds}),
        )


def turn_was_taken(name: str, every_seconds: int, behind_since: datetime | None = None) -> None:
    """Say that a piece of work was done now. behind_since: the oldest of what it left over, if it left anything."""
    values = {"every_seconds": every_seconds, "worked_at": clock.now(), "behind_since": behind_since}
    statement = insert(WorkerTurn).values(name=name, **values)
    session.execute(statement.on_conflict_do_update(index_elements=["name"], set_=values))


def why_no_worker() -> str | None:
    """Return why background work is not being done, or None when a worker lives and each of its turns was taken."""
    with db.engine.connect() as connection:
        last = connection.scalar(select(func.max(WorkerBeat.beaten_at)))
        turns = connection.execute(select(WorkerTurn.__table__).order_by(WorkerTurn.name)).all()
    if last is None:
        return "no worker has started yet"
    quiet = clock.now() - last
    if quiet >= QUIET_TOO_LONG:
        return f"the worker has been quiet for {int(quiet.total_seconds())} seconds"
    late = [sentence for turn in turns if (sentence := _why_late(turn.name, *turn[1:]))]
    return "; ".join(late) or None


def _why_late(name: str, every_seconds: int, worked_at: datetime, behind_since: datetime | None) -> str | None:
    now = clock.now()
    if now - worked_at > timedelta(seconds=MISSED_TURNS * every_seconds):
        return f"“{name}” was last done {int((now - worked_at).total_seconds())} seconds ago"
    if behind_since is not None and now - behind_since > BEHIND_TOO_LONG:
        return f"“{name}” is {int((now - behind_since).total_seconds())} seconds behind"
    return None
