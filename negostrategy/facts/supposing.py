"""Facts as they would be: the view's own definition over tables that a statement pretends are different.

A common table expression hides the table of the same name. So the text of the view stays the only definition of a
fact, and nothing is written, locked or rolled back to find out what an offer would mean.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import CTE, ColumnElement, Date, Numeric, Table, Text, Uuid, bindparam, cast, func, select, text
from sqlalchemy.dialects.postgresql import JSONB

from negostrategy.facts.models import DefinedFacts, Facts
from negostrategy.kernel.business import Outcome
from negostrategy.kernel.db import Base, session
from negostrategy.negotiations.queries.moved import moved_negotiations, moved_terms

FACTS = Base.metadata.tables[Facts.__tablename__]
TERMS = Base.metadata.tables["terms"]
NEGOTIATIONS = Base.metadata.tables["negotiations"]
type_of_changes = Mapping[str, ColumnElement[Any]]

_organization_id = bindparam("organization_id", type_=Uuid())
_negotiation_id = bindparam("negotiation_id", type_=Uuid())
_offer = bindparam("offer", type_=JSONB())
_today = bindparam("today", type_=Date())


def facts_of_offer() -> list[CTE]:
    """Return what to add to a statement over `facts` so that it sees one record as if an offer had been agreed today.

    Parameters of the statement: organization_id, negotiation_id, today, and offer {term key: number as text}.
    """
    given = TERMS.alias("given")
    offered = cast(_offer.op("->>", return_type=Text())(given.c.key), Numeric())
    terms = {"agreed": func.coalesce(offered, given.c.agreed, given.c.theirs)}
    record = NEGOTIATIONS.alias("recorded")
    closed = {
        "outcome": cast(Outcome.AGREED.value, Text()),
        "closed_on": func.greatest(cast(_today, record.c.held_on.type), record.c.held_on),
    }
    return [
        _pretended(TERMS, given, given.c.negotiation_id, terms),
        _pretended(NEGOTIATIONS, record, record.c.id, closed),
        defined_facts(),
    ]


def facts_if_moved() -> list[CTE]:
    """Return what to add to a statement over `facts` so that it sees records as under another version of a playbook.

    Parameters of the statement: organization_id, version_id and moved_ids.
    """
    return [
        moved_terms(is_written=False).cte(TERMS.name).prefix_with("MATERIALIZED"),
        moved_negotiations().cte(NEGOTIATIONS.name),
        defined_facts(),
    ]


def defined_facts() -> CTE:
    """Return the definition of facts under the name of their stored copy, for a statement that hides other tables."""
    return text(_definition()).columns(*FACTS.columns).cte(FACTS.name)


def _pretended(table: Table, given: Any, key: ColumnElement[Any], changes: type_of_changes) -> CTE:
    # The organization is written out: statements over tables alone pass by the object mapper's criterion.
    columns = [changes.get(column.name, given.c[column.name]).label(column.name) for column in table.columns]
    chosen = select(*columns).where(given.c.organization_id == _organization_id, key == _negotiation_id)
    return chosen.cte(table.name)


@cache
def _definition() -> str:
    view = func.pg_get_viewdef(DefinedFacts.__tablename__)
    return str(session.scalar(select(view))).strip().rstrip(";").replace(":", r"\:").replace(r"\:\:", "::")
