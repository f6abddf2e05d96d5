"""`negostrategy demo`: it fills once, keeps the accounts to itself, and stays away from production."""

import argparse
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from negostrategy.accounts.pages.signing_in import DEMO_KEY
from negostrategy.cli import demo
from negostrategy.cli.named import Unusable
from negostrategy.settings import Settings
from tests.features.exchange.demo.conftest import UNTIL

CALL = argparse.Namespace(seed=7, size="small", until=UNTIL)


@pytest.fixture(scope="module")
def own_home(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Return settings with a state folder that is empty at first."""
    return replace(settings, home=tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def accounts(own_home: Settings) -> Path:
    """Return the file with the accounts, after a filling."""
    demo.run(CALL, own_home)
    return own_home.home / "demo-accounts.txt"


@pytest.mark.parametrize("part", ["leader", "manager", "employee", "admin"])
def test_the_accounts_are_told(accounts: Path, part: str) -> None:
    assert f"{part}@demo.example" in accounts.read_text()


def test_the_accounts_are_for_their_owner_alone(accounts: Path) -> None:
    assert stat.S_IMODE(accounts.stat().st_mode) == 0o600


def test_the_password_that_is_told_opens_the_door(app: Flask, accounts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = accounts.read_text().split("Password of all of them: ")[1].strip()
    monkeypatch.setitem(app.extensions, DEMO_KEY, told)

    answer = app.test_client().post("/o/demo/sign-in", data={"email": "manager@demo.example", "password": told})

    assert answer.status_code == 303


def test_a_second_start_does_nothing(accounts: Path, own_home: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    told = accounts.read_text()
    capsys.readouterr()

    demo.run(CALL, own_home)

    assert ("filled already" in capsys.readouterr().out, accounts.read_text()) == (True, told)


def test_production_stays_without_a_demo(own_home: Settings) -> None:
    with pytest.raises(Unusable, match="not filled in production"):
        demo.run(CALL, replace(own_home, mode="production"))
