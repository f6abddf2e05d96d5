"""Keeping the stored facts equal to the view that defines them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, any_, bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import Row

from negostrategy.facts.events import FactsRefreshed
from negostrategy.facts.models import DefinedFacts, Facts, OutdatedFacts
from negostrategy.kernel.db import Base, session
from negostrategy.kernel.events import announce
from negostrategy.kernel.transaction import organization_in_force
from negostrategy.negotiations.models import Negotiation

_STORED = Base.metadata.tables[Facts.__tablename__]
_DEFINED = Base.metadata.tables[DefinedFacts.__tablename__]
_KEY = ("organization_id", "id")
BATCH = 500


def refresh(negotiation_ids: Collection[UUID], *, is_new: bool = False) -> None:
    """Return when the stored facts of these negotiations are what their records say, and that was announced.

    is_new: nobody else can have seen these records yet, so that nobody needs to be waited for.
    """
    ids = sorted(set(negotiation_ids))
    if not ids:
        return
    if not is_new:
        _wait_for_others(ids)
    rows = session.execute(_REFRESH, {"ids": ids, "organization_id": organization_in_force()})
    announce(FactsRefreshed(tuple(ids), _by_version(rows), is_new))


def refresh_outdated() -> int:
    """Return how many negotiations of the organization were brought to the present definition of the facts.

    At most a batch: a definition that changed must leave no old numbers, and hold nobody up.
    """
    ids = list(session.scalars(select(OutdatedFacts.id).order_by(OutdatedFacts.id).limit(BATCH)))
    refresh(ids)
    session.execute(delete(OutdatedFacts).where(OutdatedFacts.id.in_(ids)))
    return len(ids)


def _wait_for_others(ids: list[UUID]) -> None:
    # Two people may each add a move at the same moment. A statement sees what was committed before it began: whoever
    # comes second has to wait here, and begins to look only after the first is done.
    session.execute(
        select(Negotiation.id).where(Negotiation.id.in_(ids)).order_by(Negotiation.id).with_for_update(key_share=True)
    )


def _by_version(rows: Iterable[Row[Any]]) -> dict[UUID | None, tuple[UUID, ...]]:
    ids_of: dict[UUID | None, list[UUID]] = defaultdict(list)
    for row in rows:
        ids_of[row.playbook_version_id].append(row.id)
    return {version_id: tuple(ids) for version_id, ids in ids_of.items()}


# The object mapper adds its criterion to what is selected, not to a selection inside an INSERT: the second lock is
# written out here.
_names = [column.name for column in _STORED.columns]
_insert = insert(_STORED).from_select(
    _names,
    select(*(_DEFINED.c[name] for name in _names))
    .where(_DEFINED.c.organization_id == bindparam("organization_id", type_=Uuid()))
    .where(_DEFINED.c.id == any_(bindparam("ids", type_=ARRAY(Uuid())))),
    include_defaults=False,
)
_REFRESH = _insert.on_conflict_do_update(
    index_elements=_KEY,
    set_={name: _insert.excluded[name] for name in _names if name not in _KEY},
).returning(_STORED.c.id, _STORED.c.playbook_version_id)
