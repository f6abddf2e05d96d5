"""The strategy document in versions, its measurable objectives, and who has read which version."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, Index, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from negostrategy.kernel.business import ChangeSize, VersionState
from negostrategy.kernel.columns import TenantRow, belongs_to, one_of
from negostrategy.kernel.db import Base


class StrategyVersion(TenantRow, Base):
    """One version of the document. sections: [{key, title, prompt, body}] in reading order.

    A trigger refuses any change once it is published; a version holds from effective_on until a later one does.
    writer_ids: everybody who wrote on it, none of whom may approve it alone.
    """

    __tablename__ = "strategy_versions"
    __table_args__ = (
        UniqueConstraint("organization_id", "number"),
        one_of("state", VersionState),
        one_of("change_size", ChangeSize),
        CheckConstraint(
            "(state = 'published') = (effective_on IS NOT NULL AND published_at IS NOT NULL)", name="dated"
        ),
        belongs_to("users", "written_by_id"),
        belongs_to("users", "published_by_id"),
        belongs_to("users", "owner_id"),
        Index(None, "organization_id", "owner_id"),
        Index(None, "organization_id", "written_by_id"),
        Index(None, "organization_id", "published_by_id"),
        Index(None, "organization_id", "effective_on"),
    )

    number: Mapped[int]
    title: Mapped[str]
    state: Mapped[str] = mapped_column(server_default=text("'draft'"))
    sections: Mapped[list[dict[str, Any]]]
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


class Objective(TenantRow, Base):
    """Something the strategy wants to reach: a metric from where to where until when. Unknown baselines stay empty.

    measure: the key of a metric that is computed from records, if it is one.
    """

    __tablename__ = "objectives"
    __table_args__ = (
        UniqueConstraint("organization_id", "strategy_version_id", "place"),
        belongs_to("strategy_versions", "strategy_version_id", cascade=True),
    )

    strategy_version_id: Mapped[UUID]
    place: Mapped[int]
    title: Mapped[str]
    metric: Mapped[str]
    measure: Mapped[str | None]
    unit: Mapped[str]
    baseline: Mapped[Decimal | None]
    target: Mapped[Decimal]
    due_on: Mapped[date | None]
    note: Mapped[str | None]


class Acknowledgement(TenantRow, Base):
    """A person's statement that they have read a version."""

    __tablename__ = "acknowledgements"
    __table_args__ = (
        UniqueConstraint("organization_id", "strategy_version_id", "user_id"),
        belongs_to("strategy_versions", "strategy_version_id"),
        belongs_to("users", "user_id", cascade=True),
        Index(None, "organization_id", "user_id"),
    )

    strategy_version_id: Mapped[UUID]
    user_id: Mapped[UUID]
    acknowledged_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
