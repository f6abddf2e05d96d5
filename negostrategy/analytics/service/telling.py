"""Telling whoever reads no records what has changed: at least five records of five people at once, or nothing."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Uuid,
    any_,
    bindparam,
    delete,
    func,
    insert,
    select,
    tuple_,
    update,
)

from negostrategy.analytics.models import ToldVersion, UntoldChange
from negostrategy.analytics.queries.marks import marks_of_facts
from negostrategy.analytics.queries.told import copying, noted_changes, reading_told, wait_for_others
from negostrategy.facts.models import Facts
from negostrategy.kernel.db import session
from negostrategy.kernel.disclosure import is_enough
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import organization_in_force

# What a leader's question begins with: of each of these groups, too, nobody is told less than a group has changed.
BASE = ("team=", "kind=", "topic=", "version=")
ALL = "all"
# What was looked at and found too little, so that it is not looked at again until something changes.
_in_vain: dict[UUID, tuple["Stand", "Waiting"]] = {}


@dataclass(frozen=True)
class Stand:
    """What was told last: its number, nought before anything was, and the newest version told with it."""

    number: int
    newest: UUID | None


@dataclass(frozen=True)
class Waiting:
    """How many changes wait, of how many people, and when the last one came."""

    records: int
    people: int
    last_at: datetime | None


@dataclass(frozen=True)
class Change:
    """A record that is otherwise than told, since when: whose it is and was, and the groups it is and was in.

    moves: the groups that it enters or leaves, all records together among them.
    """

    id: UUID
    changed_at: datetime
    owners: frozenset[UUID]
    groups: frozenset[str]
    moves: frozenset[str]


def stand() -> Stand:
    """Return what was told last."""
    row = session.execute(
        select(ToldVersion.since, ToldVersion.id).order_by(ToldVersion.since.desc(), ToldVersion.id.desc()).limit(1)
    ).first()
    return Stand(row.since, row.id) if row else Stand(0, None)


def tell(most: int | None = None) -> Stand:
    """Tell what has changed, as far as it is enough, and return what is told now.

    Whatever would make fewer than five records or people of a group differ waits for more. most: leave more changes
    than that to the background process, which nobody waits for.
    """
    before, waiting = stand(), _waiting()
    if not is_enough(waiting.records, waiting.people) or (most is not None and waiting.records > most):
        return before
    if _in_vain.get(organization_in_force()) == (before, waiting):
        return before
    wait_for_others()
    before = stand()
    changes = _changes()
    together = _together(changes, _large_groups(changes))
    if not is_enough(len(together), len({owner for one in together for owner in one.owners})):
        _in_vain[organization_in_force()] = (before, _waiting())
        return before
    _write(together, before.number + 1)
    return stand()


def _waiting() -> Waiting:
    statement = (
        select(func.count(), func.count(func.distinct(Facts.owner_id)), func.max(UntoldChange.changed_at))
        .select_from(UntoldChange)
        .join(Facts, Facts.id == UntoldChange.id)
    )
    return Waiting(*session.execute(statement).one())


def _changes() -> list[Change]:
    """Return the records that are otherwise than told; those that are as told are no longer noted."""
    noted = session.execute(noted_changes(), _mine()).all()
    _forget({row.id: row.changed_at for row in noted if not row.differs})
    differing = {row.id: row.changed_at for row in noted if row.differs}
    present = _marked(_present(), Facts.id, differing)
    former = _marked(
        select(ToldVersion.negotiation_id.label("id"), ToldVersion.owner_id, ToldVersion.marks).where(
            ToldVersion.until.is_(None)
        ),
        ToldVersion.negotiation_id,
        differing,
    )
    return [_change(key, at, present.get(key), former.get(key)) for key, at in sorted(differing.items())]


def _change(key: UUID, changed_at: datetime, present: Any, former: Any) -> Change:
    is_in, was_in = _groups(present), _groups(former)
    owners = frozenset(row.owner_id for row in (present, former) if row)
    return Change(key, changed_at, owners, is_in | was_in, is_in ^ was_in)


def _present() -> Any:
    return select(Facts.id, Facts.owner_id, Facts.held_on, marks_of_facts().label("marks"))


def _marked(statement: Any, column: Any, ids: Collection[UUID]) -> dict[UUID, Any]:
    these = statement.where(column == any_(bindparam("ids", type_=ARRAY(Uuid()))))
    return {row.id: row for row in session.execute(these, {"ids": list(ids)})}


def _groups(row: Any) -> frozenset[str]:
    return frozenset(mark for mark in row.marks if mark.startswith(BASE)) | {ALL} if row else frozenset()


def _large_groups(changes: Collection[Change]) -> set[str]:
    """Return the groups of these changes that are, or with all of them would be, large enough to be shown; and all."""
    records: dict[str, int] = defaultdict(int)
    people: dict[str, set[UUID]] = defaultdict(set)
    for one in changes:
        for group in one.groups:
            records[group] += 1
            people[group] |= one.owners
    marked = (
        select(func.unnest(ToldVersion.marks).label("mark"), ToldVersion.owner_id)
        .where(ToldVersion.until.is_(None))
        .subquery()
    )
    told = session.execute(
        select(marked.c.mark, func.count(), func.count(func.distinct(marked.c.owner_id)))
        .where(marked.c.mark.in_(list(records)))
        .group_by(marked.c.mark)
    )
    counts = {group: (count, owners) for group, count, owners in told}
    sizes = {group: counts.get(group, (0, 0)) for group in records}
    return {ALL} | {
        group
        for group, (count, owners) in sizes.items()
        if is_enough(count + records[group], owners + len(people[group]))
    }


def _together(changes: Collection[Change], large: Collection[str]) -> list[Change]:
    """Return as many changes as can be told at once: in no large group fewer than five records of five people.

    Nor do fewer enter it or leave it: their number would tell of them among many that only change.
    """
    shown, left = frozenset(large), list(changes)
    while True:
        few = _few(left, lambda one: one.groups & shown)
        few_moves = _few(left, lambda one: one.moves & shown)
        if not few and not few_moves:
            return left
        left = [one for one in left if not one.groups & few and not one.moves & few_moves]


def _few(changes: Collection[Change], groups_of: Callable[[Change], Iterable[str]]) -> set[str]:
    records: dict[str, int] = defaultdict(int)
    people: dict[str, set[UUID]] = defaultdict(set)
    for one in changes:
        for group in groups_of(one):
            records[group] += 1
            people[group] |= one.owners
    return {group for group in records if not is_enough(records[group], len(people[group]))}


def _write(changes: Collection[Change], number: int) -> None:
    ids = [one.id for one in changes]
    for statement in copying():
        session.execute(statement, _mine() | {"ids": ids})
    session.execute(
        update(ToldVersion)
        .where(ToldVersion.negotiation_id.in_(ids), ToldVersion.until.is_(None))
        .values(until=number)
        .execution_options(synchronize_session=False)
    )
    # Read from the copy: what was changed at this moment must not be known of a version that was told without it.
    with reading_told():
        rows = _marked(_present(), Facts.id, ids).values()
    session.execute(
        insert(ToldVersion),
        [
            _mine()
            | {"id": new_id(), "negotiation_id": row.id, "owner_id": row.owner_id, "held_on": row.held_on}
            | {"since": number, "until": None, "marks": row.marks}
            for row in rows
        ],
    )
    _forget({one.id: one.changed_at for one in changes})


def _forget(noted: Mapping[UUID, datetime]) -> None:
    # Whatever was changed again meanwhile stays noted.
    if noted:
        session.execute(
            delete(UntoldChange)
            .where(tuple_(UntoldChange.id, UntoldChange.changed_at).in_(list(noted.items())))
            .execution_options(synchronize_session=False)
        )


def _mine() -> dict[str, Any]:
    return {"organization_id": organization_in_force()}
