"""Writing a backup: whole, or not at all."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from negostrategy.backup.archive import write_encrypted
from negostrategy.backup.programs import command

# Whoever holds a table for longer is altering it; the backup of the next hour is better than one that waits for ever.
LOCK_PATIENCE = "60s"
END_OF_LOG = -800


class NotBackedUp(Exception):
    """The backup was not made; the sentence says why. What there was of it is removed."""


def back_up(url: str, target: Path, key: bytes) -> None:
    """Write everything in a database to a new file that its owner alone may read; encrypted when a key is given.

    url: the address of the backup role. Errors: NotBackedUp, NoProgram, NoDatabase.
    """
    if target.exists():
        raise NotBackedUp(f"{target} is there already. Name a new file, or remove it first.")
    with _new_file(target) as file:
        back_up_to(url, file, key)


def back_up_to(url: str, file: IO[bytes], key: bytes) -> None:
    """Write everything in a database to an open file.

    Errors: NotBackedUp with what pg_dump said, NoProgram, NoDatabase.
    """
    words, environment = command("pg_dump", url)
    words += ["--format=custom", f"--lock-wait-timeout={LOCK_PATIENCE}"]
    with tempfile.TemporaryFile() as said:
        with subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, stderr=said) as dumping:
            assert dumping.stdout is not None
            if key:
                write_encrypted(dumping.stdout, file, key)
            else:
                shutil.copyfileobj(dumping.stdout, file)
        if dumping.returncode:
            said.seek(0)
            raise NotBackedUp(f"pg_dump did not end well: {said.read().decode(errors='replace')[END_OF_LOG:].strip()}")


@contextmanager
def _new_file(target: Path) -> Iterator[IO[bytes]]:
    # Under its own name a backup is whole: what a cut-off run leaves has another.
    partial = target.with_name(f"{target.name}.partial")
    try:
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        partial.rename(target)
    except OSError as refusal:
        raise NotBackedUp(f"{partial} cannot be written: {refusal.strerror}.") from refusal
    finally:
        partial.unlink(missing_ok=True)
