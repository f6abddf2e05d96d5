"""`kill -9` of the web process and of the database: no acknowledged record is lost, and the product comes back."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.journeys.product import SLUG, Product, running_product, until

# Longer than the shortest turn of the worker: it asks for the database while there is none.
OUTAGE_SECONDS = 7


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    """Return the running product."""
    with running_product(tmp_path) as running:
        yield running


@pytest.mark.long
@pytest.mark.parametrize("word", ["negostrategy.web", "postgres"])
def test_a_killed_process_loses_nothing_and_comes_back(product: Product, word: str) -> None:
    acknowledged = [product.log(f"Before {number}") for number in range(20)]

    killed = product.kill(word)
    acknowledged += [product.log(f"Meanwhile {number}") for number in range(5)]
    until(lambda: product.log("Back again") is not None)

    kept = [negotiation_id for negotiation_id in acknowledged if negotiation_id]
    assert killed > 0
    assert len(kept) >= 20
    assert all(product.has(negotiation_id) for negotiation_id in kept)


def test_one_killed_web_process_after_another_is_no_outage(product: Product) -> None:
    listening, *workers = sorted(product.processes("negostrategy.web"))

    logged = []
    for number, worker in enumerate(workers):
        os.kill(worker, signal.SIGKILL)
        until(lambda n=number: product.log(f"Meanwhile {n}") is not None)
        logged.append(number)
    until(lambda: len(product.processes("negostrategy.web")) > len(workers))

    assert len(logged) == len(workers) >= 2
    assert listening in product.processes("negostrategy.web")


@pytest.mark.long
def test_background_work_goes_on_after_an_outage(product: Product) -> None:
    until(lambda: product.log("Before") is not None)

    with no_database(product):
        time.sleep(OUTAGE_SECONDS)
    until(lambda: product.log("After") is not None)

    until(lambda: ", 0 not sealed yet" in product.told("audit", "verify", "--organization", SLUG))
    until(lambda: product.ask(f"{product.root}/readyz")["failing"] == {})


@contextmanager
def no_database(product: Product) -> Iterator[None]:
    """Keep the database away: killed, and whoever would start it again asleep."""
    os.kill(product.pid, signal.SIGSTOP)
    try:
        product.kill("postgres")
        yield
    finally:
        os.kill(product.pid, signal.SIGCONT)
