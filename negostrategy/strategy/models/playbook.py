"""Playbooks: prepared positions and rules for one kind of negotiation, in versions."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, Index, SmallInteger, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from negostrategy.kernel.business import Binding, ChangeSize, Direction, Kind, Privacy, ValueKind, VersionState
from negostrategy.kernel.columns import TenantRow, belongs_to, one_of
from negostrategy.kernel.db import Base


class Playbook(TenantRow, Base):
    """A playbook; what it says is in its versions."""

    __tablename__ = "playbooks"
    __table_args__ = (UniqueConstraint("organization_id", "key"),)

    key: Mapped[str]
    name: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=text("now()"))


class PlaybookVersion(TenantRow, Base):
    """What a playbook says, and for which negotiations. Empty lists and open ends mean: any.

    questions: [{key, text, kind, choices}] that people answer where no other fact can tell. A trigger refuses any
    change of a published version, its variables and its rules.
    """

    __tablename__ = "playbook_versions"
    __table_args__ = (
        UniqueConstraint("organization_id", "playbook_id", "number"),
        one_of("state", VersionState),
        one_of("change_size", ChangeSize),
        one_of("kind", Kind),
        one_of("privacy_default", Privacy),
        CheckConstraint(
            "(state = 'published') = (effective_on IS NOT NULL AND published_at IS NOT NULL)", name="dated"
        ),
        CheckConstraint("value_from < value_to", name="value_range"),
        belongs_to("playbooks", "playbook_id", cascade=True),
        belongs_to("users", "written_by_id"),
        belongs_to("users", "published_by_id"),
        belongs_to("users", "owner_id"),
        Index(None, "organization_id", "owner_id"),
        Index(None, "organization_id", "written_by_id"),
        Index(None, "organization_id", "published_by_id"),
        Index(None, "organization_id", "effective_on"),
    )

    playbook_id: Mapped[UUID]
    number: Mapped[int]
    state: Mapped[str] = mapped_column(server_default=text("'draft'"))
    purpose: Mapped[str]
    after: Mapped[str | None]
    kind: Mapped[str | None]
    topics: Mapped[list[str]] = mapped_column(server_default=text("'{}'"))
    segments: Mapped[list[str]] = mapped_column(server_default=text("'{}'"))
    value_from: Mapped[Decimal | None]
    value_to: Mapped[Decimal | None]
    privacy_default: Mapped[str] = mapped_column(server_default=text("'open'"))
    questions: Mapped[list[dict[str, Any]]] = mapped_column(server_default=text("'[]'"))
    effective_on: Mapped[date | None]
    change_size: Mapped[str] = mapped_column(server_default=text("'major'"))
    change_note: Mapped[str | None]
    owner_id: Mapped[UUID | None]
    review_on: Mapped[date | None]
    writer_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()), server_default=text("'{}'"))
    begun_from: Mapped[int | None]
    written_by_id: Mapped[UUID]
    written_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    published_by_id: Mapped[UUID | None]
    published_alone: Mapped[bool] = mapped_column(server_default=text("false"))
    published_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(server_default=text("1"))


class Variable(TenantRow, Base):
    """Something that can be set at different levels, with our positions. levels: [{level, label, points}].

    reference: what the positions are percentages of, such as the list price; they are kept as they were typed. Of money
    and numbers a record says how much that is, and the positions there are amounts.
    ladder: [{value, note}], the steps between target and walk-away, best first; values are digits.
    traders: the roles that may give or take it; none means everybody who negotiates.
    is_ordered: whether the levels of a choice go from worst to best; if not, only their points rank them.
    is_optional: whether an agreement may leave it out although it has a walk-away.
    seal: a sealed walk-away is never in this row; it lies encrypted in sealed_limits.
    """

    __tablename__ = "variables"
    __table_args__ = (
        UniqueConstraint("organization_id", "playbook_version_id", "key"),
        one_of("kind", ValueKind),
        one_of("direction", Direction),
        CheckConstraint("giver IN ('us', 'them')", name="giver"),
        CheckConstraint("weight >= 0", name="weight"),
        CheckConstraint("seal IN ('open', 'sealed')", name="seal"),
        CheckConstraint("seal = 'open' OR walk_away IS NULL", name="sealed"),
        CheckConstraint("traders <@ '{employee,manager,leader}'::text[]", name="traders"),
        belongs_to("playbook_versions", "playbook_version_id", cascade=True),
    )

    playbook_version_id: Mapped[UUID]
    place: Mapped[int]
    key: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str]
    unit: Mapped[str]
    direction: Mapped[str | None]
    giver: Mapped[str | None]
    opening: Mapped[Decimal | None]
    target: Mapped[Decimal | None]
    acceptable: Mapped[Decimal | None]
    walk_away: Mapped[Decimal | None]
    weight: Mapped[Decimal] = mapped_column(server_default=text("0"))
    levels: Mapped[list[dict[str, Any]] | None]
    note: Mapped[str | None]
    to_confirm: Mapped[bool] = mapped_column(server_default=text("false"))
    seal: Mapped[str] = mapped_column(server_default=text("'open'"))
    reference: Mapped[str | None]
    ladder: Mapped[list[dict[str, Any]]] = mapped_column(server_default=text("'[]'"))
    traders: Mapped[list[str]] = mapped_column(server_default=text("'{}'"))
    is_ordered: Mapped[bool] = mapped_column(server_default=text("true"))
    is_optional: Mapped[bool] = mapped_column(server_default=text("false"))


class Rule(TenantRow, Base):
    """One sentence that a machine can judge: when it applies (condition) and what then holds (expression), as data."""

    __tablename__ = "rules"
    __table_args__ = (
        UniqueConstraint("organization_id", "playbook_version_id", "key"),
        one_of("binding", Binding),
        CheckConstraint("severity IN (5, 3, 1)", name="severity"),
        CheckConstraint("expression IS NOT NULL OR binding = 'evidence'", name="judged"),
        belongs_to("playbook_versions", "playbook_version_id", cascade=True),
    )

    playbook_version_id: Mapped[UUID]
    place: Mapped[int]
    key: Mapped[str]
    title: Mapped[str]
    binding: Mapped[str]
    severity: Mapped[int] = mapped_column(SmallInteger)
    guidance: Mapped[str | None]
    condition: Mapped[dict[str, Any] | None]
    expression: Mapped[dict[str, Any] | None]
