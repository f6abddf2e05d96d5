"""Background work: enqueued in the caller's transaction, run by the worker inside the organization it is for."""

from collections.abc import Callable
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
