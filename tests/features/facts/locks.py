"""Switching one of the two locks between companies off, to see the other hold."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import create_engine, text
from sqlalchemy.engine import Connection

from tests.database import Urls


@contextmanager
def without_the_first_lock(urls: Urls) -> Iterator[Connection]:
    """Return a connection that row security does not hold back: the owner's, for as long as nothing is forced on it.

    Nobody else can use the tables meanwhile.
    """
    engine = create_engine(urls.owner)
    with engine.connect() as connection:
        for table in connection.scalars(text("SELECT relname FROM pg_class WHERE relforcerowsecurity")).all():
            connection.execute(text(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY"))
        yield connection
        connection.rollback()
    engine.dispose()
