"""One PostgreSQL cluster in a folder: made once, started as our child, asked whether it is ready."""

import ctypes
import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from negostrategy.embedded.account import Account, account_for_postgres, can_reach
from negostrategy.embedded.binaries import programs
from negostrategy.embedded.roles import LOGINS, make_roles
from negostrategy.embedded.secrets import secret

DATABASE = "negostrategy"
PR_SET_PDEATHSIG = 1
START_SECONDS = 30
# Small, because demo and tests share a machine with everything else; durability stays as PostgreSQL ships it.
OPTIONS = {
    "listen_addresses": "",
    "shared_buffers": "64MB",
    "max_connections": "60",
    "max_parallel_workers_per_gather": "0",
    "log_min_messages": "warning",
    "log_statement": "none",
    "jit": "off",
}


class DoesNotStart(RuntimeError):
    """The private PostgreSQL does not start. Its log says why."""


@dataclass(frozen=True)
class Urls:
    """How each role reaches one database."""

    owner: str
    app: str
    worker: str
    backup: str


class Cluster:
    """A cluster below a state folder. Not running until `start`; `stop` ends it in order."""

    def __init__(self, home: Path) -> None:
        self.home = home.resolve()
        self.account = account_for_postgres()
        self.bin = programs(self.account)
        self.place = _place(self.home, self.account)
        self.data = self.place / "data"
        self.sockets = self._socket_folder()
        self.process: subprocess.Popen[bytes] | None = None

    def prepare(self) -> None:
        """Make the cluster if it is not there. A half-made one, from a start that was cut off, is made again."""
        if (self.data / "PG_VERSION").exists() and (self.place / "made").exists():
            return
        shutil.rmtree(self.data, ignore_errors=True)
        password = self.place / "password"
        password.write_text(secret(self.home, "database-superuser"))
        self._own(password)
        words = ["-D", "data", "-U", "postgres", "-A", "scram-sha-256", "--pwfile=password", "-k"]
        words += [
            "-E",
            "UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--no-instructions",
        ]
        made = subprocess.run(
            [str(self.bin / "initdb"), *words],
            cwd=self.place,
            env=_environment(),
            capture_output=True,
            check=False,
            user=self.account.switch_to(self.account.user),
            group=self.account.switch_to(self.account.group),
            extra_groups=[] if self.account.is_other else None,
        )
        password.unlink()
        if made.returncode:
            raise DoesNotStart(f"{DoesNotStart.__doc__} {made.stderr.decode(errors='replace')[-500:]}")
        (self.place / "made").touch()

    def start(self) -> None:
        """Start the postmaster and return when it answers.

        Errors: DoesNotStart with the end of its log.
        """
        self._remove_dead_pid()
        words = [word for name, value in OPTIONS.items() for word in ("-c", f"{name}={value}")]
        words += ["-c", f"unix_socket_directories={self.sockets}", "-c", "unix_socket_permissions=0700"]
        with (self.place / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [str(self.bin / "postgres"), "-D", str(self.data), *words],
                cwd=self.place,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # A Ctrl-C goes to the whole terminal; the database is told to stop by us, after its clients.
                start_new_session=True,
                preexec_fn=_die_with_parent,
                user=self.account.switch_to(self.account.user),
                group=self.account.switch_to(self.account.group),
                extra_groups=[] if self.account.is_other else None,
            )
        self._wait_until_ready()

    def stop(self) -> None:
        """Stop the postmaster: clients are disconnected, everything committed is on disk."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.sockets, ignore_errors=True)

    def make_roles(self, database: str = DATABASE) -> None:
        """Make the roles and a database, if they are not there."""
        address = self.superuser_url()
        make_roles(self.bin / "psql", address, database, lambda login: secret(self.home, f"database-{login}"))

    def create_database(self, name: str, template: str | None = None) -> Urls:
        """Return the addresses of another database in this cluster, made now if it is not there.

        template: the database it becomes a copy of; without one it is empty.
        """
        if template is not None:
            self._copy(template, name)
        self.make_roles(name)
        return self.urls(name)

    def urls(self, database: str = DATABASE) -> Urls:
        """Return how each role reaches a database."""
        return Urls(**{login: self._url(login, f"negostrategy_{login}", database) for login in LOGINS})

    def superuser_url(self, database: str = "postgres") -> str:
        """Return how the superuser reaches a database: for making roles and databases, never for serving."""
        return self._url("superuser", "postgres", database).replace("+psycopg", "")

    def _copy(self, template: str, name: str) -> None:
        with psycopg.connect(self.superuser_url(), autocommit=True) as connection:
            if not connection.execute("SELECT FROM pg_database WHERE datname = %s", [name]).fetchone():
                copy = sql.SQL("CREATE DATABASE {} OWNER negostrategy_owner TEMPLATE {}")
                connection.execute(copy.format(sql.Identifier(name), sql.Identifier(template)))

    def _url(self, login: str, role: str, database: str) -> str:
        password = secret(self.home, f"database-{login}")
        return f"postgresql+psycopg://{role}:{password}@/{database}?host={quote(str(self.sockets), safe='')}"

    def _wait_until_ready(self) -> None:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            if self.process is None or self.process.poll() is not None:
                break
            with suppress(psycopg.OperationalError):
                psycopg.connect(self.superuser_url(), connect_timeout=2).close()
                return
            time.sleep(0.05)
        raise DoesNotStart(f"{DoesNotStart.__doc__} {self._end_of_log()}")

    def _end_of_log(self) -> str:
        return (self.place / "log").read_text(errors="replace")[-500:]

    def _remove_dead_pid(self) -> None:
        # Whoever comes here holds the lock of the state folder, so no second supervisor is at work. After a crash the
        # pid in the file may be any other process's by now; only one that stands in this folder is our postmaster.
        file = self.data / "postmaster.pid"
        if not file.exists():
            return
        pid = int(file.read_text().split("\n", 1)[0] or 0)
        with suppress(OSError):
            if Path(f"/proc/{pid}/cwd").readlink() == self.data:
                os.kill(pid, signal.SIGQUIT)
                _wait_for_end(pid)
        file.unlink(missing_ok=True)

    def _socket_folder(self) -> Path:
        # A socket's path may have 107 bytes; a state folder may lie deeper than that.
        note = self.place / "sockets"
        if note.exists():
            shutil.rmtree(note.read_text(), ignore_errors=True)
        folder = Path(tempfile.mkdtemp(prefix="negostrategy-"))
        self._own(folder)
        note.write_text(str(folder))
        return folder

    def _own(self, path: Path) -> None:
        if self.account.is_other:
            os.chown(path, self.account.user, self.account.group)


def _place(home: Path, account: Account) -> Path:
    # An unprivileged account cannot enter a root-only folder; its cluster then lies where it can, and the state folder
    # remembers where. Deleting the state folder forgets the cluster: the passwords are gone with it.
    home.mkdir(mode=0o700 if not account.is_other else 0o755, parents=True, exist_ok=True)
    inside, note = home / "database", home / "database.place"
    if note.exists() and Path(note.read_text()).is_dir():
        return Path(note.read_text())
    if can_reach(account, home):
        place = inside
        place.mkdir(mode=0o700, exist_ok=True)
    else:
        place = Path(tempfile.mkdtemp(prefix="negostrategy-database-", dir="/var/tmp"))
        note.write_text(str(place))
    if account.is_other:
        os.chown(place, account.user, account.group)
    return place


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _die_with_parent() -> None:
    # A killed supervisor cannot stop anything; the kernel then asks the postmaster to shut down at once.
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def _wait_for_end(pid: int, seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and Path(f"/proc/{pid}").exists():
        time.sleep(0.05)
