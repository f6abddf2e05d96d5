"""The ground of the web measurements: a database with a company, a token, and servers of ours and of the least."""

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from uuid import UUID

import psycopg

from benchmarks.company import make_company
from benchmarks.load import Request
from benchmarks.serving import served
from negostrategy.accounts.service.tokens import issue_token
from negostrategy.cli.application import small_application
from negostrategy.cli.database import as_environment
from negostrategy.cli.migrate import migrate
from negostrategy.embedded.server import Cluster, Urls
from negostrategy.kernel.transaction import transaction
from negostrategy.settings import Settings

SLUG = "measured"
_numbers = count()


@dataclass(frozen=True)
class Ground:
    """A migrated database with one company, and what it takes to serve it and to speak to it."""

    urls: Urls
    settings: Settings
    organization_id: UUID
    token: str

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """Return the headers of every request."""
        return (("Authorization", f"Bearer {self.token}"), ("Content-Type", "application/json"))

    def create(self) -> Request:
        """Return one full record with three terms, judged by the playbook in force."""
        return Request("POST", f"/o/{SLUG}/api/v1/negotiations", _body(), self.headers)

    def listing(self) -> Request:
        """Return the first page of the list."""
        return Request("GET", f"/o/{SLUG}/api/v1/negotiations?limit=50", None, self.headers)


def make_ground(cluster: Cluster, name: str) -> Ground:
    """Return a new database in a cluster, with a company of 100 people under eight playbooks."""
    urls = cluster.create_database(name)
    migrate(urls.owner)
    settings = Settings(
        mode="test",
        database_url=urls.app,
        owner_database_url=urls.owner,
        worker_database_url=urls.worker,
        secret_key=secrets.token_hex(32).encode(),
        audit_key=secrets.token_hex(32).encode(),
        sealing_key=secrets.token_hex(32).encode(),
        web_threads=4,
    )
    with small_application(settings, urls.app).app_context():
        leader = make_company(SLUG)
        with transaction(leader.organization_id):
            token = issue_token(leader, "benchmark", sorted(leader.grants), days=1)
    return Ground(urls, settings, leader.organization_id, token)


@contextmanager
def product(ground: Ground) -> Iterator[str]:
    """Return the address of the product on this ground."""
    keys = {
        "NEGOSTRATEGY_SECRET_KEY": ground.settings.secret_key.decode(),
        "NEGOSTRATEGY_AUDIT_KEY": ground.settings.audit_key.decode(),
        "NEGOSTRATEGY_SEALING_KEY": ground.settings.sealing_key.decode(),
    }
    with served("negostrategy.wsgi:app", "/livez", as_environment(ground.settings) | keys) as address:
        yield address


@contextmanager
def least(ground: Ground) -> Iterator[str]:
    """Return the address of the least a view can do on the same database: one committed row."""
    with psycopg.connect(plain(ground.urls.owner), autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS bare_rows (id uuid PRIMARY KEY, title text NOT NULL)")
        connection.execute("GRANT INSERT ON bare_rows TO negostrategy_app")
    environment = {"BARE_DATABASE_URL": plain(ground.urls.app)}
    with served("benchmarks.bare:app", "/hello", environment) as address:
        yield address


def plain(url: str) -> str:
    """Return a database address as libpq reads it."""
    return url.replace("+psycopg", "")


def _body() -> bytes:
    number = next(_numbers)
    price = {"name": "Price", "key": "price_change", "kind": "percent", "unit": "%", "direction": "less"}
    positions = {"target": -2, "acceptable": 1, "walk_away": 4, "weight": 30, "agreed": number % 6 - 2}
    days = {"name": "Payment", "key": "payment_days", "kind": "days", "direction": "more", "agreed": 45}
    return json.dumps(
        {
            "title": f"Price round {number}",
            "kind": "external",
            "topic": "finance",
            "segment": "leverage",
            "channel": "phone",
            "counterpart": f"Supplier {number % 80}",
            "value": 100_000 + number,
            "alternative": "A second source",
            "outcome": "agreed",
            "terms": [
                price | positions,
                days | {"target": 60, "walk_away": 30},
                {"name": "Forecast", "kind": "yes_no"},
            ],
        }
    ).encode()
