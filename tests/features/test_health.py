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
    written("DELETE FROM worker_turns")
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


def turn(age: str, behind: str = "NULL") -> str:
    """Return the statement by which a worker says when it last sealed, every five seconds."""
    return (
        "INSERT INTO worker_turns (name, every_seconds, worked_at, behind_since)"
        f" VALUES ('seal the trail', 5, now() - interval '{age}', {behind})"
    )


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (turn("20 seconds"), "“seal the trail” was last done 20 seconds ago"),
        (turn("1 second", "now() - interval '90 seconds'"), "“seal the trail” is 90 seconds behind"),
    ],
)
def test_work_that_is_not_done_is_named(app: Flask, beats: Callable[[str], None], statement: str, told: str) -> None:
    beats("INSERT INTO worker_beats (name, beaten_at) VALUES ('one', now())")
    beats(statement)

    answer = app.test_client().get("/readyz")

    assert (answer.status_code, answer.json["failing"]) == (503, {"worker": told})


@pytest.mark.parametrize("statement", [turn("14 seconds"), turn("1 second", "now() - interval '50 seconds'")])
def test_work_that_is_done_now_and_then_is_no_trouble(app: Flask, beats: Callable[[str], None], statement: str) -> None:
    beats("INSERT INTO worker_beats (name, beaten_at) VALUES ('one', now())")
    beats(statement)

    assert app.test_client().get("/readyz").status_code == 200
