"""What `negostrategy roles` prints makes a database ready, on a server of one's own, and can be run again."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from negostrategy.cli.database import as_environment, completed
from negostrategy.embedded.server import Cluster
from negostrategy.settings import Settings
from tests.operations.chapter import commands_below, programs, typed

PASSWORDS = {"OWNER": "o'w@n%er", "APP": 'a"p p', "WORKER": "w$o\\r:ker", "BACKUP": "b/ä?#"}


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Return a server on which nobody has made anything."""
    cluster = Cluster(tmp_path_factory.mktemp("bare") / "home")
    cluster.prepare()
    cluster.start()
    yield cluster
    cluster.stop()
    shutil.rmtree(cluster.place, ignore_errors=True)


def environment(bare: Cluster, folder: Path) -> dict[str, str]:
    """Return what an operator has set: addresses without passwords, and passwords with every awkward sign."""
    settings = completed(Settings(mode="demo", home=folder / "home"), bare.urls())
    given = as_environment(settings)
    for name in ("", "OWNER_", "WORKER_"):
        login = name.rstrip("_") or "APP"
        given[f"NEGOSTRATEGY_{name}DATABASE_PASSWORD"] = PASSWORDS[login]
    return {
        **given,
        **{f"{login}_PASSWORD": password for login, password in PASSWORDS.items()},
        "SUPERUSER_ADDRESS": bare.superuser_url(),
        "PATH": programs(folder / "bin", bare.bin),
    }


@pytest.mark.parametrize("time", ["first", "second"])
def test_the_documented_words_make_roles_and_schema_and_can_be_typed_again(
    bare: Cluster, tmp_path: Path, time: str
) -> None:
    done = typed(commands_below("### On your own PostgreSQL"), tmp_path, environment(bare, tmp_path))

    assert done.returncode == 0, done.stderr
    with psycopg.connect(bare.superuser_url("negostrategy")) as connection:
        assert connection.execute("SELECT count(*) > 50 FROM pg_tables WHERE schemaname = 'public'").fetchone() == (
            True,
        )


def test_without_a_password_nothing_is_made(bare: Cluster, tmp_path: Path) -> None:
    given = environment(bare, tmp_path) | {"WORKER_PASSWORD": ""}

    done = typed('negostrategy roles | psql "$SUPERUSER_ADDRESS" --set=database=other', tmp_path, given)

    assert (
        done.returncode,
        "Set OWNER_PASSWORD, APP_PASSWORD, WORKER_PASSWORD and BACKUP_PASSWORD" in done.stderr,
    ) == (
        3,
        True,
    )
