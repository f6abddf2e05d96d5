"""Who knows what holds, and what people wish to be otherwise."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, Index, SmallInteger, Text, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from negostrategy.kernel.columns import TenantRow, belongs_to, one_of
from negostrategy.kernel.db import Base


class AcknowledgedStatement(TenantRow, Base):
    """A person has confirmed one part of a version on its own."""

    __tablename__ = "acknowledged_statements"
    __table_args__ = (
        UniqueConstraint(
            "organization_id", "strategy_version_id", "user_id", "part", name="uq_acknowledged_statements_part"
        ),
        belongs_to("strategy_versions", "strategy_version_id"),
        belongs_to("users", "user_id", cascade=True),
        Index(None, "organization_id", "user_id"),
    )

    strategy_version_id: Mapped[UUID]
    user_id: Mapped[UUID]
    part: Mapped[str]
    acknowledged_at: Mapped[datetime] = mapped_column(server_default=text("now()"))


class Audience(TenantRow, Base):
    """Who has to confirm a version, or with a part one statement of it. Without a row: everybody who negotiates.

    team_ids: one of these teams or of those below them; roles: one of these. An empty list asks for nothing; where both
    say something, both have to fit. A trigger refuses any change once the version is published.
    """

    __tablename__ = "audiences"
    __table_args__ = (
        CheckConstraint("roles <@ ARRAY['leader','manager','employee']", name="roles"),
        UniqueConstraint("organization_id", "strategy_version_id", "part"),
        belongs_to("strategy_versions", "strategy_version_id", cascade=True),
    )

    strategy_version_id: Mapped[UUID]
    part: Mapped[str] = mapped_column(server_default=text("''"))
    team_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()), server_default=text("'{}'"))
    roles: Mapped[list[str]] = mapped_column(ARRAY(Text()), server_default=text("'{}'"))


class UnderstandingCase(TenantRow, Base):
    """A small situation with choices. right_place counts from 1; because is the sentence that says why."""

    __tablename__ = "understanding_cases"
    __table_args__ = (
        CheckConstraint("right_place BETWEEN 1 AND cardinality(choices)", name="right_place"),
        belongs_to("strategy_versions", "strategy_version_id", cascade=True),
        belongs_to("users", "written_by_id"),
        Index(None, "organization_id", "strategy_version_id"),
        Index(None, "organization_id", "written_by_id"),
    )

    strategy_version_id: Mapped[UUID]
    situation: Mapped[str]
    choices: Mapped[list[str]] = mapped_column(ARRAY(Text()))
    right_place: Mapped[int] = mapped_column(SmallInteger)
    because: Mapped[str]
    written_by_id: Mapped[UUID]
    written_at: Mapped[datetime] = mapped_column(server_default=text("now()"))


class UnderstandingAnswer(TenantRow, Base):
    """A person's first answer to a case. Later tries teach and do not count."""

    __tablename__ = "understanding_answers"
    __table_args__ = (
        UniqueConstraint("organization_id", "case_id", "user_id"),
        belongs_to("understanding_cases", "case_id", cascade=True),
        belongs_to("users", "user_id", cascade=True),
        Index(None, "organization_id", "user_id"),
    )

    case_id: Mapped[UUID]
    user_id: Mapped[UUID]
    is_right: Mapped[bool]
    answered_at: Mapped[datetime] = mapped_column(server_default=text("now()"))


class Proposal(TenantRow, Base):
    """A change that somebody wishes: of a playbook, or without playbook_id of the strategy. part: the key within it."""

    __tablename__ = "proposals"
    __table_args__ = (
        one_of("state", ["open", "adopted", "declined"]),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided"),
        belongs_to("playbooks", "playbook_id", cascade=True),
        belongs_to("users", "proposed_by_id"),
        belongs_to("users", "decided_by_id"),
        Index(None, "organization_id", "playbook_id"),
        Index(None, "organization_id", "proposed_by_id"),
        Index(None, "organization_id", "decided_by_id"),
    )

    playbook_id: Mapped[UUID | None]
    part: Mapped[str | None]
    title: Mapped[str]
    wish: Mapped[str]
    proposed_by_id: Mapped[UUID]
    proposed_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    state: Mapped[str] = mapped_column(server_default=text("'open'"))
    decided_by_id: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    reason: Mapped[str | None]


class ProposalCase(TenantRow, Base):
    """A voice for a proposal, with or without a record. Who may read the record, the record itself says."""

    __tablename__ = "proposal_cases"
    __table_args__ = (
        belongs_to("proposals", "proposal_id", cascade=True),
        belongs_to("users", "brought_by_id"),
        Index(None, "organization_id", "proposal_id"),
        Index(None, "organization_id", "brought_by_id"),
    )

    proposal_id: Mapped[UUID]
    negotiation_id: Mapped[UUID | None]
    brought_by_id: Mapped[UUID]
    brought_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
