"""One small demo, filled once for all of these tests."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from negostrategy.accounts.pages.signing_in import DEMO_KEY
from negostrategy.exchange.service.demo.filling import Filled, fill
from negostrategy.tenancy.queries import OrganizationEntry, organization_called

UNTIL = date(2026, 6, 30)
PASSWORD = "the presses run for thirty years"


@pytest.fixture(scope="module")
def filled(application: Flask) -> list[Filled]:
    """Return both companies after the filling."""
    with application.app_context():
        return fill(7, UNTIL, "small", PASSWORD)


@pytest.fixture
def demo(app: Flask, filled: list[Filled]) -> OrganizationEntry:
    """Return the demo company as the directory knows it."""
    entry = organization_called("demo")
    assert entry is not None
    return entry


@pytest.fixture
def demo_mode(app: Flask) -> Iterator[None]:
    """Return when the application knows the demo's password, as it does in demo mode."""
    before = app.extensions[DEMO_KEY]
    app.extensions[DEMO_KEY] = PASSWORD
    yield
    app.extensions[DEMO_KEY] = before
