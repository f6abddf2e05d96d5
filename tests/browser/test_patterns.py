"""The patterns of the API's description mean the same to Python and to what browsers and generated clients run."""

import re
from collections.abc import Iterator
from typing import Any

from flask import Flask
from playwright.sync_api import Browser

from tests.cast import Cast

TRIED = [
    "price",
    "price_2",
    "Price",
    "2price",
    "EUR",
    "eur",
    "EURO",
    "EUR\n",
    "price\n",
    "\nprice",
    "",
    "de-AT",
    "a" * 80,
]
MATCHES = "([pattern, text]) => new RegExp(pattern, 'u').test(text)"


def patterns_in(described: Any) -> Iterator[str]:
    """Return every pattern in a description."""
    if isinstance(described, dict):
        if isinstance(described.get("pattern"), str):
            yield described["pattern"]
        described = list(described.values())
    if isinstance(described, list):
        for inner in described:
            yield from patterns_in(inner)


def test_every_pattern_is_read_alike(app: Flask, cast: Cast, chromium: Browser) -> None:
    described = app.test_client().get(f"/o/{cast.slug}/api/v1/openapi.json").json
    patterns = sorted(set(patterns_in(described)))
    page = chromium.new_page()

    differing = [
        (pattern, text)
        for pattern in patterns
        for text in TRIED
        if page.evaluate(MATCHES, [pattern, text]) != (re.fullmatch(pattern, text) is not None)
    ]
    page.close()

    assert len(patterns) > 1
    assert differing == []
