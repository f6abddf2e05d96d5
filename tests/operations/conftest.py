"""Commands on the tests' own database, as an operator types them."""

import os
from collections.abc import Callable
from contextlib import suppress

import psycopg
import pytest

from negostrategy.cli.database import as_environment
from negostrategy.cli.main import main
from negostrategy.embedded.server import Cluster
from negostrategy.settings import Settings
from tests.database import Urls

BACKUP_KEY = "a-key-for-backups-0123456789-abcdef"
type_of_command = Callable[..., tuple[int, str]]


@pytest.fixture
def command(
    settings: Settings, urls: Urls, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> type_of_command:
    """Return a way to type a command: its status, and everything it says. Settings may be given by name."""

    def typed(*words: str, **more: str) -> tuple[int, str]:
        given = {**as_environment(settings), "NEGOSTRATEGY_BACKUP_DATABASE_URL": urls.backup, **more}
        with monkeypatch.context() as patch:
            for name, value in given.items():
                patch.setenv(name, value)
            status = main(list(words))
        said = capsys.readouterr()
        return status, said.out + said.err

    return typed


@pytest.fixture
def as_superuser(cluster: Cluster) -> Callable[[str], None]:
    """Return a way to change the database as nobody in the product may."""

    def change(statement: str) -> None:
        with psycopg.connect(cluster.superuser_url(f"tests_{os.getpid()}"), autocommit=True) as connection:
            connection.execute(statement)

    return change


def refusal_of(url: str, statement: str) -> str:
    """Return what the database says to a statement that it refuses; nothing when it does not."""
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        with suppress(psycopg.errors.Error):
            connection.execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE")
            connection.commit()
        try:
            connection.execute(statement)
        except psycopg.Error as refusal:
            return str(refusal).splitlines()[0]
        finally:
            connection.rollback()
    return ""
