"""The second lock: every query on an organization's rows says which organization, whatever the database would add."""

from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Executable, Uuid, bindparam, event
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.orm.unitofwork import UOWTransaction

from negostrategy.kernel.columns import TenantRow
from negostrategy.kernel.transaction import organization_in_force, organization_or_none

# Made once, because every statement takes it. The organization is asked for each time one runs: outside of any, this
# compares with nothing, and nothing is what is found.
_MINE = bindparam("organization_in_force", callable_=organization_or_none, type_=Uuid())
_ROWS_OF_MINE = with_loader_criteria(
    TenantRow,
    lambda row: row.organization_id == _MINE,
    include_aliases=True,
    propagate_to_loaders=False,
    track_closure_variables=False,
)
# A question that is made once is also narrowed once: the mapper then recognizes it without reading it anew.
_narrowed: WeakKeyDictionary[Executable, Executable] = WeakKeyDictionary()


class ForeignRow(RuntimeError):
    """A row of another organization was about to be written: a programming error, stopped on the way."""


@event.listens_for(Session, "do_orm_execute")
def say_whose_rows(state: ORMExecuteState) -> None:
    """Narrow a statement to the organization in force, wherever it names rows of organizations."""
    if state.is_column_load or state.is_relationship_load:
        return
    asked = state.statement
    narrowed = _narrowed.get(asked)
    if narrowed is None:
        narrowed = _narrowed[asked] = asked.options(_ROWS_OF_MINE)
    state.statement = narrowed


@event.listens_for(Session, "before_flush")
def refuse_foreign_rows(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    """Stop rows of another organization on their way to the database.

    Errors: ForeignRow.
    """
    for row in [*session.new, *session.dirty]:
        if isinstance(row, TenantRow) and _owner_of(row) != organization_in_force():
            raise ForeignRow


def _owner_of(row: TenantRow) -> UUID:
    owner: UUID | None = row.organization_id
    return owner if owner is not None else organization_in_force()
