"""Columns and constraints that many tables share."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, validates

from negostrategy.kernel.ids import new_id
from negostrategy.kernel.names import name_key
from negostrategy.kernel.transaction import organization_in_force


class TenantRow:
    """A row of one organization; its key begins with the organization, so that rows can never point across."""

    organization_id: Mapped[UUID] = mapped_column(
        ForeignKey("organizations.id"), primary_key=True, default=organization_in_force, sort_order=-2
    )
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id, sort_order=-1)


def _key_of_row(context: DefaultExecutionContext) -> str:
    return name_key(context.get_current_parameters()["name"])  # type: ignore[no-untyped-call]  # SQLAlchemy's own


class NamedRow:
    """A row that is found by its name. name_key is the form of the name that is compared; it follows the name.

    A twin, from before names were compared in this form, keeps a key of its own until it is called otherwise.
    """

    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(default=_key_of_row)

    @validates("name")
    def _follow(self, _column: str, name: Any) -> Any:
        if self.name is None or name_key(self.name) != name_key(name):
            self.name_key = name_key(name)
        return name


def belongs_to(table: str, column: str, *, cascade: bool = False, use_alter: bool = False) -> ForeignKeyConstraint:
    """Return a foreign key to another table of the same organization.

    Source: row security does not look at foreign keys; a composite key stops a row that names another's id.
    """
    return ForeignKeyConstraint(
        ["organization_id", column],
        [f"{table}.organization_id", f"{table}.id"],
        ondelete="CASCADE" if cascade else None,
        use_alter=use_alter,
    )


def one_of(column: str, words: type[StrEnum] | list[str]) -> CheckConstraint:
    """Return the check that a text column holds one of the words."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)
