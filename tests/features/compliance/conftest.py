"""What tests of judging ask for."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import event

from negostrategy.kernel.db import db


@pytest.fixture
def statements(app: Flask) -> Iterator[list[str]]:
    """Return the statements that reach the database from now on."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield seen
    event.remove(db.engine, "before_cursor_execute", note)
