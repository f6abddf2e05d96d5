"""The drill: a filled company is backed up while people write, lost, and brought back into a new cluster."""

import json
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import update

from negostrategy.accounts.models import User
from negostrategy.accounts.secrets import hash_of
from negostrategy.app import create_app
from negostrategy.cli.database import as_environment, completed
from negostrategy.cli.worker import worker_command
from negostrategy.embedded.roles import LOGINS
from negostrategy.embedded.secrets import secret
from negostrategy.embedded.server import Cluster, Urls
from negostrategy.embedded.supervisor import private_postgres
from negostrategy.kernel import clock
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.here import Here
from negostrategy.negotiations.schemas import QuickLog
from negostrategy.negotiations.service import log_negotiation
from negostrategy.settings import Settings
from negostrategy.strategy.service.sealing import open_seal
from tests.cast import PASSWORD, Cast, make_cast
from tests.conventions.code import ROOT
from tests.features.strategy.seals import LIMIT, sealed_draft
from tests.operations.chapter import commands_below, programs, typed
from tests.operations.contents import rows_of, shape_of

pytestmark = pytest.mark.long
SLUG = "kept-safe"
BACKUP_KEY = "a-key-for-backups-0123456789-abcdef"


@dataclass(frozen=True)
class Installation:
    """A cluster, and the settings with which the product is run on it."""

    cluster: Cluster
    settings: Settings
    folder: Path

    def typed(self, commands: str, **more: str) -> "subprocess.CompletedProcess[str]":
        """Return what came of commands that somebody types here."""
        passwords = {f"{login.upper()}_PASSWORD": secret(self.cluster.home, f"database-{login}") for login in LOGINS}
        environment = {
            **as_environment(self.settings),
            **passwords,
            "NEGOSTRATEGY_BACKUP_DATABASE_URL": self.settings.backup_database_url,
            "NEGOSTRATEGY_BACKUP_KEY": BACKUP_KEY,
            "SUPERUSER_ADDRESS": self.cluster.superuser_url(),
            "PATH": programs(self.folder / "bin", self.cluster.bin),
        }
        return typed(commands, self.folder, environment | more)


@dataclass(frozen=True)
class Drill:
    """What there was, what came back, and what had been promised to whoever wrote meanwhile."""

    old: Installation
    new: Installation
    cast: Cast
    version_id: UUID
    acknowledged: frozenset[str]
    said: "subprocess.CompletedProcess[str]"


class Writer(threading.Thread):
    """Somebody who logs one negotiation after another until the end."""

    def __init__(self, settings: Settings, cast: Cast) -> None:
        super().__init__(daemon=True)
        self.app, self.cast = create_app(settings), cast
        self.acknowledged: list[str] = []
        self.ended = threading.Event()

    def run(self) -> None:
        """Log, and note what is certain to be kept."""
        with self.app.app_context():
            while not self.ended.wait(0.01):
                with transaction(self.cast.organization_id):
                    draft = QuickLog("Said while it was backed up", counterpart="Kabelwerk")
                    made = log_negotiation(self.cast.noor.actor, draft, Here(clock.today(), "EUR"))
                self.acknowledged.append(str(made))


@pytest.fixture(scope="module")
def drill(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drill]:
    """Return the whole drill, made once: filled, backed up under load, restored where nothing was."""
    folder = tmp_path_factory.mktemp("drill")
    new = Cluster(folder / "new")
    with private_postgres(folder / "old") as cluster:
        settings = completed(Settings(mode="demo", home=folder / "old"), cluster.urls())
        old = Installation(cluster, settings, folder)
        cast, version_id = _filled(old)
        acknowledged = _backed_up_under_load(old, cast)
        assert old.typed("negostrategy audit seal").returncode == 0
        assert old.typed(commands_below("## Backup and restore")).returncode == 0
        new.prepare()
        new.start()
        again = Installation(new, _moved(settings, new.urls()), folder)
        said = again.typed(_restoring())
        yield Drill(old, again, cast, version_id, acknowledged, said)
        new.stop()
    for one in (cluster, new):
        shutil.rmtree(one.place, ignore_errors=True)


def _filled(old: Installation) -> tuple[Cast, UUID]:
    done = old.typed("negostrategy demo --size small")
    assert done.returncode == 0, done.stderr
    with create_app(old.settings).app_context():
        cast = make_cast(SLUG)
        version_id = sealed_draft(cast)
        with transaction(cast.organization_id):
            session.execute(update(User).where(User.id == cast.noor.id).values(password_hash=hash_of(PASSWORD)))
    assert old.typed("negostrategy audit seal").returncode == 0
    return cast, version_id


def _backed_up_under_load(old: Installation, cast: Cast) -> frozenset[str]:
    writer = Writer(old.settings, cast)
    writer.start()
    while len(writer.acknowledged) < 20:
        time.sleep(0.05)
    promised = frozenset(writer.acknowledged)
    done = old.typed("negostrategy backup loaded.backup")
    count = len(writer.acknowledged)
    writer.ended.set()
    writer.join()
    assert (done.returncode, count > len(promised)) == (0, True), done.stderr
    return promised


def _restoring() -> str:
    section = (ROOT / "docs" / "operations.md").read_text().split("\n## Backup and restore\n", 1)[1]
    return section.split("```sh\n")[2].split("```", 1)[0]


def _moved(settings: Settings, urls: Urls) -> Settings:
    return replace(
        settings,
        database_url=urls.app,
        owner_database_url=urls.owner,
        worker_database_url=urls.worker,
        backup_database_url=urls.backup,
    )


def test_the_documented_words_bring_everything_back(drill: Drill) -> None:
    assert (drill.said.returncode, drill.said.stderr) == (0, "")


def test_the_trail_is_whole_after_it(drill: Drill) -> None:
    lines = [line for line in drill.said.stdout.splitlines() if "head" in line]

    assert len(lines) == 3
    assert [line for line in lines if ": whole;" not in line] == []


def test_every_table_has_the_same_rows(drill: Drill) -> None:
    before = rows_of(drill.old.cluster.superuser_url("negostrategy"))

    assert rows_of(drill.new.cluster.superuser_url("negostrategy")) == before
    assert (len(before) > 50, sum(count for count, _hash in before.values()) > 2000) == (True, True)


def test_every_wall_and_grant_is_the_same(drill: Drill) -> None:
    before = shape_of(drill.old.cluster.superuser_url("negostrategy"))

    assert shape_of(drill.new.cluster.superuser_url("negostrategy")) == before


def test_what_was_acknowledged_before_a_backup_under_load_is_in_it(drill: Drill) -> None:
    loaded = drill.new.cluster.create_database("loaded")
    settings = _moved(drill.new.settings, loaded)
    elsewhere = Installation(drill.new.cluster, settings, drill.new.folder)

    done = elsewhere.typed("negostrategy restore loaded.backup && negostrategy audit verify")

    with psycopg.connect(drill.new.cluster.superuser_url("loaded")) as connection:
        kept = {str(found) for (found,) in connection.execute("SELECT id FROM negotiations")}
        half = connection.execute("SELECT count(*) FROM negotiations WHERE id NOT IN (SELECT id FROM facts)").fetchone()
    assert (done.returncode, drill.acknowledged - kept, half) == (0, set(), (0,)), done.stderr


def test_people_sign_in_with_the_passwords_they_had(drill: Drill) -> None:
    app = create_app(drill.new.settings)
    app.config["WTF_CSRF_ENABLED"] = False

    typed_in = {"email": drill.cast.noor.email, "password": PASSWORD}
    answer = app.test_client().post(f"/o/{SLUG}/sign-in", data=typed_in)

    assert (answer.status_code, answer.location) == (303, f"/o/{SLUG}/")


def test_a_seal_opens_for_its_holder(drill: Drill) -> None:
    with create_app(drill.new.settings).app_context(), transaction(drill.cast.organization_id):
        assert open_seal(drill.cast.greta.actor, drill.version_id, "price") == LIMIT


def test_the_doctor_finds_nothing_once_it_runs(drill: Drill) -> None:
    environment = {**os.environ, **as_environment(drill.new.settings), "PYTHONPATH": str(ROOT)}
    worker = subprocess.Popen(worker_command(), env=environment, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 90
        while (done := drill.new.typed("negostrategy doctor || true")).stdout.count(": ok") < 6:
            assert time.monotonic() < end, done.stdout + done.stderr
            time.sleep(1)
    finally:
        worker.terminate()
        worker.wait(20)

    assert [line for line in done.stdout.splitlines() if not line.endswith(": ok")] == []


def test_without_the_sealing_key_the_doctor_says_whose_seals_stay_shut(drill: Drill) -> None:
    done = drill.new.typed("negostrategy doctor || true", NEGOSTRATEGY_SEALING_KEY="another-key-0123456789-abcdefghi")

    assert f"NEGOSTRATEGY_SEALING_KEY does not open what {SLUG} has sealed" in done.stdout


def test_a_second_restore_into_the_same_database_is_refused(drill: Drill) -> None:
    done = drill.new.typed("negostrategy restore negostrategy.backup")

    assert (done.returncode, done.stderr) == (
        2,
        "negostrategy: The database holds tables already. A backup is restored into an empty one.\n",
    )


def test_nobody_reads_the_file_without_its_key(drill: Drill) -> None:
    file = (drill.old.folder / "negostrategy.backup").read_bytes()

    assert [word for word in ("CREATE TABLE", "negotiations", SLUG, "PGDMP") if word.encode() in file] == []
    assert json.dumps(file[:22].decode()) == '"negostrategy backup 1\\n"'
