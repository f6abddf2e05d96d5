"""Findings: what one rule says of one negotiation."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from negostrategy.kernel.business import Result
from negostrategy.kernel.columns import TenantRow, belongs_to, one_of
from negostrategy.kernel.db import Base


class Finding(TenantRow, Base):
    """The result of one rule for one negotiation. evidence: what the rule looked at, as it was (see engine.results).

    judged_at: when the rule first said this of what it looked at; judging again with the same answer changes nothing.
    """

    __tablename__ = "findings"
    __table_args__ = (
        UniqueConstraint("organization_id", "negotiation_id", "rule_id"),
        one_of("result", Result),
        belongs_to("negotiations", "negotiation_id", cascade=True),
        belongs_to("rules", "rule_id"),
        Index("ix_findings_rule", "organization_id", "rule_id", "result"),
        Index("ix_findings_result", "organization_id", "result"),
    )

    negotiation_id: Mapped[UUID]
    rule_id: Mapped[UUID]
    result: Mapped[str]
    evidence: Mapped[dict[str, Any]]
    judged_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
