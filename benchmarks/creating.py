"""P1, P2, P3, P12: making a record with terms, facts, findings and its entry in the trail, over 8 connections.

    .venv/bin/python -m benchmarks.creating [rows already there]

P1 and P3 against one bare committed row; P2 against the empty table; P12 against a copy without row security.
"""

import statistics
import sys
import tempfile
from pathlib import Path

import psycopg

from benchmarks.ground import Ground, least, make_ground, plain, product
from benchmarks.load import Pair, Request, hammer
from negostrategy.embedded.server import Cluster
from negostrategy.embedded.supervisor import private_postgres

RUNS, CREATES, INSERTS = 3, 400, 4000
ROWS = 200_000
# Rows straight into the tables that the write path looks into, as an import of years would leave them.
FILL = """
INSERT INTO negotiations (organization_id, id, title, kind, topic, held_on, owner_id, outcome, source, source_key)
SELECT %(organization)s, gen_random_uuid(), 'Old round ' || n, 'external', 'finance', date '2015-01-01' + n %% 3600,
    (SELECT id FROM users WHERE organization_id = %(organization)s LIMIT 1), 'open', 'old', n::text
FROM generate_series(%(first)s, %(last)s) AS n
"""
FACTS = """
INSERT INTO facts SELECT * FROM negotiation_facts AS f
WHERE NOT EXISTS (SELECT FROM facts AS g WHERE g.organization_id = f.organization_id AND g.id = f.id)
"""


def main(rows: int = ROWS) -> None:
    """Return after printing the measurements, each made in turns in databases of their own."""
    with tempfile.TemporaryDirectory() as folder, private_postgres(Path(folder)) as cluster:
        ground, open_ground = make_ground(cluster, "measured"), make_ground(cluster, "measured_open")
        _take_row_security_off(open_ground)
        against_least(ground)
        against_no_wall(ground, open_ground)
        against_empty(cluster, ground, rows)


def against_least(ground: Ground) -> None:
    """Print P1 and P3."""
    with product(ground) as ours, least(ground) as bare:
        hammer(ours, ground.create, 160)
        pairs = [
            Pair(hammer(ours, ground.create, CREATES), hammer(bare, lambda: Request("POST", "/rows"), INSERTS))
            for _ in range(RUNS)
        ]
    _say("P1  create / bare insert", [pair.ours.per_second / pair.other.per_second for pair in pairs], pairs, 0.40)
    times = sorted(pair.ours.p95_ms / pair.other.p95_ms for pair in pairs)
    ours, bare_ms = (statistics.median(getattr(pair, side).p95_ms for pair in pairs) for side in ("ours", "other"))
    print(
        f"P3  p95 of create / of bare insert: {ours:.0f} ms against {bare_ms:.1f} ms, "
        f"ratio {times[0]:.1f} / {statistics.median(times):.1f} / {times[-1]:.1f} (target 3.0)",
        flush=True,
    )


def against_no_wall(ground: Ground, open_ground: Ground) -> None:
    """Print P12: making and listing, with both locks and without row security."""
    with product(ground) as walled, product(open_ground) as unwalled:
        for name in ("create", "listing"):
            ours, other = getattr(ground, name), getattr(open_ground, name)
            hammer(walled, ours, 160)
            hammer(unwalled, other, 160)
            pairs = [Pair(hammer(walled, ours, CREATES), hammer(unwalled, other, CREATES)) for _ in range(RUNS)]
            ratios = [pair.ours.per_second / pair.other.per_second for pair in pairs]
            _say(f"P12 {name}, both locks / without row security", ratios, pairs, 0.9)


def against_empty(cluster: Cluster, empty: Ground, rows: int) -> None:
    """Print P2: making a record beside many rows, against a table with the few of the runs before."""
    full = make_ground(cluster, "measured_full")
    _fill(cluster, full, rows)
    with product(full) as large, product(empty) as small:
        hammer(large, full.create, 160)
        hammer(small, empty.create, 160)
        pairs = [Pair(hammer(large, full.create, CREATES), hammer(small, empty.create, CREATES)) for _ in range(RUNS)]
    ratios = [pair.ours.per_second / pair.other.per_second for pair in pairs]
    _say(f"P2  create beside {rows:,} rows / beside few", ratios, pairs, 0.8)


def _fill(cluster: Cluster, ground: Ground, rows: int) -> None:
    step = 100_000
    with psycopg.connect(cluster.superuser_url("measured_full"), autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        for first in range(1, rows + 1, step):
            given = {"organization": ground.organization_id, "first": first, "last": min(first + step - 1, rows)}
            connection.execute(FILL, given)
        connection.execute(FACTS)
        connection.execute("ANALYZE")


def _take_row_security_off(ground: Ground) -> None:
    with psycopg.connect(plain(ground.urls.owner), autocommit=True) as connection:
        tables = connection.execute("SELECT relname FROM pg_class WHERE relrowsecurity").fetchall()
        for (table,) in tables:
            connection.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY")


def _say(name: str, ratios: list[float], pairs: list[Pair], target: float) -> None:
    ours, other = (statistics.median(getattr(pair, side).per_second for pair in pairs) for side in ("ours", "other"))
    ordered = sorted(ratios)
    print(
        f"{name}: {ours:,.0f}/s against {other:,.0f}/s, "
        f"ratio {ordered[0]:.2f} / {statistics.median(ordered):.2f} / {ordered[-1]:.2f} (target {target:.2f})",
        flush=True,
    )


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:2]))
