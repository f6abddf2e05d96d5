"""Settings: an incomplete or unsafe set refuses to start, with one sentence that names what to change."""

from pathlib import Path

import pytest
from sqlalchemy import make_url

from negostrategy.settings import UnsafeSettings, read_settings

GOOD = {
    "NEGOSTRATEGY_MODE": "production",
    "NEGOSTRATEGY_DATABASE_URL": "postgresql+psycopg://negostrategy_app:x@db/negostrategy",
    "NEGOSTRATEGY_OWNER_DATABASE_URL": "postgresql+psycopg://negostrategy_owner:x@db/negostrategy",
    "NEGOSTRATEGY_WORKER_DATABASE_URL": "postgresql+psycopg://negostrategy_worker:x@db/negostrategy",
    "NEGOSTRATEGY_SECRET_KEY": "0123456789abcdef0123456789abcdef",
    "NEGOSTRATEGY_AUDIT_KEY": "fedcba9876543210fedcba9876543210",
    "NEGOSTRATEGY_SEALING_KEY": "0f1e2d3c4b5a69780f1e2d3c4b5a6978",
    "NEGOSTRATEGY_ADDRESS": "https://negotiate.example.org",
}


def test_a_complete_set_is_taken() -> None:
    assert read_settings(GOOD).is_production


def test_a_given_database_means_production() -> None:
    assert read_settings({name: value for name, value in GOOD.items() if name != "NEGOSTRATEGY_MODE"}).is_production


@pytest.mark.parametrize("name", [name for name in GOOD if name not in ("NEGOSTRATEGY_MODE", "NEGOSTRATEGY_ADDRESS")])
def test_production_without_a_required_setting_names_it(name: str) -> None:
    with pytest.raises(UnsafeSettings, match=name):
        read_settings({**GOOD, name: ""})


UNSAFE = {
    "a short secret": {"NEGOSTRATEGY_SECRET_KEY": "short"},
    "a repeated sign": {"NEGOSTRATEGY_SECRET_KEY": "a" * 40},
    "one key for both": {"NEGOSTRATEGY_AUDIT_KEY": GOOD["NEGOSTRATEGY_SECRET_KEY"]},
    "one role for all": {"NEGOSTRATEGY_DATABASE_URL": GOOD["NEGOSTRATEGY_OWNER_DATABASE_URL"]},
    "passwords in the clear": {"NEGOSTRATEGY_ADDRESS": "http://negotiate.example.org"},
    "another database": {"NEGOSTRATEGY_DATABASE_URL": "mysql://db/negostrategy"},
    "an unknown mode": {"NEGOSTRATEGY_MODE": "staging"},
    "a backup role that is the application's": {"NEGOSTRATEGY_BACKUP_DATABASE_URL": GOOD["NEGOSTRATEGY_DATABASE_URL"]},
    "backups under the key of seals": {"NEGOSTRATEGY_BACKUP_KEY": GOOD["NEGOSTRATEGY_SEALING_KEY"]},
    "an @ in a password": {"NEGOSTRATEGY_DATABASE_URL": "postgresql+psycopg://negostrategy_app:x@y@db/negostrategy"},
    "a % in a password": {"NEGOSTRATEGY_DATABASE_URL": "postgresql+psycopg://negostrategy_app:100%@db/negostrategy"},
    "a / in a password": {"NEGOSTRATEGY_DATABASE_URL": "postgresql+psycopg://negostrategy_app:x/y@db/negostrategy"},
    "a password of nobody": {
        "NEGOSTRATEGY_DATABASE_URL": "postgresql+psycopg://db/negostrategy",
        "NEGOSTRATEGY_DATABASE_PASSWORD": "x",
    },
    "a misspelt name": {"NEGOSTRATEGY_SECRETKEY": "x"},
    "no port": {"PORT": "eighty"},
    "neither yes nor no": {"NEGOSTRATEGY_FOUNDING_OPEN": "maybe"},
    "a file that is not there": {"NEGOSTRATEGY_SECRET_KEY_FILE": "/nowhere/secret"},
}


@pytest.mark.parametrize("change", UNSAFE.values(), ids=UNSAFE.keys())
def test_an_unsafe_set_refuses_to_start(change: dict[str, str]) -> None:
    with pytest.raises(UnsafeSettings):
        read_settings({**GOOD, **change})


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("a1b2c3d4e5f60718293a4b5c6d7e8f90\n")
    given = {
        **{k: v for k, v in GOOD.items() if k != "NEGOSTRATEGY_SECRET_KEY"},
        "NEGOSTRATEGY_SECRET_KEY_FILE": str(file),
    }

    assert read_settings(given).secret_key == b"a1b2c3d4e5f60718293a4b5c6d7e8f90"


@pytest.mark.parametrize("password", ["p@ss", "100%", "a/b", "a:b#c?d", "%41", "blank inside", "ünïcode"])
def test_a_password_may_hold_any_sign_when_it_is_given_apart(password: str) -> None:
    given = {
        **GOOD,
        "NEGOSTRATEGY_DATABASE_URL": "postgresql+psycopg://negostrategy_app@db/negostrategy?sslmode=require",
        "NEGOSTRATEGY_DATABASE_PASSWORD": password,
    }

    reached = make_url(read_settings(given).database_url)

    assert (reached.username, reached.password, reached.host) == ("negostrategy_app", password, "db")
    assert (reached.database, dict(reached.query)) == ("negostrategy", {"sslmode": "require"})


def test_secrets_do_not_show_when_settings_are_printed() -> None:
    assert GOOD["NEGOSTRATEGY_SECRET_KEY"] not in repr(read_settings(GOOD))


def test_a_demo_needs_nothing() -> None:
    assert read_settings({}).mode == "demo"
