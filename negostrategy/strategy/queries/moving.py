"""What a version would put on a record, as a table that other questions join: for moving records to another version."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select, tuple_
from sqlalchemy.orm import aliased

from negostrategy.kernel.business import VersionState
from negostrategy.kernel.db import Base, session
from negostrategy.strategy.models import PlaybookVersion, Rule, Variable
from negostrategy.strategy.queries.pinned import reference_as_amount

VARIABLES = Base.metadata.tables[Variable.__tablename__]
# What a record takes over from its playbook, column by column; the rest of a term is the record's own.
TAKEN = (
    "kind",
    "unit",
    "direction",
    "giver",
    "opening",
    "target",
    "acceptable",
    "walk_away",
    "weight",
    "levels",
    "reference",
)
type_of_condition = ColumnElement[Any]


def variables_as_table(organization_id: type_of_condition) -> Select[Any]:
    """Return the selection of all variables of the organization: version_id, key, name, place and what records take."""
    names = ("key", "name", "place", *(name for name in TAKEN if name != "reference"))
    return select(
        VARIABLES.c.playbook_version_id.label("version_id"),
        reference_as_amount(VARIABLES.c).label("reference"),
        *(VARIABLES.c[name] for name in names),
    ).where(VARIABLES.c.organization_id == organization_id)


def versions_before(playbook_id: UUID, version_id: UUID) -> list[UUID]:
    """Return the published versions of a playbook that began before one of them, oldest first.

    One that begins later is not among them, whatever its number: versions count in the order in which they hold.
    """
    this, earlier = aliased(PlaybookVersion), aliased(PlaybookVersion)
    begins = func.coalesce(this.effective_on, func.make_date(9999, 12, 31))
    return list(
        session.scalars(
            select(earlier.id)
            .join(this, this.id == version_id)
            .where(earlier.playbook_id == playbook_id)
            .where(earlier.id != version_id)
            .where(earlier.state == VersionState.PUBLISHED)
            .where(tuple_(earlier.effective_on, earlier.number) <= tuple_(begins, this.number))
            .order_by(earlier.effective_on, earlier.number)
        )
    )


def published_versions_of(playbook_id: UUID) -> list[UUID]:
    """Return the published versions of a playbook, oldest first."""
    return list(
        session.scalars(
            select(PlaybookVersion.id)
            .where(PlaybookVersion.playbook_id == playbook_id)
            .where(PlaybookVersion.state == VersionState.PUBLISHED)
            .order_by(PlaybookVersion.number)
        )
    )


def rule_keys_of(version_ids: list[UUID]) -> dict[UUID, str]:
    """Return the lasting key of each rule of these versions: {rule id: key}."""
    rows = session.execute(select(Rule.id, Rule.key).where(Rule.playbook_version_id.in_(version_ids)))
    return {row.id: row.key for row in rows}


def takes_the_same(version_id: UUID, others: list[UUID]) -> bool:
    """Return whether a version would put the very same on records as each of these others."""

    def taken(one: UUID) -> list[tuple[Any, ...]]:
        columns = [getattr(Variable, name) for name in ("key", *TAKEN)]
        rows = session.execute(select(*columns).where(Variable.playbook_version_id == one).order_by(Variable.key))
        return [tuple(row) for row in rows]

    own = taken(version_id)
    return all(taken(other) == own for other in others)
