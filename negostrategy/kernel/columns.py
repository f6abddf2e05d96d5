"""Columns and constraints that many tables share."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import organization_in_force


class TenantRow:
    """A row of one organization; its key begins with the organization, so that rows can never point across."""

    organization_id: Mapped[UUID] = mapped_column(
        ForeignKey("organizations.id"), primary_key=True, default=organization_in_force, sort_order=-2
    )
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id, sort_order=-1)


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
