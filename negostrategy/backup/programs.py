"""pg_dump and pg_restore: which ones fit the server, and how they reach it."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from negostrategy.embedded.account import account_for_postgres
from negostrategy.embedded.binaries import NoPostgres, programs

type_of_name = Literal["pg_dump", "pg_restore"]


class NoProgram(Exception):
    """PostgreSQL's own program for this is not here; the sentence says which is needed."""


class NoDatabase(Exception):
    """The database does not let us in; the sentence says what it said."""


@contextmanager
def connected(url: str) -> Iterator[psycopg.Connection]:
    """Return a connection whose every statement stands by itself.

    Errors: NoDatabase.
    """
    try:
        connection = psycopg.connect(plain_address(url), autocommit=True)
    except psycopg.OperationalError as refusal:
        raise NoDatabase(f"The database does not let us in: {str(refusal).strip()}") from refusal
    with connection:
        yield connection


def plain_address(url: str) -> str:
    """Return an address as PostgreSQL's own programs read it."""
    return url.replace("postgresql+psycopg:", "postgresql:", 1)


def command(name: type_of_name, url: str) -> tuple[list[str], dict[str, str]]:
    """Return the words that begin a command, and the environment that carries its password.

    Errors: NoProgram when none is here that is as new as the server, NoDatabase.
    """
    reached = conninfo_to_dict(plain_address(url))
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"}
    # Every account of a machine can read the words of a command.
    if password := reached.pop("password", None):
        environment["PGPASSWORD"] = str(password)
    words = [str(fitting(name, url)), "--no-password", f"--dbname={make_conninfo('', **reached)}"]
    return words, environment


def fitting(name: type_of_name, url: str) -> Path:
    """Return the oldest program that is as new as the server: an older one is refused, a newer one may say too much.

    Errors: NoProgram, NoDatabase.
    """
    with connected(url) as connection:
        server = connection.info.server_version // 10_000
    versions = {version: path for path in _found(name) if (version := _version(path)) >= server}
    if not versions:
        raise NoProgram(
            f"{name} of PostgreSQL {server} or newer is needed and is not on this machine."
            f" On Debian: apt-get install postgresql-client-{server}"
        )
    return versions[min(versions)]


def _found(name: type_of_name) -> list[Path]:
    found = [Path(path)] if (path := shutil.which(name)) else []
    with suppress(NoPostgres):
        found.append(programs(account_for_postgres()) / name)
    return found


def _version(path: Path) -> int:
    said = subprocess.run([str(path), "--version"], capture_output=True, text=True, check=False).stdout
    number = re.search(r"\) (\d+)", said)
    return int(number[1]) if number else 0
