"""The compose file: what it demands, what it passes on, and what its scripts do on a real server."""

import os
import re
import shutil
import stat
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from negostrategy.cli.main import main
from negostrategy.embedded.server import Cluster
from negostrategy.settings import KNOWN, PREFIX, read_settings
from tests.conventions.code import ROOT
from tests.operations.compose import EXAMPLE, Missing, composed, demanded

PRODUCT = ("migrate", "web", "worker", "operator")
# Where the image or the file itself decides.
DECIDED = {"MODE", "HOME", "HOST"}
PASSWORDS = {
    "OWNER_PASSWORD": "o'w@n%er",
    "APP_PASSWORD": "a/p:p",
    "WORKER_PASSWORD": 'w"$r',
    "BACKUP_PASSWORD": "b#k?",
}


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Return a folder with the files that an operator has."""
    shutil.copytree(ROOT / ".docker", tmp_path / "clone" / ".docker")
    return tmp_path / "clone"


def secrets_made(clone: Path, **given: str) -> dict[str, str]:
    """Return the secrets that the script has made."""
    subprocess.run([clone / ".docker" / "secrets"], env={"PATH": os.environ["PATH"], **given}, check=True)
    return {path.name: path.read_text() for path in (clone / "secrets").iterdir()}


def environment_of(service: str, clone: Path) -> dict[str, str]:
    """Return what a service finds in its environment, its secrets below the clone."""
    given: dict[str, Any] = composed()["services"][service]["environment"]
    return {name: str(value).replace("/run/secrets", str(clone / "secrets")) for name, value in given.items()}


@pytest.mark.parametrize("name", sorted(demanded()))
def test_what_it_demands_is_demanded_and_the_check_gives_it(name: str) -> None:
    check = (ROOT / ".ci" / "compose-config").read_text()

    with pytest.raises(Missing):
        composed({other: value for other, value in EXAMPLE.items() if other != name})
    assert re.search(rf"\b{name}=\S", check)


@pytest.mark.parametrize("setting", sorted(KNOWN - DECIDED))
def test_every_setting_reaches_the_product(setting: str) -> None:
    passed = composed()["services"]["operator"]["environment"]

    assert {f"{PREFIX}{setting}", f"{PREFIX}{setting}_FILE"} & set(passed)


@pytest.mark.parametrize("service", PRODUCT)
def test_its_services_start_with_what_is_made_for_them(clone: Path, service: str) -> None:
    secrets_made(clone)

    settings = read_settings({"NEGOSTRATEGY_MODE": "production", **environment_of(service, clone)})

    assert (settings.is_production, settings.is_secure, settings.trusted_proxies) == (True, True, 2)
    assert settings.backup_database_url.startswith("postgresql") == (service == "operator")


def test_every_secret_that_is_used_is_declared_and_made(clone: Path) -> None:
    file = composed()
    used = {name for service in file["services"].values() for name in service.get("secrets", [])}
    named = {
        value.removeprefix("/run/secrets/")
        for service in file["services"].values()
        for value in service.get("environment", {}).values()
        if str(value).startswith("/run/secrets/")
    }

    assert named <= used <= set(file["secrets"]) <= set(secrets_made(clone))
    assert all(file["secrets"][name]["file"] == f"./secrets/{name}" for name in used)


def test_every_file_that_is_put_into_a_container_is_there() -> None:
    assert [one["file"] for one in composed()["configs"].values() if not (ROOT / one["file"]).is_file()] == []


def test_secrets_are_random_kept_and_for_nobody_else(clone: Path) -> None:
    first = secrets_made(clone)

    assert secrets_made(clone) == first
    assert len({value for name, value in first.items() if name != "smtp_password"}) == len(first) - 1
    assert min(len(value) for name, value in first.items() if name != "smtp_password") == 64
    assert stat.S_IMODE((clone / "secrets").stat().st_mode) == 0o700


def test_secrets_of_an_earlier_installation_are_taken_over(clone: Path) -> None:
    assert secrets_made(clone, AUDIT_KEY="the key so far", SMTP_PASSWORD="x y")["audit_key"] == "the key so far"


@pytest.mark.parametrize("service", list(composed()["services"]))
def test_no_service_takes_the_whole_machine(service: str) -> None:
    assert {"mem_limit", "cpus"} <= set(composed()["services"][service])


def test_the_database_is_asked_where_only_the_finished_server_answers() -> None:
    # While the image initializes, its server listens on the socket and nowhere else.
    assert composed()["services"]["database"]["healthcheck"]["test"][2:4] == ["-h", "127.0.0.1"]


def test_only_this_machine_reaches_the_proxy_past_its_front() -> None:
    assert composed()["services"]["proxy"]["ports"] == ["127.0.0.1:8000:8080"]


def test_the_catcher_listens_where_the_product_sends() -> None:
    listening = composed()["services"]["mail"]["environment"]["MP_SMTP_BIND_ADDR"]

    assert listening.rpartition(":")[2] == str(read_settings({"NEGOSTRATEGY_SMTP_HOST": "mail"}).smtp_port)


def test_the_image_has_the_program_for_backups_of_the_databases_version() -> None:
    server = re.search(r"postgres:(\d+)", composed()["services"]["database"]["image"])

    assert server is not None
    assert f"postgresql-client-{server[1]} " in (ROOT / "Dockerfile").read_text()


@pytest.fixture
def empty_volume(tmp_path: Path) -> Iterator[Cluster]:
    """Return a server that has been made and does not run yet."""
    cluster = Cluster(tmp_path / "volume")
    cluster.prepare()
    yield cluster
    cluster.stop()
    shutil.rmtree(cluster.place, ignore_errors=True)


def initialized(cluster: Cluster, clone: Path) -> "subprocess.CompletedProcess[str]":
    """Return what came of the script that the image runs on an empty volume."""
    reached = conninfo_to_dict(cluster.superuser_url())
    return subprocess.run(
        ["sh", clone / ".docker" / "make-roles.sh"],
        env={
            "PATH": f"{cluster.bin}:{os.environ['PATH']}",
            "PGHOST": str(reached["host"]),
            "PGPASSWORD": str(reached["password"]),
            "SECRETS": str(clone / "secrets"),
            "ROLES": str(ROOT / "negostrategy" / "embedded" / "roles.sql"),
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_migration_waits_for_a_database_that_is_still_being_made(
    empty_volume: Cluster, clone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets_made(clone, **PASSWORDS)
    host = f"?host={str(empty_volume.sockets).replace('/', '%2F')}"
    monkeypatch.setenv("NEGOSTRATEGY_MODE", "production")
    for name, value in environment_of("migrate", clone).items():
        monkeypatch.setenv(name, value.replace("@database/negostrategy", f"@/negostrategy{host}"))

    # The database lives as long as the thread that started it; so it is the command that runs apart.
    with ThreadPoolExecutor(1) as apart:
        migrating = apart.submit(main, ["migrate"])
        time.sleep(2)
        empty_volume.start()
        time.sleep(1)
        assert initialized(empty_volume, clone).returncode == 0
        status = migrating.result()

    with psycopg.connect(empty_volume.superuser_url("negostrategy")) as connection:
        tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    assert (status, tables is not None and tables[0] > 50) == (0, True)


def test_a_database_that_never_answers_is_told(
    empty_volume: Cluster, clone: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    secrets_made(clone)
    monkeypatch.setenv("NEGOSTRATEGY_MODE", "production")
    for name, value in environment_of("migrate", clone).items():
        monkeypatch.setenv(name, value.replace("@database/", "@127.0.0.1:1/"))

    status = main(["migrate", "--wait", "0"])

    assert (status, "The database does not let us in" in capsys.readouterr().err) == (2, True)


def test_the_script_of_the_database_can_be_run_again_after_an_upgrade(empty_volume: Cluster, clone: Path) -> None:
    secrets_made(clone, **PASSWORDS)
    empty_volume.start()

    done = [initialized(empty_volume, clone) for _time in range(2)]

    assert [(one.returncode, one.stderr) for one in done] == [(0, ""), (0, "")]
