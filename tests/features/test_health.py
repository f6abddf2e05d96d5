"""What an orchestrator asks."""

import os
from collections.abc import Callable

import psycopg
import pytest
from flask import Flask

from negostrategy.embedded.server import Cluster


@pytest.fixture
def beats(app: Flask, cluster: Cluster) -> Callable[[str], None]:
    """Return a way to write what workers have said, as nobody in the product may; before, none has said anything."""

    def written(statement: str) -> None:
        with psycopg.connect(cluster.superuser_url(f"tests_{os.getpid()}"), autocommit=True) as connection:
            connection.execute(statement)

    written("DELETE FROM worker_beats")
    return written


def test_the_process_lives(application: Flask) -> None:
    assert application.test_client().get("/livez").json == {"status": "ok"}


def test_it_is_ready_with_its_database_and_a_worker(app: Flask, beats: Callable[[str], None]) -> None:
    beats("INSERT INTO worker_beats (name, beaten_at) VALUES ('one', now())")

    answer = app.test_client().get("/readyz")

    assert (answer.status_code, answer.json) == (200, {"status": "ok", "failing": {}})


def test_it_is_not_ready_without_a_worker_and_says_so(app: Flask, beats: Callable[[str], None]) -> None:
    answer = app.test_client().get("/readyz")

    assert answer.status_code == 503
    assert answer.json["failing"] == {"worker": "no worker has started yet"}


def test_a_worker_that_went_quiet_is_told(app: Flask, beats: Callable[[str], None]) -> None:
    beats("INSERT INTO worker_beats (name, beaten_at) VALUES ('one', now() - interval '5 minutes')")

    assert "quiet" in app.test_client().get("/readyz").json["failing"]["worker"]
