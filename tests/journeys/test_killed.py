"""`kill -9` of the web process and of the database: no acknowledged record is lost, and the product comes back."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.idling import family
from benchmarks.serving import free_port
from negostrategy.cli.run import ACCOUNTS

COMMAND = [sys.executable, "-m", "negostrategy.cli.main"]
SLUG, EMAIL = "unbroken", "vera@unbroken.example"


class Product:
    """The running product, spoken to as a program does."""

    def __init__(self, pid: int, address: str, token: str) -> None:
        self.pid = pid
        self.address = f"{address}/o/{SLUG}/api/v1/negotiations"
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def log(self, title: str) -> str | None:
        """Return the id of a logged record, or None when nobody acknowledged it."""
        body = json.dumps({"title": title}).encode()
        try:
            answer: str = self._ask(f"{self.address}/quick", body)["id"]
        except OSError:
            return None
        return answer

    def has(self, negotiation_id: str) -> bool:
        """Return whether a record is there."""
        return bool(self._ask(f"{self.address}/{negotiation_id}")["id"] == negotiation_id)

    def _ask(self, address: str, body: bytes | None = None) -> Any:
        request = urllib.request.Request(address, body, self.headers)
        with urllib.request.urlopen(request, timeout=5) as answer:
            return json.load(answer)


def told(environment: dict[str, str], words: list[str], said: str = "") -> str:
    """Return what a command prints."""
    done = subprocess.run([*COMMAND, *words], env=environment, input=said, capture_output=True, text=True, check=True)
    return done.stdout.strip().splitlines()[-1]


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    """Return the product, started with its own command, with one company in it."""
    port = free_port()
    environment = {**os.environ, "NEGOSTRATEGY_HOME": str(tmp_path), "PORT": str(port)}
    (tmp_path / ACCOUNTS).write_text("No demo company here.\n")
    process = subprocess.Popen([*COMMAND, "run"], env=environment, stdout=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        until(lambda: urllib.request.urlopen(f"{address}/readyz", timeout=2).status == 200)
        person = ["--name", "Unbroken", "--person", "Vera", "--email", EMAIL]
        told(environment, ["organization", "create", SLUG, *person], "correct horse battery staple\n")
        token = told(environment, ["token", "create", "--organization", SLUG, "--email", EMAIL])
        yield Product(process.pid, address, token)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def until(is_so: Any, seconds: float = 60) -> None:
    """Return when something is so."""
    end = time.monotonic() + seconds
    while True:
        try:
            if is_so():
                return
        except OSError:
            pass
        if time.monotonic() > end:
            raise AssertionError("It did not come back.")
        time.sleep(0.2)


def kill(product: Product, word: str) -> int:
    """Return how many processes of the product whose command line holds a word were killed at once."""
    killed = 0
    for pid in family(product.pid):
        if word in Path(f"/proc/{pid}/cmdline").read_text(errors="replace"):
            os.kill(pid, signal.SIGKILL)
            killed += 1
    return killed


@pytest.mark.long
@pytest.mark.parametrize("word", ["granian", "postgres"])
def test_a_killed_process_loses_nothing_and_comes_back(product: Product, word: str) -> None:
    acknowledged = [product.log(f"Before {number}") for number in range(20)]

    killed = kill(product, word)
    acknowledged += [product.log(f"Meanwhile {number}") for number in range(5)]
    until(lambda: product.log("Back again") is not None)

    kept = [negotiation_id for negotiation_id in acknowledged if negotiation_id]
    assert killed > 0
    assert len(kept) >= 20
    assert all(product.has(negotiation_id) for negotiation_id in kept)
