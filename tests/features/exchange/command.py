"""The command as somebody types it."""

import os
import subprocess
import sys

from negostrategy.cli.database import as_environment
from negostrategy.settings import Settings
from tests.cast import Cast


def started(cast: Cast, settings: Settings, *words: str) -> "subprocess.Popen[bytes]":
    """Return the running import into a company, its input and its answers as pipes."""
    command = ["import", "--organization", cast.slug, "--format", "jsonl", *words]
    return subprocess.Popen(
        [sys.executable, "-m", "negostrategy.cli.main", *command],
        env={**os.environ, **as_environment(settings)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def ended(process: "subprocess.Popen[bytes]", lines: bytes = b"") -> tuple[int, str, str]:
    """Return the exit status and what was said on both ways, after the lines were piped in."""
    said, complained = process.communicate(lines, timeout=60)
    return process.returncode, said.decode(), complained.decode()
