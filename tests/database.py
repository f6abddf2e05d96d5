"""Real databases for tests: one private PostgreSQL per test process, one migrated database copied from a template."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from negostrategy.cli.migrate import migrate
from negostrategy.embedded.server import Cluster, Urls
from negostrategy.embedded.supervisor import private_postgres

TEMPLATE = "template_migrated"

__all__ = ["Urls", "fresh_database", "migrated_cluster"]


@contextmanager
def migrated_cluster(home: Path) -> Iterator[Cluster]:
    """Return a running cluster with a migrated template in it, stopped at the end."""
    with private_postgres(home) as cluster:
        migrate(cluster.create_database(TEMPLATE).owner)
        yield cluster
    # As root the cluster may lie outside of the test's own folder, where nobody else tidies up.
    shutil.rmtree(cluster.place, ignore_errors=True)


def fresh_database(cluster: Cluster, name: str) -> Urls:
    """Return the addresses of a newly copied, migrated database."""
    return cluster.create_database(f"{name}_{os.getpid()}", TEMPLATE)
