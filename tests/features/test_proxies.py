"""Who asks, and over which scheme, when proxies stand in front: a client's own claims are never believed."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import request, request_started

from negostrategy.app import create_app
from negostrategy.settings import Settings

STRANGER, PERSON, FRONT, PROXY = "203.0.113.66", "198.51.100.7", "192.0.2.1", "172.18.0.5"
type_of_asking = Callable[..., tuple[str | None, str]]

CHAINS = {
    "no proxy, and a chain of the client's": (0, PERSON, STRANGER, PERSON),
    "no proxy": (0, PERSON, None, PERSON),
    "the shipped proxy": (1, PROXY, PERSON, PERSON),
    "the shipped proxy, and a chain of the client's": (1, PROXY, f"{STRANGER}, {PERSON}", PERSON),
    "a front and the shipped proxy": (2, PROXY, f"{PERSON}, {FRONT}", PERSON),
    "both, and a chain of the client's": (2, PROXY, f"{STRANGER}, {STRANGER}, {PERSON}, {FRONT}", PERSON),
    "three proxies": (3, PROXY, f"{STRANGER}, {PERSON}, 192.0.2.9, {FRONT}", PERSON),
    "fewer than are counted on": (2, PROXY, STRANGER, PROXY),
}


@pytest.fixture
def asking(settings: Settings) -> type_of_asking:
    """Return a way to ask through proxies: the address and the scheme that the product sees."""

    def asked(count: int, address: str, came_from: str, **headers: str) -> tuple[str | None, str]:
        app = create_app(replace(settings, trusted_proxies=count, public_address=address))
        seen: list[tuple[str | None, str]] = []

        def note(_sender: Any, **_more: Any) -> None:
            seen.append((request.remote_addr, request.scheme))

        with request_started.connected_to(note, app):
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            app.test_client().get("/livez", headers=sent, environ_base={"REMOTE_ADDR": came_from})
        return seen[0]

    return asked


@pytest.mark.parametrize(("count", "came_from", "chain", "person"), CHAINS.values(), ids=CHAINS.keys())
def test_the_address_is_that_of_the_person(
    asking: type_of_asking, count: int, came_from: str, chain: str | None, person: str
) -> None:
    headers = {"X_Forwarded_For": chain} if chain else {}

    assert asking(count, "https://negotiate.example.org", came_from, **headers)[0] == person


@pytest.mark.parametrize("claimed", ["http", "https", "javascript", "http, http", ""])
@pytest.mark.parametrize("count", [0, 1, 2])
def test_where_people_come_over_tls_nobody_claims_otherwise(asking: type_of_asking, count: int, claimed: str) -> None:
    assert asking(count, "https://negotiate.example.org", PROXY, X_Forwarded_Proto=claimed)[1] == "https"


def test_without_a_proxy_nobody_claims_tls(asking: type_of_asking) -> None:
    assert asking(0, "http://127.0.0.1:8000", PERSON, X_Forwarded_Proto="https")[1] == "http"


def test_the_nearest_proxy_may_say_that_people_come_over_tls(asking: type_of_asking) -> None:
    assert asking(2, "http://127.0.0.1:8000", PROXY, X_Forwarded_Proto="http, https")[1] == "https"
