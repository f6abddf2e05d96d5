"""Many people ask what has to wait, others send what never comes: whoever asks something else is answered meanwhile."""

import json
import socket
import subprocess
import urllib.error
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from negostrategy.embedded.supervisor import running_postgres
from tests.journeys.product import COMMAND, SLUG, Product, running_product

MANY = 12


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """Return the running product; nothing here harms it."""
    with running_product(Path(tmp_path_factory.mktemp("state"))) as running:
        yield running


@contextmanager
def locked(product: Product, table: str) -> Iterator[None]:
    """Hold a lock on a whole table that nothing gets past."""
    urls = running_postgres(Path(product.environment["NEGOSTRATEGY_HOME"]))
    assert urls is not None
    with psycopg.connect(urls.owner.replace("+psycopg", "")) as connection:
        connection.execute(f"LOCK TABLE {table}")
        yield


def answered(product: Product, address: str) -> tuple[int, str | None]:
    """Return the status of an answer, and when it says to come again."""
    try:
        product.ask(address, seconds=30)
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.headers["Retry-After"]
    return 200, None


def test_a_locked_table_holds_up_those_alone_who_ask_for_it(product: Product) -> None:
    with locked(product, "negotiations"), ThreadPoolExecutor(MANY) as people:
        waiting = [people.submit(answered, product, product.address) for _ in range(MANY)]
        health = product.ask(f"{product.root}/livez")
        others = answered(product, f"{product.root}/o/{SLUG}/api/v1/playbooks")
        were_answered_first = _none_is_done(waiting)
        refused = [one.result() for one in waiting]

    assert health == {"status": "ok"}
    assert others == (200, None)
    assert were_answered_first
    assert refused == [(503, "5")] * MANY


def test_senders_that_never_finish_keep_nobody_from_asking_after_its_health(product: Product) -> None:
    connections = [_begun(product) for _ in range(5 * MANY)]
    try:
        assert product.ask(f"{product.root}/livez") == {"status": "ok"}
    finally:
        for connection in connections:
            connection.close()


def test_a_second_server_on_the_same_port_is_refused(product: Product, tmp_path: Path) -> None:
    environment = product.environment | {"NEGOSTRATEGY_HOME": str(tmp_path)}

    second = subprocess.run([*COMMAND, "run"], env=environment, capture_output=True, text=True, check=False, timeout=60)

    assert second.returncode == 2
    assert f"port {urlsplit(product.root).port} already" in second.stderr


def _none_is_done(waiting: list[Future[tuple[int, str | None]]]) -> bool:
    return not any(one.done() for one in waiting)


def _begun(product: Product) -> socket.socket:
    place = urlsplit(product.root)
    connection = socket.create_connection((place.hostname or "", place.port or 0))
    words = [f"POST /o/{SLUG}/api/v1/negotiations/quick HTTP/1.1", f"Host: {place.netloc}", "Content-Length: 1000"]
    words += [f"{name}: {value}" for name, value in product.headers.items()]
    connection.sendall("\r\n".join([*words, "", json.dumps("x")[0]]).encode())
    return connection
