"""`negostrategy run`: everything at once, for a first look and for work on the product itself."""

import argparse
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from negostrategy.cli.database import as_environment, reachable
from negostrategy.cli.migrate import migrate
from negostrategy.cli.serve import refuse_taken_port, web_command
from negostrategy.cli.worker import worker_command
from negostrategy.settings import Settings

ACCOUNTS = "demo-accounts.txt"
STOP_SECONDS = 4.0


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("run", help="database, web and worker together, with a filled demo company")
    parser.set_defaults(run=run, brings_own_database=True)


@dataclass
class Child:
    """A process that is started again when it dies; each death doubles the pause before the next start."""

    name: str
    words: list[str]
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    pause_seconds: float = 0.5
    next_start: float = field(default=0.0)

    def look_after(self) -> None:
        """Start the process if it should run and does not."""
        if self.process is not None and self.process.poll() is None:
            return
        now = time.monotonic()
        if self.process is not None and self.next_start <= now - 60:
            self.pause_seconds = 0.5
        if self.process is not None and now < self.next_start:
            return
        if self.process is not None:
            print(f"The {self.name} process stopped by itself; starting it again. Its log: {self.log}", flush=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.words, env=self.environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
        self.next_start = now + self.pause_seconds
        self.pause_seconds = min(30, self.pause_seconds * 2)

    def stop(self, deadline: float) -> None:
        """Ask the process to end, and end it when it does not."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def run(_arguments: argparse.Namespace, settings: Settings) -> int:
    """Return 0 after Ctrl-C or TERM, with every process stopped.

    Errors: Unusable when somebody listens on its port already.
    """
    refuse_taken_port(settings)
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _ending(ended))
    with reachable(settings) as ready:
        migrate(ready.owner_database_url)
        environment = {**os.environ, **as_environment(ready)}
        _fill(ready, environment)
        children = _children(ready, environment)
        try:
            _serve(ready, children, ended)
        finally:
            deadline = time.monotonic() + STOP_SECONDS
            for child in children:
                child.stop(deadline)
    return 0


def _ending(ended: threading.Event) -> Callable[[int, FrameType | None], None]:
    return lambda _number, _frame: ended.set()


def _fill(settings: Settings, environment: dict[str, str]) -> None:
    if settings.mode == "demo" and not (settings.home / ACCOUNTS).exists():
        print("Filling the demo company with a year of negotiations, once. This takes about half a minute.", flush=True)
        subprocess.run([sys.executable, "-m", "negostrategy.cli.main", "demo"], env=environment, check=True)


def _children(settings: Settings, environment: dict[str, str]) -> list[Child]:
    logs = settings.home / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    return [
        Child("web", web_command(), environment, logs / "web.log"),
        Child("worker", worker_command(), environment, logs / "worker.log"),
    ]


def _serve(settings: Settings, children: list[Child], ended: threading.Event) -> None:
    for child in children:
        child.look_after()
    print(f"\nnegostrategy is at {settings.public_address}", flush=True)
    if (settings.home / ACCOUNTS).exists():
        accounts = (settings.home / ACCOUNTS).read_text()
        print(accounts.replace(": /o/", f": {settings.public_address}/o/"), flush=True)
    print("Ctrl-C stops it.", flush=True)
    while not ended.wait(0.2):
        for child in children:
            child.look_after()
    print("Stopping.", flush=True)
