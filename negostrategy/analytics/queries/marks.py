"""What divides a record, as a list of marks: what the gate knows of it, and nothing else."""

from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Text, case, cast, func, literal, select

from negostrategy.analytics.asked import NOBODY
from negostrategy.analytics.scope import FLAGS, VALUES, results_of
from negostrategy.compliance.models import Finding
from negostrategy.facts.models import Facts

FOUND = "found"


def marks_of_facts() -> ColumnElement[list[str]]:
    """Return the marks of a record as a column: each value, each flag, each rule with its result."""
    values = [literal(f"{name}=").concat(func.coalesce(cast(column, Text), NOBODY)) for name, column in VALUES.items()]
    flags = [case((condition, f"{name}=yes"), else_=f"{name}=no") for name, condition in FLAGS.items()]
    mark = literal(f"{FOUND}=").concat(cast(Finding.rule_id, Text)).concat("|").concat(Finding.result)
    found: Any = func.array(
        select(mark)
        .where(Finding.negotiation_id == Facts.id, Finding.result.in_(results_of("any")))
        .correlate(Facts)
        .scalar_subquery()
    )
    return func.array_cat(func.array_cat(_list([*values]), _list([*flags])), cast(found, TEXTS), type_=ARRAY(Text()))


TEXTS: Any = ARRAY(Text())


def _list(parts: list[ColumnElement[str]]) -> ColumnElement[list[str]]:
    return cast(func.string_to_array(func.concat_ws("\n", *parts), "\n"), TEXTS)
