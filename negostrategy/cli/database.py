"""Settings with a database behind them: the given one, the private one that runs, or one started now."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from negostrategy.embedded.secrets import secret
from negostrategy.embedded.server import Urls
from negostrategy.embedded.supervisor import private_postgres, running_postgres
from negostrategy.settings import Settings


@contextmanager
def reachable(settings: Settings) -> Iterator[Settings]:
    """Return the settings completed with the addresses of a database that answers, and with generated secrets."""
    if settings.database_url:
        yield settings
        return
    running = running_postgres(settings.home)
    if running is not None:
        yield completed(settings, running)
        return
    with private_postgres(settings.home) as cluster:
        yield completed(settings, cluster.urls())


def completed(settings: Settings, urls: Urls) -> Settings:
    """Return the settings of a demo: the private database's addresses, and secrets from the state folder."""
    return replace(
        settings,
        database_url=urls.app,
        owner_database_url=urls.owner,
        worker_database_url=urls.worker,
        backup_database_url=urls.backup,
        secret_key=secret(settings.home, "cookies").encode(),
        audit_key=secret(settings.home, "audit").encode(),
        sealing_key=secret(settings.home, "sealing").encode(),
    )


def as_environment(settings: Settings) -> dict[str, str]:
    """Return the variables that give a child process the same settings."""
    return {
        "NEGOSTRATEGY_MODE": settings.mode,
        "NEGOSTRATEGY_HOME": str(settings.home.resolve()),
        "NEGOSTRATEGY_DATABASE_URL": settings.database_url,
        "NEGOSTRATEGY_OWNER_DATABASE_URL": settings.owner_database_url,
        "NEGOSTRATEGY_WORKER_DATABASE_URL": settings.worker_database_url,
        "NEGOSTRATEGY_SECRET_KEY": settings.secret_key.decode(),
        "NEGOSTRATEGY_AUDIT_KEY": settings.audit_key.decode(),
        "NEGOSTRATEGY_SEALING_KEY": settings.sealing_key.decode(),
        "NEGOSTRATEGY_ADDRESS": settings.public_address,
        "NEGOSTRATEGY_FOUNDING_OPEN": "yes" if settings.founding_open else "no",
        "PORT": str(settings.port),
    }
