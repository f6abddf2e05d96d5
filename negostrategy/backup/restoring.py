"""Bringing a backup into an empty database: read to its end first, then in one transaction."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from negostrategy.backup.archive import Unreadable, read_backup
from negostrategy.backup.programs import command, connected

END_OF_LOG = -800
ROLES = ("owner", "app", "worker", "search", "backup")
TABLES = """
    SELECT count(*) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relkind IN ('r', 'p', 'v') AND nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
"""


class NotRestored(Exception):
    """Nothing was restored; the sentence says why."""


def restore(url: str, source: Path, key: bytes) -> None:
    """Bring everything of a backup into an empty database, or nothing.

    url: the address of the owner role. Errors: NotRestored, Unreadable, NoProgram, NoDatabase.
    """
    _require_room(url)
    if not source.is_file():
        raise NotRestored(f"There is no file {source}.")
    words, environment = command("pg_restore", url)
    # The whole file is read before the first row is written. An altered one never reaches the database.
    check = [words[0], "--file=/dev/null"]
    if said := _fed(check, environment, source, key):
        raise Unreadable(f"This backup cannot be read. It was cut off or altered, or is no backup: {said}")
    with _search_may_own(url):
        said = _fed([*words, "--single-transaction", "--exit-on-error"], environment, source, key)
    if said:
        raise NotRestored(f"pg_restore did not end well, and nothing was kept: {said}")


def _require_room(url: str) -> None:
    with connected(url) as connection:
        known = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
        (tables,) = connection.execute(TABLES).fetchone() or (0,)
    if missing := [role for role in ROLES if f"negostrategy_{role}" not in known]:
        raise NotRestored(f"Roles are missing: {', '.join(missing)}. Make them first: `negostrategy roles`.")
    if tables:
        raise NotRestored("The database holds tables already. A backup is restored into an empty one.")


def _fed(words: list[str], environment: dict[str, str], source: Path, key: bytes) -> str:
    """Return what a program said when it failed on the backup; nothing when it took all of it.

    Errors: Unreadable.
    """
    with tempfile.TemporaryFile() as log:
        with subprocess.Popen(words, env=environment, stdin=subprocess.PIPE, stdout=log, stderr=log) as program:
            assert program.stdin is not None
            try:
                _feed(program.stdin, source, key)
            except Unreadable:
                program.kill()
                raise
        log.seek(0)
        said = log.read().decode(errors="replace")[END_OF_LOG:].strip()
    return (said or "it says nothing") if program.returncode else ""


def _feed(pipe: IO[bytes], source: Path, key: bytes) -> None:
    # A program that has ended early says itself why.
    with suppress(BrokenPipeError):
        for piece in read_backup(source, key):
            pipe.write(piece)
        pipe.close()


@contextmanager
def _search_may_own(url: str) -> Iterator[None]:
    # A function is given to the search role, which PostgreSQL lets only happen where that role may make things.
    with connected(url) as connection:
        connection.execute("GRANT CREATE ON SCHEMA public TO negostrategy_search")
        try:
            yield
        finally:
            connection.execute("REVOKE CREATE ON SCHEMA public FROM negostrategy_search")
