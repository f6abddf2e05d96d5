"""Records as they would be under another version of their playbook. The same selection previews and moves.

A term takes over what the new version says, column by column, where it still says what its old version said: what
people have changed by hand stays. New variables become new terms; terms that the new version does not know stay.
"""

from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Select,
    Subquery,
    Uuid,
    and_,
    any_,
    bindparam,
    case,
    cast,
    exists,
    false,
    func,
    literal,
    null,
    select,
    union_all,
)

from negostrategy.edge.fields import MOST_DECIMALS
from negostrategy.kernel.business import ValueKind
from negostrategy.kernel.db import Base
from negostrategy.negotiations.models import Negotiation, Term
from negostrategy.strategy.queries.moving import TAKEN, variables_as_table
from negostrategy.strategy.queries.pinned import SHARED

TERMS = Base.metadata.tables[Term.__tablename__]
NEGOTIATIONS = Base.metadata.tables[Negotiation.__tablename__]
ORGANIZATION = bindparam("organization_id", type_=Uuid())
VERSION = bindparam("version_id", type_=Uuid())
MOVED = bindparam("moved_ids", type_=ARRAY(Uuid()))


def moved_negotiations() -> Select[Any]:
    """Return the records of moved_ids, pinned to version_id, with all their columns."""
    given = NEGOTIATIONS.alias("recorded")
    changes = {"playbook_version_id": cast(VERSION, Uuid())}
    columns = [changes.get(column.name, given.c[column.name]).label(column.name) for column in NEGOTIATIONS.columns]
    return select(*columns).where(given.c.organization_id == ORGANIZATION, given.c.id == any_(MOVED))


def moved_terms(*, is_written: bool) -> Select[Any]:
    """Return the terms of moved_ids as version_id would have them, with all their columns.

    is_written: new terms get an id of their own. A statement that only looks must not ask for random numbers: the
    database would then work out all terms once for every record.
    """
    both = union_all(_present_terms(), _new_terms(is_written=is_written)).subquery("moved_terms")
    return select(*(both.c[column.name] for column in TERMS.columns))


def _present_terms() -> Select[Any]:
    given, record = TERMS.alias("given"), NEGOTIATIONS.alias("of")
    old = variables_as_table(ORGANIZATION).subquery("old")
    new = variables_as_table(ORGANIZATION).subquery("new")
    changes = {
        name: case(
            (
                and_(new.c.key.is_not(None), given.c[name].is_not_distinct_from(_said(old, name, given))),
                _said(new, name, given),
            ),
            else_=given.c[name],
        )
        for name in TAKEN
    }
    columns = [changes.get(column.name, given.c[column.name]).label(column.name) for column in TERMS.columns]
    is_of_old = and_(old.c.version_id == record.c.playbook_version_id, old.c.key == given.c.key)
    # What the old version did not know, a person wrote: it stays whatever the new one says.
    is_of_new = and_(new.c.version_id == VERSION, new.c.key == given.c.key, old.c.key.is_not(None))
    return (
        select(*columns)
        .join(record, and_(record.c.organization_id == given.c.organization_id, record.c.id == given.c.negotiation_id))
        .outerjoin(old, is_of_old)
        .outerjoin(new, is_of_new)
        .where(given.c.organization_id == ORGANIZATION, given.c.negotiation_id == any_(MOVED))
    )


def _said(variable: Subquery, name: str, term: Any) -> ColumnElement[Any]:
    """Return what a variable says on a record: percentages as amounts, as `shares.amount_of` works them out."""
    if name not in SHARED:
        return variable.c[name]
    amount = func.trim_scale(func.round(variable.c[name] * term.c.reference_amount / 100, MOST_DECIMALS))
    return case((variable.c.reference.is_not(None), amount), else_=variable.c[name])


def _new_terms(*, is_written: bool) -> Select[Any]:
    record, there = NEGOTIATIONS.alias("without"), TERMS.alias("there")
    new = variables_as_table(ORGANIZATION).subquery("added")
    old = variables_as_table(ORGANIZATION).subquery("known_before")
    said: dict[str, ColumnElement[Any]] = {name: new.c[name] for name in (*TAKEN, "key", "name")}
    said |= {name: case((new.c.reference.is_(None), new.c[name])) for name in SHARED}
    said |= {
        "organization_id": record.c.organization_id,
        "id": func.gen_random_uuid() if is_written else record.c.id,
        "negotiation_id": record.c.id,
        "not_part": false(),
        "place": (new.c.place + literal(1000)).cast(TERMS.c.place.type),
        "topic": record.c.topic,
        "currency": case((new.c.kind == ValueKind.MONEY.value, record.c.currency)),
    }
    columns = [said.get(column.name, cast(null(), column.type)).label(column.name) for column in TERMS.columns]
    is_there = exists().where(
        there.c.organization_id == record.c.organization_id,
        there.c.negotiation_id == record.c.id,
        there.c.key == new.c.key,
    )
    # What the old version knew too and the record does not have, somebody left out: it is not put back.
    was_known = exists().where(old.c.version_id == record.c.playbook_version_id, old.c.key == new.c.key)
    return (
        select(*columns)
        .select_from(record.join(new, new.c.version_id == VERSION))
        .where(record.c.organization_id == ORGANIZATION, record.c.id == any_(MOVED), ~is_there, ~was_known)
    )
