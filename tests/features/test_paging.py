"""A cursor is good where it was made, and nowhere else."""

import pytest
from flask import Flask

from negostrategy.edge.paging import BadCursor, open_cursor, seal_cursor
from negostrategy.kernel.transaction import transaction
from tests.cast import Cast


def test_a_cursor_brings_back_its_place(app: Flask, cast: Cast) -> None:
    with transaction(cast.organization_id):
        assert open_cursor(seal_cursor("2026-11-23", "id"), parts=2) == ["2026-11-23", "id"]


def test_a_cursor_of_next_door_is_refused(app: Flask, cast: Cast, next_door: Cast) -> None:
    with transaction(next_door.organization_id):
        theirs = seal_cursor("2026-11-23", "id")

    with transaction(cast.organization_id), pytest.raises(BadCursor):
        open_cursor(theirs, parts=2)


@pytest.mark.parametrize("cursor", ["", "x", "WyJhIl0.AAAA", "é", "a" * 5000])
def test_an_invented_cursor_is_refused(app: Flask, cast: Cast, cursor: str) -> None:
    with transaction(cast.organization_id), pytest.raises(BadCursor):
        open_cursor(cursor, parts=1)


def test_a_cursor_with_another_number_of_parts_is_refused(app: Flask, cast: Cast) -> None:
    with transaction(cast.organization_id), pytest.raises(BadCursor):
        open_cursor(seal_cursor("a"), parts=2)
