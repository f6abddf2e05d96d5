"""What every test may ask for: the application on a real database, a company with people, and one next door."""

import asyncio
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from functools import partial
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from hypothesis import settings as hypothesis_settings
from procrastinate import PsycopgConnector
from sqlalchemy import create_engine, event, text

from negostrategy.app import create_app
from negostrategy.cli.application import small_application
from negostrategy.embedded.server import Cluster
from negostrategy.jobs.mail import MAIL, MailServer
from negostrategy.jobs.queue import SEARCH_PATH, queue
from negostrategy.kernel.db import db
from negostrategy.kernel.transaction import transaction
from negostrategy.settings import Settings
from tests.cast import Cast, Person, make_cast
from tests.clients import Browser, FreshClient, Program, browser_of, program_of
from tests.database import Urls, fresh_database, migrated_cluster
from tests.mailbox import Mailbox, listening_mailbox

_numbers = count(1)

# A slow machine is no failure, and the same commit must give the same result; HYPOTHESIS_PROFILE=explore looks further.
hypothesis_settings.register_profile("steady", deadline=None, derandomize=True)
hypothesis_settings.register_profile("explore", deadline=None)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Return this process's own PostgreSQL."""
    with migrated_cluster(Path(tmp_path_factory.mktemp("postgres"))) as running:
        yield running


@pytest.fixture(scope="session")
def urls(cluster: Cluster) -> Urls:
    """Return the addresses of this process's own database."""
    return fresh_database(cluster, "tests")


@pytest.fixture(scope="session")
def settings(urls: Urls, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Return settings for tests: cheap password hashing, founding open."""
    return Settings(
        mode="test",
        home=Path(tmp_path_factory.mktemp("home")),
        database_url=urls.app,
        owner_database_url=urls.owner,
        worker_database_url=urls.worker,
        secret_key=b"k" * 32,
        audit_key=b"a" * 32,
        sealing_key=b"s" * 32,
        argon2_memory_kib=64,
        argon2_rounds=1,
    )


@pytest.fixture(scope="session")
def application(settings: Settings) -> Flask:
    """Return the application, made once per process."""
    app = create_app(settings)
    # A form's token is tested where forms are tested; elsewhere it would hide what a test is about.
    app.config["WTF_CSRF_ENABLED"] = False
    app.test_client_class = FreshClient
    return app


@pytest.fixture
def app(application: Flask) -> Iterator[Flask]:
    """Return the application with its context pushed, so that acts can be called directly."""
    with application.app_context():
        yield application


@pytest.fixture
def cast(app: Flask) -> Cast:
    """Return a fresh company with its people."""
    return make_cast(f"arlund-{os.getpid()}-{next(_numbers)}")


@pytest.fixture
def lives_in(cast: Cast, urls: Urls) -> Callable[[str], None]:
    """Return a way to have the company live in a time zone; before it has asked what day it is."""

    def moved(zone: str) -> None:
        with create_engine(urls.owner).begin() as connection:
            change = {"zone": zone, "id": cast.organization_id}
            connection.execute(text("UPDATE organizations SET zone = :zone WHERE id = :id"), change)

    return moved


@pytest.fixture
def next_door(app: Flask) -> Cast:
    """Return another company, which must never learn that the first exists."""
    return make_cast(f"next-door-{os.getpid()}-{next(_numbers)}")


@pytest.fixture
def inside() -> Callable[[UUID], AbstractContextManager[None]]:
    """Return the way into an organization's transaction."""
    return transaction


@pytest.fixture
def browser(app: Flask) -> Callable[[Person], Browser]:
    """Return the way to a signed-in browser of somebody."""
    return partial(browser_of, app)


@pytest.fixture
def program(app: Flask) -> Callable[[Person], Program]:
    """Return the way to a program with somebody's token."""
    return partial(program_of, app)


@pytest.fixture
def statements(app: Flask) -> Iterator[list[str]]:
    """Return the statements that reach the database from now on."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield seen
    event.remove(db.engine, "before_cursor_execute", note)


@pytest.fixture
def mailbox(app: Flask) -> Iterator[Mailbox]:
    """Return where mail goes during the test."""
    before = app.extensions[MAIL]
    with listening_mailbox() as mailbox:
        app.extensions[MAIL] = MailServer("127.0.0.1", mailbox.port, "negostrategy@example.org")
        yield mailbox
    app.extensions[MAIL] = before


@pytest.fixture
def post(settings: Settings, mailbox: Mailbox) -> Callable[[], None]:
    """Return the way to let the worker carry out what waits, and stop."""
    worker = small_application(settings, settings.worker_database_url)
    worker.extensions[MAIL] = MailServer("127.0.0.1", mailbox.port, "negostrategy@example.org")
    address = settings.worker_database_url.replace("+psycopg", "")

    async def carry() -> None:
        connector = PsycopgConnector(conninfo=address, kwargs={"options": SEARCH_PATH}, min_size=1, max_size=2)
        running = queue.with_connector(connector)
        async with running.open_async():
            await running.run_worker_async(wait=False, install_signal_handlers=False, delete_jobs="successful")

    def carried() -> None:
        with worker.app_context():
            asyncio.run(carry())

    def apart() -> None:
        # The tests of pages leave a running event loop behind in the main thread.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(carried).result()

    return apart
