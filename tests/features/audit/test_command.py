"""`negostrategy audit verify` as an operator types it."""

import pytest

from negostrategy.cli.database import as_environment
from negostrategy.cli.main import main
from negostrategy.settings import Settings
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _environment(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in as_environment(settings).items():
        monkeypatch.setenv(name, value)


def test_a_whole_trail_is_said_to_be_whole(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["audit", "verify", "--organization", cast.slug])

    assert (status, f"{cast.slug}: whole" in capsys.readouterr().out) == (0, True)


def test_a_mistyped_address_is_not_taken_for_a_whole_trail(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["audit", "verify", "--organization", f"{cast.slug}x"])

    assert (status, capsys.readouterr().err) == (2, "negostrategy: There is no organization with this address.\n")
