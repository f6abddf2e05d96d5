"""Writing many rows in one statement, under both locks.

COPY is refused under row security, so the rows travel as one JSON parameter, which the database unfolds by the
table's own column types.
"""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import ColumnClause, Table, Text, Uuid, bindparam, cast, column, func, select
from sqlalchemy.dialects.postgresql import JSON, Insert, insert
from sqlalchemy.sql.dml import ReturningInsert

from negostrategy.kernel.db import Base, session
from negostrategy.kernel.names import name_key, shown_name
from negostrategy.kernel.transaction import organization_in_force
from negostrategy.negotiations.models import Counterpart, Move, Negotiation, NegotiationPerson, Pulse, Term

_ORGANIZATION = bindparam("organization_id", type_=Uuid())
_ROWS = bindparam("rows", type_=Text())
# What the import leaves to the table: how often a record was edited, and when it was entered here.
_LEFT_TO_THE_TABLE = {"revision", "changed_at", "created_at", "search", "parent_id"}


def add_negotiations(rows: Sequence[dict[str, Any]]) -> set[str]:
    """Return the ids of those that were new: one with the same source and source key is left as it is."""
    added = session.execute(_writing_negotiations(), _values(rows))
    return {str(row.id) for row in added}


def add_rows(model: type[Term | Move | Pulse | NegotiationPerson], rows: Sequence[dict[str, Any]]) -> None:
    """Add rows that belong to new negotiations."""
    if rows:
        session.execute(_writing(model.__tablename__), _values(rows))


def counterparts_called(segments: dict[str, str | None]) -> dict[str, tuple[UUID, str | None]]:
    """Return the id and segment of each counterpart by the name that was given; one that is new is added.

    segments: {name: segment it has if it is new}. Names of one key are the same counterpart.
    """
    if not segments:
        return {}
    # In one order, so that two imports never wait for each other's names in a circle; of equal names the first stays.
    keys = {name: name_key(name) for name in segments}
    rows = [
        {"name": shown_name(name), "name_key": keys[name], "segment": segments[name]}
        for name in sorted(segments, key=keys.__getitem__)
    ]
    session.execute(_writing_counterparts(), _values(rows))
    said = _unfolded(Counterpart.__tablename__, ["name_key"])
    rows_of_keys = session.execute(
        select(Counterpart.name_key, Counterpart.id, Counterpart.segment).where(
            Counterpart.name_key.in_(select(said.c.name_key))
        ),
        _values(rows),
    )
    known = {key: (counterpart_id, segment) for key, counterpart_id, segment in rows_of_keys}
    return {name: known[key] for name, key in keys.items()}


def _values(rows: Collection[dict[str, Any]]) -> dict[str, Any]:
    return {"rows": orjson.dumps(rows, default=str).decode(), "organization_id": organization_in_force()}


@cache
def _writing(table_name: str) -> Insert:
    table = Base.metadata.tables[table_name]
    names = _names(table)
    rows = _unfolded(table_name, names)
    return insert(table).from_select(
        ["organization_id", *names], select(_ORGANIZATION, *(rows.c[name] for name in names)), include_defaults=False
    )


@cache
def _writing_negotiations() -> ReturningInsert[Any]:
    table = Base.metadata.tables[Negotiation.__tablename__]
    names = _names(table)
    rows = _unfolded(table.name, names)
    recorded_at = func.coalesce(rows.c.recorded_at, func.now())
    values = [recorded_at if name == "recorded_at" else rows.c[name] for name in names]
    return (
        insert(table)
        .from_select(
            # Nobody has changed it since it was recorded.
            ["organization_id", *names, "changed_at"],
            select(_ORGANIZATION, *values, recorded_at),
            include_defaults=False,
        )
        .on_conflict_do_nothing(index_elements=("organization_id", "source", "source_key"))
        .returning(table.c.id)
    )


@cache
def _writing_counterparts() -> Insert:
    table = Base.metadata.tables[Counterpart.__tablename__]
    rows = _unfolded(table.name, ["name", "name_key", "segment"])
    return (
        insert(table)
        .from_select(
            ["organization_id", "id", "name", "name_key", "segment"],
            select(_ORGANIZATION, func.gen_random_uuid(), rows.c.name, rows.c.name_key, rows.c.segment),
            include_defaults=False,
        )
        .on_conflict_do_nothing()
    )


def _names(table: Table) -> list[str]:
    return [name for name in table.columns.keys() if name not in _LEFT_TO_THE_TABLE | {"organization_id"}]  # noqa: SIM118  # no dict


def _unfolded(table_name: str, names: Sequence[str]) -> Any:
    types = Base.metadata.tables[table_name].columns
    columns: list[ColumnClause[Any]] = [column(name, types[name].type) for name in names]
    return func.json_to_recordset(cast(_ROWS, JSON)).table_valued(*columns).render_derived("said", with_types=True)
