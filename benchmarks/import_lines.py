"""P8: bringing lines in, end to end with validation, facts and findings, against COPY of as many rows.

    .venv/bin/python -m benchmarks.import_lines [lines]

Both write every run into the same tables as the run before, turn by turn, so that both meet growing indexes.
"""

import gc
import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
from sqlalchemy import func, select

from benchmarks.company import OPENING_DAY, lines, make_company
from negostrategy.cli.application import small_application
from negostrategy.cli.migrate import migrate
from negostrategy.embedded.server import Urls
from negostrategy.embedded.supervisor import private_postgres
from negostrategy.exchange.service.importing import Errand, bring_in
from negostrategy.exchange.service.lines import lines_of
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import Base, session
from negostrategy.kernel.transaction import transaction
from negostrategy.settings import Settings

RUNS, LINES = 3, 6000
WRITTEN = ("negotiations", "terms", "moves", "pulses", "negotiation_people", "counterparts", "facts", "findings")
COPIED = """
CREATE TABLE copied_rows (organization_id uuid, id uuid, name text, held_on date, amount numeric, detail text,
    PRIMARY KEY (organization_id, id));
CREATE INDEX ON copied_rows (organization_id, held_on);
"""
SLUG = "measured"


@dataclass(frozen=True)
class Speed:
    """Rows per second of one run of each."""

    rows: int
    imported: float
    copied: float

    @property
    def ratio(self) -> float:
        """Return which share of COPY's speed the import has."""
        return self.imported / self.copied


def measure(leader: Actor, copy_url: str, count: int) -> list[Speed]:
    """Return the speeds of interleaved runs of `count` lines each."""
    speeds = []
    with psycopg.connect(copy_url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(COPIED)
        _imported(leader, 0, 50)
        for run in range(RUNS):
            rows, seconds = _imported(leader, 50 + run * count, count)
            speeds.append(Speed(rows, rows / seconds, rows / _copied(connection, leader.organization_id, rows)))
    return speeds


def _imported(leader: Actor, first: int, count: int) -> tuple[int, float]:
    file = BytesIO(b"".join(lines(SLUG, count, first=first)))
    before = _rows(leader.organization_id)
    begun = time.perf_counter()
    summary = bring_in(Errand(organization_id=leader.organization_id, actor=leader), lines_of(file))
    seconds = time.perf_counter() - begun
    if summary.added != count:
        raise RuntimeError(f"{summary.added} of {count} lines came in")
    return _rows(leader.organization_id) - before, seconds


def _rows(organization_id: UUID) -> int:
    tables = [Base.metadata.tables[name] for name in WRITTEN]
    with transaction(organization_id):
        return sum(session.execute(select(func.count()).select_from(table)).scalar_one() for table in tables)


def _copied(connection: "psycopg.Connection[tuple[object, ...]]", organization_id: UUID, rows: int) -> float:
    days = [OPENING_DAY + timedelta(days=number) for number in range(600)]
    said = "".join(
        f"{organization_id}\t{uuid4()}\tPrice change\t{days[row % 600]}\t{row}.50\tper unit\n" for row in range(rows)
    ).encode()
    begun = time.perf_counter()
    with connection.cursor().copy("COPY copied_rows FROM STDIN") as copy:
        copy.write(said)
    return time.perf_counter() - begun


def report(speeds: list[Speed]) -> str:
    """Return the measurement as one line: slowest, median and fastest."""
    ratios = sorted(speed.ratio for speed in speeds)
    imported = statistics.median(speed.imported for speed in speeds)
    copied = statistics.median(speed.copied for speed in speeds)
    return (
        f"P8   import {imported:,.0f} rows/s, COPY {copied:,.0f} rows/s, {speeds[0].rows:,} rows a run: "
        f"ratio {ratios[0]:.3f} / {statistics.median(ratios):.3f} / {ratios[-1]:.3f} (target 0.10)"
    )


def main(count: int = LINES) -> None:
    """Return after printing the measurement, made in a database of its own."""
    with tempfile.TemporaryDirectory() as folder, private_postgres(Path(folder)) as cluster:
        urls: Urls = cluster.create_database("measured")
        migrate(urls.owner)
        settings = Settings(mode="test", database_url=urls.app, secret_key=os.urandom(32), audit_key=os.urandom(32))
        with small_application(settings, urls.app).app_context():
            leader = make_company(SLUG)
            gc.freeze()  # as the command does
            print(report(measure(leader, urls.owner, count)))


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:2]))
