"""The background process: jobs from the queue, and the schedule below.

It builds a small application of its own: pages, figures and their libraries would double its memory for nothing.
"""

import asyncio
import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import structlog
from flask import Flask
from procrastinate import PsycopgConnector

from negostrategy.accounts.service import inviting, resetting
from negostrategy.accounts.service.guessing import forget_old_tries
from negostrategy.analytics.service.telling import tell
from negostrategy.audit.sealing import seal_pending
from negostrategy.cli.application import small_application
from negostrategy.compliance.service.deciding import escalate_overdue
from negostrategy.edge.keeping import forget_old_answers
from negostrategy.edge.logs import log_as_json
from negostrategy.jobs.queue import SEARCH_PATH, queue
from negostrategy.jobs.service import beat
from negostrategy.kernel.transaction import transaction
from negostrategy.settings import Settings, read_settings
from negostrategy.strategy.service.acknowledging import remind_when_due
from negostrategy.strategy.service.proposing import remind_of_proposals
from negostrategy.strategy.service.staleness import remind_of_reviews
from negostrategy.tenancy.queries import every_organization, today_in_force, working_days_in_force

log = structlog.get_logger()
# Importing them tells the queue of their jobs.
JOBS = (inviting, resetting)
A_DAY_SECONDS = 86_400
NAME = f"{socket.gethostname()}.{os.getpid()}"


@dataclass(frozen=True)
class Turn:
    """Something done again and again, once for every organization or once for all.

    on_working_days: whether it waits for a day on which the organization works. Nobody is reminded on a holiday.
    """

    name: str
    every_seconds: float
    act: Callable[[], object]
    is_for_each: bool = True
    on_working_days: bool = False


SCHEDULE = (
    Turn("beat", 10, lambda: beat(NAME), is_for_each=False),
    # Every transaction looks whether a day has begun; this one is there so that there is one when nobody comes.
    Turn("begin the day", 60, lambda: None),
    Turn("seal the trail", 5, seal_pending),
    Turn("tell what has changed", 60, tell),
    Turn("escalate requests", 600, escalate_overdue),
    Turn("remind of reading", A_DAY_SECONDS, remind_when_due, on_working_days=True),
    Turn("remind of reviews", A_DAY_SECONDS, remind_of_reviews, on_working_days=True),
    Turn("remind of proposals", A_DAY_SECONDS, remind_of_proposals, on_working_days=True),
    Turn("forget old tries", 3600, forget_old_tries),
    Turn("forget old answers", 3600, forget_old_answers),
)


def take(turn: Turn) -> None:
    """Do one turn now. What fails for one organization is logged, and the others have their turn all the same."""
    organizations = every_organization() if turn.is_for_each else [None]
    for organization in organizations:
        try:
            with transaction(organization.id if organization else None):
                if not turn.on_working_days or today_in_force() in working_days_in_force():
                    turn.act()
        except Exception:
            # One company's trouble must not stop the work for all others.
            log.exception("turn_failed", turn=turn.name, organization=str(organization.id) if organization else None)


async def work(app: Flask, settings: Settings) -> None:
    """Run the schedule and the queue until told to stop."""
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    address = settings.worker_database_url.replace("+psycopg", "")
    connector = PsycopgConnector(conninfo=address, kwargs={"options": SEARCH_PATH}, min_size=1, max_size=2)
    running = queue.with_connector(connector)
    async with running.open_async():
        jobs = asyncio.create_task(
            running.run_worker_async(
                install_signal_handlers=False, delete_jobs="successful", shutdown_graceful_timeout=2
            )
        )
        turns = [asyncio.create_task(_again_and_again(app, turn, ended)) for turn in SCHEDULE]
        await ended.wait()
        for task in (jobs, *turns):
            task.cancel()
        for task in (jobs, *turns):
            with suppress(asyncio.CancelledError):
                await task


async def _again_and_again(app: Flask, turn: Turn, ended: asyncio.Event) -> None:
    def in_context() -> None:
        with app.app_context():
            take(turn)

    while not ended.is_set():
        await asyncio.to_thread(in_context)
        with suppress(TimeoutError):
            await asyncio.wait_for(ended.wait(), turn.every_seconds)


def main() -> None:
    """Work until told to stop."""
    log_as_json()
    settings = read_settings(os.environ)
    app = small_application(settings, settings.worker_database_url)
    with app.app_context():
        asyncio.run(work(app, settings))


if __name__ == "__main__":
    main()
