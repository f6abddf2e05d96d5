"""A company whose figures are looked at."""

import pytest
from flask import Flask

from tests.cast import Cast, make_cast
from tests.features.analytics.worlds import make_world


@pytest.fixture(scope="session")
def world(application: Flask) -> Cast:
    """Return a company with sixty records, of which only those about finance are under a playbook, to look at only."""
    with application.app_context():
        cast = make_cast("a-world-to-look-at")
        make_world(cast, 11, 60)
    return cast
