"""More records than an import brings in within minutes: imported ones, copied by SQL as the superuser.

Imported are the first REPEATS numbers of `company.lines`. Then the lines begin again: days, people, terms, moves and
outcomes are those of REPEATS numbers before, and only key, title and the two values go on. A copy has these four of its
own, and an id that sorts by its day as an imported one does, so it is what the import would make of its number: its
facts too, and its findings, as long as neither the playbook nor its rules ask for a value. Not copied is the trail: it
holds one entry for each batch of an import, and no replay reads it. Every index is there again when this ends, its
pages fuller than years of logging would leave them.
"""

import json
from typing import Any

import psycopg

from benchmarks.company import lines
from negostrategy.kernel.db import Base

type_of_connection = psycopg.Connection[tuple[Any, ...]]
# The days begin again after 600 numbers, the suppliers after 80, the pulses after 7: all together after this many.
REPEATS = 8400
GOING_ON = ("key", "title", "value", "alternative")
# A record before its parts; then what was found out about it.
COPIED = ("negotiations", "terms", "moves", "pulses", "negotiation_people", "facts", "findings")
_VALUES = {name: f"of.{name} + %(ahead)s" for name in ("value", "alternative_value")}
# A part lies beside its record, its place in the last four digits, as `exchange.service.rows.id_of_part` has it.
_PART = "overlay(copied.id::text PLACING right(of.{}::text, 4) FROM 33)::uuid"
_CHANGED: dict[str, dict[str, str]] = {
    "negotiations": _VALUES
    | {
        "id": "copied.id",
        "source_key": "copied.number::text",
        "title": r"regexp_replace(of.title, '\d+$', copied.number::text)",
    },
    "facts": _VALUES | {"id": "copied.id"},
    "findings": {"id": "uuidv7()"},
    "moves": {"answers_move_id": _PART.format("answers_move_id")},
}
# With its seventy entries in indexes written one by one, a record took nearly three times as long to copy.
_RESTING = """
UPDATE pg_index SET indisready = false, indisvalid = false WHERE indrelid = ANY(%(names)s::regclass[])
"""
# The first fifteen digits of an imported id are its day and the version of the id; what follows is random.
_NUMBERED = """
INSERT INTO copied
SELECT id, overlay(gen_random_uuid()::text PLACING left(id::text, 15) FROM 1)::uuid, source_key::integer + %(ahead)s
FROM model_negotiations
WHERE source_key::integer + %(ahead)s < %(wanted)s
"""


def fill_up(superuser_url: str, wanted: int, book: str) -> None:
    """Return when there are as many records as wanted, where the first REPEATS lines of one playbook were imported.

    Errors: RuntimeError when `company.lines` has changed and no longer begins again.
    """
    if not _begins_again(book):
        raise RuntimeError(f"Line {REPEATS} is not as line 0: find how often the lines repeat themselves now")
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        _put_models_aside(connection)
        connection.execute(_RESTING, {"names": list(COPIED)})
        for ahead in range(REPEATS, wanted, REPEATS):
            _copy(connection, {"ahead": ahead, "wanted": wanted})
        _put_in_order(connection)


def settle(superuser_url: str) -> None:
    """Return when the database is as autovacuum and the checkpointer leave it some time after it was filled."""
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")
        connection.execute("CHECKPOINT")


def _begins_again(book: str) -> bool:
    one, other = (lines("any", REPEATS, first=first, only=book) for first in (0, REPEATS))
    return all(_lasting(first) == _lasting(again) for first, again in zip(one, other, strict=True))


def _lasting(line: bytes) -> dict[str, Any]:
    return {name: said for name, said in json.loads(line).items() if name not in GOING_ON}


def _put_models_aside(connection: type_of_connection) -> None:
    # Copied from tables of their own: the growing ones would be searched anew for every copy.
    for name in COPIED:
        connection.execute(f"CREATE TEMP TABLE model_{name} AS TABLE {name}")
        connection.execute(f"ANALYZE model_{name}")
    connection.execute("CREATE TEMP TABLE copied (of_id uuid, id uuid, number integer)")


def _copy(connection: type_of_connection, given: dict[str, int]) -> None:
    connection.execute("TRUNCATE copied")
    connection.execute(_NUMBERED, given)
    for name in COPIED:
        connection.execute(_copying(name), given)


def _put_in_order(connection: type_of_connection) -> None:
    connection.execute("SET maintenance_work_mem = '1GB'")
    for name in COPIED:
        connection.execute(f"REINDEX TABLE {name}")


def _copying(name: str) -> str:
    columns = [column.name for column in Base.metadata.tables[name].columns if column.computed is None]
    is_part = "negotiation_id" in columns
    changed = {"id": _PART.format("id"), "negotiation_id": "copied.id"} | _CHANGED.get(name, {})
    said = [changed.get(column, f"of.{column}") for column in columns]
    return f"""
        INSERT INTO {name} ({", ".join(columns)})
        SELECT {", ".join(said)}
        FROM model_{name} AS of
        JOIN copied ON copied.of_id = of.{"negotiation_id" if is_part else "id"}
        ORDER BY copied.number, of.id
    """
