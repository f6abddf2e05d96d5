"""Keeping a private PostgreSQL alive: one supervisor per state folder, a dead postmaster is started again."""

import fcntl
import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import IO

from negostrategy.embedded.server import Cluster, DoesNotStart, Urls

PATIENCE_SECONDS = 20


class AlreadyRunning(RuntimeError):
    """Another process runs the database of this state folder. Stop it, or set NEGOSTRATEGY_HOME to another folder."""


@contextmanager
def private_postgres(home: Path, say: Callable[[str], None] = lambda _sentence: None) -> Iterator[Cluster]:
    """Return a running cluster below `home`, with its roles and database; restarted if it dies, stopped at the end.

    Errors: AlreadyRunning for the second of two at once, DoesNotStart when PostgreSQL refuses.
    """
    home.mkdir(parents=True, exist_ok=True)
    with _lock(home):
        cluster = Cluster(home)
        cluster.prepare()
        cluster.start()
        ended = threading.Event()
        watcher = threading.Thread(target=_keep_alive, args=(cluster, ended, say), daemon=True)
        try:
            cluster.make_roles()
            _note(home, cluster.urls())
            watcher.start()
            yield cluster
        finally:
            ended.set()
            if watcher.is_alive():
                watcher.join(PATIENCE_SECONDS)
            (home / "database.urls").unlink(missing_ok=True)
            cluster.stop()


def running_postgres(home: Path) -> Urls | None:
    """Return the addresses of the cluster that another process runs for this state folder, if one does."""
    try:
        with _lock(home):
            return None
    except AlreadyRunning:
        return Urls(**json.loads((home / "database.urls").read_text()))
    except FileNotFoundError:
        return None


def _keep_alive(cluster: Cluster, ended: threading.Event, say: Callable[[str], None]) -> None:
    while not ended.wait(0.1):
        if cluster.process is None or cluster.process.poll() is None:
            continue
        say("The database stopped by itself; starting it again.")
        _start_again(cluster, ended)


def _start_again(cluster: Cluster, ended: threading.Event) -> None:
    # Orphaned backends of a killed postmaster hold its shared memory until they notice: a first start may be refused.
    end = time.monotonic() + PATIENCE_SECONDS
    while not ended.is_set():
        try:
            cluster.start()
            return
        except DoesNotStart:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


@contextmanager
def _lock(home: Path) -> Iterator[IO[str]]:
    with (home / "database.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            raise AlreadyRunning(AlreadyRunning.__doc__) from taken
        yield file


def _note(home: Path, urls: Urls) -> None:
    path = home / "database.urls"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(asdict(urls), file)
