"""The background process: jobs from the queue, and the schedule below.

It builds a small application of its own: pages, figures and their libraries would double its memory for nothing.
"""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

import structlog
from flask import Flask
from procrastinate import App, PsycopgConnector

from negostrategy.accounts.service import inviting, resetting
from negostrategy.accounts.service.guessing import forget_old_tries
from negostrategy.analytics.service.telling import tell
from negostrategy.audit.sealing import Sealed, seal_pending
from negostrategy.cli.application import small_application
from negostrategy.compliance.service.deciding import escalate_overdue
from negostrategy.edge.keeping import forget_old_answers
from negostrategy.edge.logs import log_as_json
from negostrategy.facts.service import refresh_outdated
from negostrategy.jobs.queue import SEARCH_PATH, queue, take_up_dropped_jobs
from negostrategy.jobs.service import announce_turns, beat, turn_was_taken
from negostrategy.kernel.limits import BACKGROUND
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
OPTIONS = f"{SEARCH_PATH} {BACKGROUND.as_options()}"
GOODBYE_SECONDS = 2
TAKE_UP, TAKE_UP_SECONDS = "send what waits", 20


@dataclass(frozen=True)
class Turn:
    """Something done again and again, once for every organization or once for all. Units: whole seconds.

    What an act returns is of no use to anybody, but for one that says what it left over.
    on_working_days: whether it waits for a day on which the organization works. Nobody is reminded on a holiday.
    """

    name: str
    every_seconds: int
    act: Callable[[], object]
    is_for_each: bool = True
    on_working_days: bool = False


SCHEDULE = (
    Turn("beat", 10, lambda: beat(NAME), is_for_each=False),
    # Every transaction looks whether a day has begun; this one is there so that there is one when nobody comes.
    Turn("begin the day", 60, lambda: None),
    Turn("seal the trail", 5, seal_pending),
    Turn("bring facts up to date", 20, refresh_outdated),
    Turn("tell what has changed", 60, tell),
    Turn("escalate requests", 600, escalate_overdue),
    Turn("remind of reading", A_DAY_SECONDS, remind_when_due, on_working_days=True),
    Turn("remind of reviews", A_DAY_SECONDS, remind_of_reviews, on_working_days=True),
    Turn("remind of proposals", A_DAY_SECONDS, remind_of_proposals, on_working_days=True),
    Turn("forget old tries", 3600, forget_old_tries),
    Turn("forget old answers", 3600, forget_old_answers),
)


def take(turn: Turn) -> None:
    """Do one turn now, and say so. Nothing that goes wrong ends the work: it is logged, and the next turn comes.

    What fails for one organization leaves the others their turn; what fails for all was not done.
    """
    try:
        organizations = every_organization() if turn.is_for_each else [None]
        done = [_done_for(turn, organization.id if organization else None) for organization in organizations]
        if all(one.failed for one in done) and done:
            return
        with transaction(None):
            turn_was_taken(turn.name, turn.every_seconds, _oldest(done))
    except Exception:
        # The database may be away for a minute, or for a night.
        log.exception("turn_failed", turn=turn.name)


@dataclass(frozen=True)
class _Done:
    """How a turn went for one organization."""

    failed: bool = False
    behind_since: datetime | None = None


def _done_for(turn: Turn, organization_id: UUID | None) -> _Done:
    try:
        with transaction(organization_id):
            is_time = not turn.on_working_days or today_in_force() in working_days_in_force()
            left = turn.act() if is_time else None
    except Exception:
        # One company's trouble must not stop the work for all others.
        log.exception("turn_failed", turn=turn.name, organization=str(organization_id) if organization_id else None)
        return _Done(failed=True)
    return _Done(behind_since=left.behind_since if isinstance(left, Sealed) else None)


def _oldest(done: Sequence[_Done]) -> datetime | None:
    return min((one.behind_since for one in done if one.behind_since), default=None)


async def work(app: Flask, settings: Settings) -> bool:
    """Return whether it was told to stop, after running the schedule and the queue until then.

    A part that ends by itself ends the whole process: whoever started it starts another, and nothing sleeps unseen.
    """
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    address = settings.worker_database_url.replace("+psycopg", "")
    connector = PsycopgConnector(conninfo=address, kwargs={"options": OPTIONS}, min_size=1, max_size=2)
    running = queue.with_connector(connector)
    async with running.open_async():
        parts = _parts(app, running, ended)
        told = asyncio.create_task(ended.wait())
        finished, _ = await asyncio.wait([told, *parts], return_when=asyncio.FIRST_COMPLETED)
        for part in (told, *parts):
            part.cancel()
        await asyncio.gather(told, *parts, return_exceptions=True)
    for part in finished - {told}:
        log.critical("worker_part_ended", part=part.get_name(), exc_info=part.exception())
    return told in finished


def _parts(app: Flask, running: App, ended: asyncio.Event) -> list[asyncio.Task[None]]:
    jobs = running.run_worker_async(
        install_signal_handlers=False, delete_jobs="successful", shutdown_graceful_timeout=GOODBYE_SECONDS
    )
    turns = [asyncio.create_task(_again_and_again(app, turn, ended), name=turn.name) for turn in SCHEDULE]
    taking_up = asyncio.create_task(_take_up_again_and_again(app, running, ended), name=TAKE_UP)
    return [asyncio.create_task(jobs, name="queue"), taking_up, *turns]


async def _again_and_again(app: Flask, turn: Turn, ended: asyncio.Event) -> None:
    while not ended.is_set():
        await asyncio.to_thread(_in_context, app, partial(take, turn))
        await _pause(ended, turn.every_seconds)


async def _take_up_again_and_again(app: Flask, running: App, ended: asyncio.Event) -> None:
    while not ended.is_set():
        try:
            waiting_since = await take_up_dropped_jobs(running)
            await asyncio.to_thread(_in_context, app, partial(_say_taken_up, waiting_since))
        except Exception:
            log.exception("turn_failed", turn=TAKE_UP)
        await _pause(ended, TAKE_UP_SECONDS)


def _say_taken_up(waiting_since: datetime | None) -> None:
    with transaction(None):
        turn_was_taken(TAKE_UP, TAKE_UP_SECONDS, waiting_since)


def _in_context(app: Flask, act: Callable[[], None]) -> None:
    with app.app_context():
        act()


async def _pause(ended: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(ended.wait(), seconds)


def main() -> int:
    """Work until told to stop. Returns 1 when a part of the work ended by itself."""
    log_as_json()
    settings = read_settings(os.environ)
    app = small_application(settings, settings.worker_database_url)
    with app.app_context():
        with transaction(None):
            announce_turns({turn.name: turn.every_seconds for turn in SCHEDULE} | {TAKE_UP: TAKE_UP_SECONDS})
        return 0 if asyncio.run(work(app, settings)) else 1


if __name__ == "__main__":
    sys.exit(main())
