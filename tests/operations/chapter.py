"""The commands of the chapter on running it, taken from there and run as somebody would type them."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.conventions.code import ROOT

CHAPTER = ROOT / "docs" / "operations.md"


def commands_below(heading: str) -> str:
    """Return the first block of commands below a heading of the chapter."""
    section = CHAPTER.read_text().split(f"\n{heading}\n", 1)[1]
    return section.split("```sh\n", 1)[1].split("```", 1)[0]


def programs(folder: Path, *more: Path) -> str:
    """Return a PATH on which `negostrategy` is what a package installs, followed by more folders."""
    folder.mkdir(exist_ok=True)
    command = folder / "negostrategy"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m negostrategy.cli.main "$@"\n')
    command.chmod(0o755)
    return os.pathsep.join(map(str, [folder, *more, os.environ["PATH"]]))


def typed(commands: str, folder: Path, environment: Mapping[str, str]) -> "subprocess.CompletedProcess[str]":
    """Return what came of commands that are typed in a folder, ended at the first that fails."""
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", commands],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
