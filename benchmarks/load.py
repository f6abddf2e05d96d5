"""A load client: some connections that send one request after another, each on its own kept-alive connection."""

import http.client
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

HELLOS = 2000


@dataclass(frozen=True)
class Request:
    """One request to send."""

    method: str
    path: str
    body: bytes | None = None
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Load:
    """What a run of requests gave: requests per second, and the time of one in milliseconds."""

    per_second: float
    median_ms: float
    p95_ms: float


@dataclass(frozen=True)
class Pair:
    """One turn of each of two things."""

    ours: Load
    other: Load


def hammer(address: str, make: Callable[[], Request], requests: int, connections: int = 8) -> Load:
    """Return how the server at `address` bears `requests` requests over some connections at once.

    Errors: RuntimeError for any answer that is not a success: a fast refusal is no result.
    """
    share = requests // connections
    times: list[float] = []
    failures: list[str] = []
    begin = threading.Barrier(connections + 1)

    def work() -> None:
        connection = http.client.HTTPConnection(urlsplit(address).netloc)
        connection.connect()
        begin.wait()
        times.extend(_one_after_another(connection, make, share, failures))

    threads = [threading.Thread(target=work) for _ in range(connections)]
    for thread in threads:
        thread.start()
    begin.wait()
    begun = time.perf_counter()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - begun
    if failures:
        raise RuntimeError(f"{len(failures)} refused, first: {failures[0]}")
    ordered = sorted(times)
    return Load(len(ordered) / seconds, 1000 * statistics.median(ordered), 1000 * ordered[int(len(ordered) * 0.95)])


def beside_hello(ours: str, make: Callable[[], Request], questions: int, bare: str, connections: int = 1) -> Pair:
    """Return `questions` requests to `ours`, and then HELLOS of the least that a server can answer to `bare`."""
    asked = hammer(ours, make, questions, connections)
    return Pair(asked, hammer(bare, lambda: Request("GET", "/hello"), HELLOS, connections))


def _one_after_another(
    connection: http.client.HTTPConnection, make: Callable[[], Request], count: int, failures: list[str]
) -> Iterator[float]:
    for _ in range(count):
        request = make()
        begun = time.perf_counter()
        connection.request(request.method, request.path, request.body, dict(request.headers))
        answer = connection.getresponse()
        said = answer.read()
        yield time.perf_counter() - begun
        if answer.status >= 400:
            failures.append(f"{answer.status} {said[:200]!r}")
