"""The private PostgreSQL: quick to start, one per folder, and nothing acknowledged is lost when it is killed."""

import os
import shutil
import signal
import stat
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from negostrategy.embedded.secrets import secret
from negostrategy.embedded.server import Cluster
from negostrategy.embedded.supervisor import AlreadyRunning, private_postgres, running_postgres


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """Return an empty state folder; a cluster that had to lie elsewhere is removed afterwards."""
    yield tmp_path / "state"
    note = tmp_path / "state" / "database.place"
    if note.exists():
        shutil.rmtree(note.read_text(), ignore_errors=True)


def ask(cluster: Cluster, statement: str) -> list[tuple[object, ...]]:
    """Return the rows of one statement, committed before this returns."""
    with psycopg.connect(cluster.urls().owner.replace("+psycopg", "")) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def ask_until_answered(cluster: Cluster, statement: str, seconds: float = 15) -> list[tuple[object, ...]]:
    """Return the rows as soon as the database answers again."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with suppress(psycopg.OperationalError):
            return ask(cluster, statement)
        time.sleep(0.05)
    return ask(cluster, statement)


def test_what_was_written_is_there_after_a_stop_and_a_start(home: Path) -> None:
    with private_postgres(home) as cluster:
        ask(cluster, "CREATE TABLE notes (said text)")
        ask(cluster, "INSERT INTO notes VALUES ('kept')")

    with private_postgres(home) as cluster:
        assert ask(cluster, "SELECT said FROM notes") == [("kept",)]


def test_a_killed_database_comes_back_with_every_acknowledged_row(home: Path) -> None:
    with private_postgres(home) as cluster:
        ask(cluster, "CREATE TABLE rows (n integer)")
        for number in range(50):
            ask(cluster, f"INSERT INTO rows VALUES ({number})")
        assert cluster.process is not None

        os.kill(cluster.process.pid, signal.SIGKILL)

        assert ask_until_answered(cluster, "SELECT count(*) FROM rows") == [(50,)]


def test_a_second_supervisor_on_the_same_folder_is_told_so(home: Path) -> None:
    with private_postgres(home), pytest.raises(AlreadyRunning), private_postgres(home):
        pass


def test_a_running_database_is_found_by_other_commands(home: Path) -> None:
    with private_postgres(home) as cluster:
        assert running_postgres(home) == cluster.urls()


def test_a_pid_left_by_a_crash_is_not_taken_for_a_living_server(home: Path) -> None:
    with private_postgres(home) as cluster:
        data = cluster.data

    # Our own pid: alive, but no postmaster.
    (data / "postmaster.pid").write_text(f"{os.getpid()}\n{data}\n")

    with private_postgres(home) as cluster:
        assert ask(cluster, "SELECT 1") == [(1,)]


def test_a_start_that_was_cut_off_is_made_again(home: Path) -> None:
    with private_postgres(home) as cluster:
        place = cluster.place
    (place / "made").unlink()
    (place / "data" / "global" / "pg_control").unlink()

    with private_postgres(home) as cluster:
        assert ask(cluster, "SELECT 1") == [(1,)]


def test_the_durable_settings_are_those_postgresql_ships(home: Path) -> None:
    with private_postgres(home) as cluster:
        rows = ask(cluster, "SELECT current_setting('fsync'), current_setting('synchronous_commit')")

    assert rows == [("on", "on")]


def test_the_app_role_can_neither_pass_the_wall_nor_make_roles(home: Path) -> None:
    with private_postgres(home) as cluster:
        rows = ask(
            cluster, "SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = 'negostrategy_app'"
        )

    assert rows == [(False, False, False)]


def test_secrets_are_made_once_and_for_their_owner_alone(home: Path) -> None:
    first = secret(home, "cookies")

    assert (secret(home, "cookies"), stat.S_IMODE((home / "secrets" / "cookies").stat().st_mode)) == (first, 0o600)
