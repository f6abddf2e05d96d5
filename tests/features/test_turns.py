"""The worker's turns: one company's trouble is its own, an outage is told, and the next turn comes all the same."""

from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import create_engine, select, text

from negostrategy.audit.sealing import BATCH, Sealed
from negostrategy.cli.application import small_application
from negostrategy.jobs.models import WorkerTurn
from negostrategy.jobs.service import announce_turns
from negostrategy.kernel import clock
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import organization_in_force, transaction
from negostrategy.settings import Settings
from negostrategy.worker import SCHEDULE, Turn, take
from tests.cast import Cast
from tests.database import Urls


@pytest.fixture
def worker(settings: Settings) -> Flask:
    """Return the application as the worker has it, with nothing said of any turn."""
    app = small_application(settings, settings.worker_database_url)
    with app.app_context(), transaction(None):
        announce_turns({})
    return app


def said_after(worker: Flask, turn: Turn) -> dict[str, object]:
    """Return what is said of each turn after one was taken: since when something waits for it."""
    with worker.app_context():
        take(turn)
        with transaction(None):
            return dict(session.execute(select(WorkerTurn.name, WorkerTurn.behind_since)).all())


def test_a_turn_that_was_taken_is_told(worker: Flask, cast: Cast) -> None:
    assert said_after(worker, Turn("count", 5, lambda: None)) == {"count": None}


def test_one_company_in_trouble_keeps_no_other_waiting(worker: Flask, cast: Cast, next_door: Cast) -> None:
    had_their_turn: list[UUID] = []

    def act() -> None:
        if organization_in_force() == cast.organization_id:
            raise RuntimeError("No luck here.")
        had_their_turn.append(organization_in_force())

    said = said_after(worker, Turn("count", 5, act))

    assert next_door.organization_id in had_their_turn
    assert said == {"count": None}


def test_a_turn_that_fails_for_all_was_not_taken(worker: Flask, cast: Cast) -> None:
    def act() -> None:
        raise RuntimeError("No luck anywhere.")

    assert said_after(worker, Turn("count", 5, act)) == {}


def test_what_is_left_over_is_told(worker: Flask, cast: Cast, next_door: Cast) -> None:
    now = clock.now()

    def act() -> Sealed:
        return Sealed(BATCH, now) if organization_in_force() == cast.organization_id else Sealed(0, None)

    assert said_after(worker, Turn("seal", 5, act)) == {"seal": now}


def test_an_outage_ends_no_turn_for_good(settings: Settings) -> None:
    nowhere = small_application(settings, "postgresql+psycopg://negostrategy_worker@127.0.0.1:1/none")

    with nowhere.app_context():
        take(SCHEDULE[1])
        take(SCHEDULE[0])


def test_a_worker_that_starts_has_not_caught_up(worker: Flask, urls: Urls) -> None:
    engine = create_engine(urls.worker)
    with worker.app_context(), transaction(None):
        announce_turns({"seal": 5})
    with engine.begin() as connection:
        connection.execute(text("UPDATE worker_turns SET worked_at = now() - interval '1 hour'"))
    engine.dispose()

    with worker.app_context(), transaction(None):
        announce_turns({"seal": 7, "remind": 60})
        rows = session.execute(select(WorkerTurn.name, WorkerTurn.every_seconds, WorkerTurn.worked_at)).all()

    ages = {name: (seconds, (clock.now() - at).total_seconds() > 3000) for name, seconds, at in rows}
    assert ages == {"seal": (7, True), "remind": (60, False)}
