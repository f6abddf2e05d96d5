"""The product, started with its own command and spoken to as a program does, for tests that kill it or hold it up."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.idling import family
from benchmarks.serving import free_port
from negostrategy.cli.run import ACCOUNTS

COMMAND = [sys.executable, "-m", "negostrategy.cli.main"]
SLUG, EMAIL = "unbroken", "vera@unbroken.example"
PASSWORD = "correct horse battery staple"


class Product:
    """The running product with one company in it."""

    def __init__(self, pid: int, address: str, environment: dict[str, str], token: str) -> None:
        self.pid = pid
        self.root = address
        self.address = f"{address}/o/{SLUG}/api/v1/negotiations"
        self.environment = environment
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def log(self, title: str) -> str | None:
        """Return the id of a logged record, or None when nobody acknowledged it."""
        body = json.dumps({"title": title}).encode()
        try:
            answer: str = self.ask(f"{self.address}/quick", body)["id"]
        except OSError:
            return None
        return answer

    def has(self, negotiation_id: str) -> bool:
        """Return whether a record is there."""
        return bool(self.ask(f"{self.address}/{negotiation_id}")["id"] == negotiation_id)

    def ask(self, address: str, body: bytes | None = None, seconds: float = 5) -> Any:
        """Return what an address answers. Errors: OSError, which a refusal is too."""
        request = urllib.request.Request(address, body, self.headers)
        with urllib.request.urlopen(request, timeout=seconds) as answer:
            return json.load(answer)

    def told(self, *words: str) -> str:
        """Return what a command prints, whatever it ends with."""
        return told(self.environment, list(words))

    def processes(self, word: str) -> list[int]:
        """Return the processes of the product whose command line holds a word."""
        return [pid for pid in family(self.pid) if word in _command_line(pid)]

    def kill(self, word: str) -> int:
        """Return how many processes of the product whose command line holds a word were killed at once."""
        found = self.processes(word)
        for pid in found:
            os.kill(pid, signal.SIGKILL)
        return len(found)


@contextmanager
def running_product(home: Path) -> Iterator[Product]:
    """Return the product, started with its own command, with one company in it."""
    port = free_port()
    environment = {**os.environ, "NEGOSTRATEGY_HOME": str(home), "PORT": str(port)}
    (home / ACCOUNTS).write_text("No demo company here.\n")
    process = subprocess.Popen([*COMMAND, "run"], env=environment, stdout=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        until(lambda: urllib.request.urlopen(f"{address}/readyz", timeout=2).status == 200, 120)
        person = ["--name", "Unbroken", "--person", "Vera", "--email", EMAIL]
        told(environment, ["organization", "create", SLUG, *person], f"{PASSWORD}\n")
        token = told(environment, ["token", "create", "--organization", SLUG, "--email", EMAIL])
        yield Product(process.pid, address, environment, token)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def told(environment: dict[str, str], words: list[str], said: str = "") -> str:
    """Return the last line that a command prints."""
    done = subprocess.run([*COMMAND, *words], env=environment, input=said, capture_output=True, text=True, check=True)
    return done.stdout.strip().splitlines()[-1]


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


def _command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(errors="replace").replace("\0", " ")
    except OSError:
        return ""
