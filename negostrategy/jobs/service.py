"""The worker's sign of life, and the question whether it lives."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from negostrategy.jobs.models import WorkerBeat
from negostrategy.kernel import clock
from negostrategy.kernel.db import db, session

QUIET_TOO_LONG = timedelta(seconds=60)


def beat(name: str) -> None:
    """Say that this worker lives."""
    statement = insert(WorkerBeat).values(name=name, beaten_at=clock.now())
    session.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"beaten_at": clock.now()}))


def why_no_worker() -> str | None:
    """Return why background work is not being done, or None when a worker has beaten within a minute."""
    with db.engine.connect() as connection:
        last = connection.scalar(select(func.max(WorkerBeat.beaten_at)))
    if last is None:
        return "no worker has started yet"
    quiet = clock.now() - last
    return None if quiet < QUIET_TOO_LONG else f"the worker has been quiet for {int(quiet.total_seconds())} seconds"
