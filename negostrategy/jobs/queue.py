"""Background work: enqueued in the caller's transaction, run by the worker inside the organization it is for."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from procrastinate import App, SyncPsycopgConnector
from procrastinate.tasks import Task

from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import organization_in_force, transaction

queue = App(connector=SyncPsycopgConnector())
# The job runner's tables stand in a schema of their own; connections find both.
SEARCH_PATH = "-c search_path=public,jobs"
# The oldest job that could have begun; when it was enqueued stands beside it, not in it.
WAITING_SINCE = """
    SELECT min(coalesce(waiting.scheduled_at, entered.at)) AS waiting_since
    FROM procrastinate_jobs AS waiting
    LEFT JOIN procrastinate_events AS entered ON entered.job_id = waiting.id AND entered.type = 'deferred'
    WHERE waiting.status = 'todo'
        AND (waiting.scheduled_at IS NULL OR waiting.scheduled_at <= now())
"""


def later(task: Task[Any, Any, Any], **arguments: Any) -> None:
    """Enqueue a job in the running transaction: a rollback takes it along, and no job is about what never was."""
    connection = session.connection().connection.driver_connection
    task.configure(connection=connection).defer(organization=str(organization_in_force()), **arguments)


def job(act: Callable[..., None]) -> Callable[..., None]:
    """Return the act as a job: it runs in a transaction of the organization that its arguments name."""

    @wraps(act)
    def run(organization: str, **arguments: Any) -> None:
        with transaction(UUID(organization)):
            act(**arguments)

    return run


async def take_up_dropped_jobs(running: App) -> datetime | None:
    """Return since when the oldest job waits that could have begun, after giving back those whose worker is gone.

    A job whose worker was killed stays begun for ever by itself. Each job bears being done twice.
    """
    for dropped in await running.job_manager.get_stalled_jobs():
        await running.job_manager.retry_job(dropped)
    row = await running.connector.execute_query_one_async(WAITING_SINCE)
    waiting_since: datetime | None = row["waiting_since"]
    return waiting_since
