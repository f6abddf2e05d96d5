"""The log names what failed and where, and nothing that anybody wrote."""

import json

import pytest
import structlog

from negostrategy.edge.logs import log_as_json


@pytest.fixture
def logged(capsys: pytest.CaptureFixture[str]) -> str:
    """Return the line of an error that came up while somebody's words were at hand."""
    log_as_json()
    try:
        {}["the walk-away is 104 euros"]
    except KeyError:
        structlog.get_logger().exception("unexpected_error")
    structlog.reset_defaults()
    return capsys.readouterr().out


def test_an_error_says_its_kind_and_its_place(logged: str) -> None:
    failure = json.loads(logged)["exception"][0]

    assert (failure["exc_type"], failure["frames"][-1]["name"]) == ("KeyError", "logged")


def test_an_error_says_nothing_of_what_was_written(logged: str) -> None:
    assert "104" not in logged
