"""One lock switched off at a time: row security by a role it does not bind, the second lock by not listening."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from negostrategy.app import create_app
from negostrategy.embedded.server import Cluster
from negostrategy.settings import Settings
from negostrategy.tenancy.second_lock import refuse_foreign_rows, say_whose_rows
from tests.clients import FreshClient

LISTENERS: tuple[tuple[str, Callable[..., None]], ...] = (
    ("do_orm_execute", say_whose_rows),
    ("before_flush", refuse_foreign_rows),
)


@dataclass(frozen=True)
class House:
    """The application with one of its locks off, and the settings with which the command line reaches it."""

    app: Flask
    settings: Settings


@pytest.fixture(params=["without row security", "without the second lock"])
def house(request: pytest.FixtureRequest, app: Flask, settings: Settings, cluster: Cluster) -> Iterator[House]:
    """Return the application twice, each time held together by one lock only."""
    if request.param == "without row security":
        address = cluster.superuser_url(f"tests_{os.getpid()}").replace("postgresql:", "postgresql+psycopg:")
        unbound = replace(settings, database_url=address, worker_database_url=address)
        other = create_app(unbound)
        other.config["WTF_CSRF_ENABLED"] = False
        other.test_client_class = FreshClient
        with other.app_context():
            yield House(other, unbound)
        return
    for name, listener in LISTENERS:
        event.remove(Session, name, listener)
    yield House(app, settings)
    for name, listener in LISTENERS:
        event.listen(Session, name, listener)
