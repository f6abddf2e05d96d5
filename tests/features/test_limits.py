"""Nothing waits for ever: a locked table, a slow statement and a full house each get an answer of their own."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from negostrategy.app import create_app
from negostrategy.edge.admission import Admission
from negostrategy.edge.problems import fault_of
from negostrategy.kernel.db import session
from negostrategy.kernel.limits import allow_report_time
from negostrategy.kernel.room import Room, room_for
from negostrategy.kernel.transaction import transaction
from negostrategy.settings import Settings
from tests.cast import Cast, Person
from tests.clients import Browser, FreshClient, Program
from tests.database import Urls


@contextmanager
def locked(urls: Urls, table: str) -> Iterator[None]:
    """Hold a lock on a whole table that nothing gets past."""
    with psycopg.connect(urls.owner.replace("+psycopg", "")) as connection:
        connection.execute(f"LOCK TABLE {table}")
        yield


def test_a_locked_table_is_told_to_a_program_with_when_to_come_again(
    cast: Cast, urls: Urls, program: Callable[[Person], Program]
) -> None:
    with locked(urls, "negotiations"):
        answer = program(cast.noor).call("GET", "/negotiations")

    assert (answer.status_code, answer.json["type"]) == (503, "about:negostrategy/held_by_others")
    assert int(answer.headers["Retry-After"]) > 0


def test_a_locked_table_is_told_on_a_page_in_words(
    cast: Cast, urls: Urls, browser: Callable[[Person], Browser]
) -> None:
    with locked(urls, "negotiations"):
        answer = browser(cast.noor).get("/negotiations")

    assert answer.status_code == 503
    assert "Somebody else is changing this right now" in answer.text


def test_the_other_pages_do_not_notice(cast: Cast, urls: Urls, program: Callable[[Person], Program]) -> None:
    with locked(urls, "negotiations"):
        answer = program(cast.noor).call("GET", "/strategy")

    assert answer.status_code in (200, 404)


def test_nothing_is_kept_of_what_waited_in_vain(cast: Cast, urls: Urls, program: Callable[[Person], Program]) -> None:
    with locked(urls, "negotiations"):
        refused = program(cast.noor).call("POST", "/negotiations/quick", {"title": "Waited in vain"})

    listed = program(cast.noor).call("GET", "/negotiations").json
    assert refused.status_code == 503
    assert "Waited in vain" not in str(listed)


@pytest.fixture
def hurried(settings: Settings) -> Flask:
    """Return an application whose statements may take a second."""
    hurried = create_app(Settings(**{**settings.__dict__, "statement_seconds": 1}))
    hurried.test_client_class = FreshClient
    return hurried


def test_a_statement_that_takes_too_long_is_ended(hurried: Flask, cast: Cast) -> None:
    with hurried.app_context(), pytest.raises(OperationalError) as ended, transaction(cast.organization_id):
        session.execute(text("SELECT pg_sleep(3)"))

    fault = fault_of(ended.value)
    assert (fault.status, fault.code) == (503, "took_too_long")


def test_a_report_may_ask_for_longer(hurried: Flask, cast: Cast) -> None:
    with hurried.app_context(), transaction(cast.organization_id):
        allow_report_time()
        session.execute(text("SELECT pg_sleep(1.3)"))
        longer = session.scalar(text("SHOW statement_timeout"))

    assert longer == "2min"


def test_what_one_report_was_allowed_ends_with_it(hurried: Flask, cast: Cast) -> None:
    with hurried.app_context():
        with transaction(cast.organization_id):
            allow_report_time()
        with transaction(cast.organization_id):
            usual = session.scalar(text("SHOW statement_timeout"))

    assert usual == "1s"


def test_every_connection_has_its_limits(app: Flask, cast: Cast) -> None:
    with transaction(cast.organization_id):
        limits = [
            session.scalar(text(f"SHOW {name}"))
            for name in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
        ]

    assert limits == ["15s", "2s", "30s"]


def held_up(room: Room, paths: list[str]) -> list[str]:
    """Return what each of some requests is told while an earlier one does not end."""
    entered, ended = threading.Event(), threading.Event()

    def inner(environ: dict[str, object], _start: object) -> list[bytes]:
        if environ["PATH_INFO"] == "/slow":
            entered.set()
            ended.wait(10)
        return [b"refused" if environ.get("negostrategy.refused") else b"answered"]

    door = Admission(inner, room)
    slow = threading.Thread(target=lambda: door({"PATH_INFO": "/slow"}, None))
    slow.start()
    entered.wait(10)
    said = [b"".join(door({"PATH_INFO": path}, None)).decode() for path in paths]
    ended.set()
    slow.join()
    return said


def test_health_is_answered_when_the_house_is_full() -> None:
    said = held_up(Room(working=1, waiting=0), ["/livez", "/readyz", "/negotiations"])

    assert said == ["answered", "answered", "refused"]


def test_whoever_waits_is_told_after_a_while() -> None:
    assert held_up(Room(working=1, waiting=1, patience=0.05), ["/negotiations"]) == ["refused"]


def test_there_is_room_again_when_somebody_leaves() -> None:
    door = Admission(lambda environ, _start: [b"refused" if environ.get("negostrategy.refused") else b""], Room(1, 0))

    assert [b"".join(door({"PATH_INFO": "/"}, None)) for _ in range(3)] == [b"", b"", b""]


def test_a_server_has_threads_left_when_all_others_wait() -> None:
    room = room_for(16)

    assert room.threads > room.working + room.waiting
