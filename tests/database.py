"""A migrated database for a test process, copied from one template, so that processes never meet."""

import os
from dataclasses import dataclass

import psycopg
from alembic import command
from alembic.config import Config

SERVER = os.environ.get("NEGOSTRATEGY_TEST_SERVER", "127.0.0.1:5499")


@dataclass(frozen=True)
class Urls:
    """How each role reaches one database."""

    owner: str
    app: str
    worker: str


def fresh_database(name: str) -> Urls:
    """Return the addresses of a newly made and migrated database."""
    with psycopg.connect(f"postgresql://postgres@{SERVER}/postgres", autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}" OWNER negostrategy_owner')
    urls = Urls(*(f"postgresql+psycopg://negostrategy_{role}@{SERVER}/{name}" for role in ("owner", "app", "worker")))
    migrate(urls.owner)
    return urls


def migrate(owner_url: str) -> None:
    """Bring a database to the newest schema."""
    config = Config("migrations/alembic.ini")
    config.set_main_option("sqlalchemy.url", owner_url.replace("%", "%%"))
    command.upgrade(config, "head")
