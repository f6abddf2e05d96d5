"""This build beside another one: creating, asking, listing and pages, in turns, over one connection and over eight.

    .venv/bin/python -m benchmarks.builds <folder of a checkout of the other build>

Both serve their own filled demo company with one web process each. A figure is requests per second of this build,
divided by that of the other: 0.9 or more means that nothing became slower by more than a tenth.
"""

import http.client
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.load import Request, hammer
from benchmarks.serving import free_port, wait_for

HERE = Path(__file__).parent.parent
RUNS, REQUESTS = 5, 120
COMPANY = "/o/demo"
PAGES = {
    "home of an employee": ("employee", "/"),
    "home of a leader": ("leader", "/"),
    "list page": ("manager", "/negotiations"),
    "record page": ("employee", "/negotiations/{record}"),
    "compliance": ("manager", "/compliance"),
    "outcomes": ("leader", "/outcomes"),
    "strategy page": ("employee", "/strategy"),
}
_numbers = count(1)


@dataclass(frozen=True)
class Build:
    """One build that is being served: where, by whose cookies and token, and one record to look at."""

    address: str
    cookies: dict[str, str]
    token: str
    records: list[str]

    def program(self, method: str, path: str, body: object = None) -> Request:
        """Return a request as a program sends it."""
        headers = (("Authorization", f"Bearer {self.token}"), ("Content-Type", "application/json"))
        return Request(method, f"{COMPANY}/api/v1{path}", json.dumps(body).encode() if body else None, headers)

    def page(self, role: str, path: str) -> Request:
        """Return a request as a browser of this role sends it."""
        where = path.format(record=random.choice(self.records))
        return Request("GET", COMPANY + where, None, (("Cookie", self.cookies[role]),))


def main(other: Path) -> None:
    """Return after printing one line for each act and page."""
    with ExitStack() as both:
        ours, theirs = (both.enter_context(_running(folder)) for folder in (HERE, other))
        for name, make in _questions().items():
            for connections in (1, 8):
                _measure(name, make, connections, ours, theirs)


def _questions() -> dict[str, Callable[[Build], Request]]:
    acts: dict[str, Callable[[Build], Request]] = {
        "create": lambda build: build.program("POST", "/negotiations", _record()),
        "may I agree": _asking,
        "list of 50": lambda build: build.program("GET", "/negotiations?limit=50"),
    }
    for name, (role, path) in PAGES.items():
        acts[name] = _looking(role, path)
    return acts


def _looking(role: str, path: str) -> Callable[[Build], Request]:
    return lambda build: build.page(role, path)


def _asking(build: Build) -> Request:
    record = random.choice(build.records)
    offer = {"offer": {"price_change": str(random.randint(1, 6))}}
    return build.program("POST", f"/negotiations/{record}/offer-checks", offer)


def _record() -> dict[str, object]:
    price = {"name": "Price", "key": "price_change", "kind": "percent", "unit": "%", "direction": "less"}
    return {
        "title": f"Price round {next(_numbers)}",
        "kind": "external",
        "topic": "finance",
        "channel": "phone",
        "counterpart": f"Supplier {random.randint(1, 80)}",
        "value": "120000",
        "terms": [price | {"target": "1", "acceptable": "2", "walk_away": "4", "theirs": "3"}],
    }


def _measure(name: str, make: Callable[[Build], Request], connections: int, ours: Build, theirs: Build) -> None:
    def turn(build: Build, requests: int) -> float:
        return hammer(build.address, lambda: make(build), requests, connections).per_second

    for build in (ours, theirs):
        turn(build, 40)
    pairs = [(turn(ours, REQUESTS), turn(theirs, REQUESTS)) for _ in range(RUNS)]
    ratios = sorted(mine / other for mine, other in pairs)
    mine, other = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(
        f"{name:20} {connections} at once: {mine:6.1f}/s, the other {other:6.1f}/s, "
        f"ratio {ratios[0]:.2f} / {statistics.median(ratios):.2f} / {ratios[-1]:.2f}",
        flush=True,
    )


@contextmanager
def _running(folder: Path) -> Iterator[Build]:
    with tempfile.TemporaryDirectory() as home:
        port = free_port()
        environment = os.environ | {"PORT": str(port), "NEGOSTRATEGY_HOME": home, "NEGOSTRATEGY_WEB_WORKERS": "1"}
        words = [sys.executable, "-m", "negostrategy.cli.main"]
        serving = subprocess.Popen([*words, "run"], cwd=folder, env=environment, stdout=subprocess.DEVNULL)
        address = f"http://127.0.0.1:{port}"
        try:
            wait_for(f"{address}/readyz", serving, 400)
            yield _entered(address, folder, environment, Path(home))
        finally:
            serving.terminate()
            serving.wait(30)


def _entered(address: str, folder: Path, environment: dict[str, str], home: Path) -> Build:
    card = (home / "demo-accounts.txt").read_text()
    password = re.search(r"Password of all of them: (\S+)", card)
    assert password is not None
    emails = {role: _email(card, role) for role in ("employee", "manager", "leader")}
    cookies = {role: _cookie(address, email, password.group(1)) for role, email in emails.items()}
    token = _token(folder, environment, emails["employee"])
    build = Build(address, cookies, token, [])
    made = [_answer(build.address, build.program("POST", "/negotiations", _record())) for _ in range(40)]
    build.records.extend(json.loads(answer)["id"] for answer in made)
    return build


def _email(card: str, role: str) -> str:
    found = re.search(rf"{role}@\S+", card)
    assert found is not None, card
    return found.group(0)


def _token(folder: Path, environment: dict[str, str], email: str) -> str:
    words = [
        sys.executable,
        "-m",
        "negostrategy.cli.main",
        "token",
        "create",
        "--organization",
        "demo",
        "--email",
        email,
    ]
    done = subprocess.run(words, cwd=folder, env=environment, check=True, capture_output=True, text=True)
    return done.stdout.split()[-1]


def _cookie(address: str, email: str, password: str) -> str:
    connection = http.client.HTTPConnection(address.removeprefix("http://"))
    connection.request("GET", f"{COMPANY}/sign-in")
    answer = connection.getresponse()
    first = _cookies_of(answer)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', answer.read().decode())
    assert token is not None
    words = urlencode({"csrf_token": token.group(1), "email": email, "password": password})
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": first}
    connection.request("POST", f"{COMPANY}/sign-in", words, headers)
    entered = connection.getresponse()
    entered.read()
    assert entered.status == 303, entered.status
    return _cookies_of(entered)


def _cookies_of(answer: http.client.HTTPResponse) -> str:
    jar: SimpleCookie = SimpleCookie()
    for line in answer.headers.get_all("Set-Cookie") or []:
        jar.load(line)
    return "; ".join(f"{name}={morsel.value}" for name, morsel in jar.items() if morsel.value)


def _answer(address: str, request: Request) -> bytes:
    connection = http.client.HTTPConnection(address.removeprefix("http://"))
    connection.request(request.method, request.path, request.body, dict(request.headers))
    answer = connection.getresponse()
    said = answer.read()
    assert answer.status < 400, said
    return said


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
