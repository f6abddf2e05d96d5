"""`negostrategy backup` and `restore` as an operator types them, and the role that reads for them."""

import os
import stat
from collections.abc import Callable
from itertools import count
from pathlib import Path

import psycopg
import pytest

from negostrategy.backup.programs import fitting
from negostrategy.embedded.server import Cluster
from tests.cast import Cast
from tests.database import Urls
from tests.operations.conftest import BACKUP_KEY, refusal_of, type_of_command
from tests.operations.contents import rows_of

KEY = {"NEGOSTRATEGY_BACKUP_KEY": BACKUP_KEY}
WRITING = {
    "add": "INSERT INTO organizations (id, slug, name) VALUES (gen_random_uuid(), 'mine', 'Mine')",
    "change": "UPDATE users SET name = 'x'",
    "remove": "DELETE FROM audit_entries",
    "empty": "TRUNCATE notices",
    "make a table": "CREATE TABLE mine (id integer)",
    "make a table of its own session": "CREATE TEMP TABLE mine (id integer)",
    "lock others out": "LOCK TABLE negotiations IN EXCLUSIVE MODE",
    "take a job": "UPDATE jobs.procrastinate_jobs SET status = 'todo'",
    "use up a number": "SELECT nextval('jobs.procrastinate_jobs_id_seq')",
    "make a role": "CREATE ROLE mine",
    "become the owner": "SET ROLE negostrategy_owner",
    "run a program": "COPY organizations TO PROGRAM 'cat'",
}
_numbers = count(1)


@pytest.fixture
def empty(cluster: Cluster) -> str:
    """Return the name of an empty database whose roles are made."""
    name = f"empty_{os.getpid()}_{next(_numbers)}"
    cluster.create_database(name)
    return name


@pytest.fixture
def into(cluster: Cluster, command: type_of_command) -> Callable[..., tuple[int, str]]:
    """Return a way to restore a file into a database of this name."""

    def restored(name: str, file: Path, **more: str) -> tuple[int, str]:
        return command("restore", str(file), NEGOSTRATEGY_OWNER_DATABASE_URL=cluster.urls(name).owner, **more)

    return restored


@pytest.mark.parametrize("key", [KEY, {}], ids=["encrypted", "in the open"])
def test_what_is_backed_up_comes_back(
    command: type_of_command,
    into: Callable[..., tuple[int, str]],
    empty: str,
    cluster: Cluster,
    cast: Cast,
    tmp_path: Path,
    key: dict[str, str],
) -> None:
    backed_up, said = command("backup", str(tmp_path / "x"), **key)
    restored, said_then = into(empty, tmp_path / "x", **key)

    assert (backed_up, restored) == (0, 0), said + said_then
    assert rows_of(cluster.superuser_url(empty)) == rows_of(cluster.superuser_url(f"tests_{os.getpid()}"))


def test_it_says_whether_the_file_is_encrypted(command: type_of_command, tmp_path: Path) -> None:
    assert "whole, encrypted" in command("backup", str(tmp_path / "x"), **KEY)[1]
    assert "not encrypted: NEGOSTRATEGY_BACKUP_KEY is not set" in command("backup", str(tmp_path / "y"))[1]


def test_only_its_owner_reads_the_file(command: type_of_command, tmp_path: Path) -> None:
    command("backup", str(tmp_path / "x"))

    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o600


def test_a_backup_takes_the_place_of_no_other(command: type_of_command, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("the only copy of last week")

    status, said = command("backup", str(tmp_path / "x"))

    assert (status, (tmp_path / "x").read_text()) == (2, "the only copy of last week")
    assert "is there already" in said


@pytest.mark.parametrize("role", ["owner", "app"])
def test_a_role_that_row_security_binds_makes_no_file_that_looks_like_a_backup(
    command: type_of_command, urls: Urls, tmp_path: Path, role: str
) -> None:
    status, said = command("backup", str(tmp_path / "x"), NEGOSTRATEGY_BACKUP_DATABASE_URL=getattr(urls, role))

    assert (status, list(tmp_path.iterdir())) == (2, [])
    assert "pg_dump did not end well" in said


def test_without_the_role_it_is_said_what_is_missing(command: type_of_command, tmp_path: Path) -> None:
    status, said = command("backup", str(tmp_path / "x"), NEGOSTRATEGY_BACKUP_DATABASE_URL="")

    assert (status, "NEGOSTRATEGY_BACKUP_DATABASE_URL is missing" in said) == (2, True)


def test_where_no_file_can_be_it_is_said(command: type_of_command, tmp_path: Path) -> None:
    status, said = command("backup", str(tmp_path / "nowhere" / "x"))

    assert (status, "cannot be written: No such file or directory" in said) == (2, True)


@pytest.mark.parametrize("key", [KEY, {}], ids=["encrypted", "in the open"])
@pytest.mark.parametrize("kept", [0.0, 0.01, 0.5, 0.99])
def test_a_file_that_was_cut_off_leaves_the_database_empty(
    command: type_of_command,
    into: Callable[..., tuple[int, str]],
    empty: str,
    cluster: Cluster,
    tmp_path: Path,
    key: dict[str, str],
    kept: float,
) -> None:
    command("backup", str(tmp_path / "x"), **key)
    whole = (tmp_path / "x").read_bytes()
    (tmp_path / "x").write_bytes(whole[: int(len(whole) * kept)])

    status, said = into(empty, tmp_path / "x", **key)

    assert (status, rows_of(cluster.superuser_url(empty))) == (2, {})
    assert "This backup c" in said


def test_a_file_under_another_key_leaves_the_database_empty(
    command: type_of_command, into: Callable[..., tuple[int, str]], empty: str, cluster: Cluster, tmp_path: Path
) -> None:
    command("backup", str(tmp_path / "x"), **KEY)

    status, said = into(empty, tmp_path / "x", NEGOSTRATEGY_BACKUP_KEY="another-key-0123456789-abcdefghi")

    assert (status, rows_of(cluster.superuser_url(empty))) == (2, {})
    assert "the key is another one" in said


def test_something_else_is_no_backup(into: Callable[..., tuple[int, str]], empty: str, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("Dear all,")

    assert into(empty, tmp_path / "x")[0] == 2


def test_a_database_in_use_takes_no_backup(
    command: type_of_command, into: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    command("backup", str(tmp_path / "x"))

    status, said = into(f"tests_{os.getpid()}", tmp_path / "x")

    assert (status, "holds tables already" in said) == (2, True)


def test_the_role_of_backups_reads_the_rows_of_every_company(urls: Urls, cast: Cast, next_door: Cast) -> None:
    with psycopg.connect(urls.backup.replace("+psycopg", "")) as connection:
        slugs = {
            slug
            for (slug,) in connection.execute("SELECT slug FROM users JOIN organizations o ON o.id = organization_id")
        }

    assert {cast.slug, next_door.slug} <= slugs


@pytest.mark.parametrize("statement", WRITING.values(), ids=WRITING.keys())
def test_the_role_of_backups_writes_nothing(urls: Urls, statement: str) -> None:
    assert "permission denied" in refusal_of(urls.backup, statement)


def test_a_program_older_than_the_server_is_not_taken(
    urls: Urls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pg_dump").write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.24'\n")
    (tmp_path / "pg_dump").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    assert fitting("pg_dump", urls.backup) != tmp_path / "pg_dump"
