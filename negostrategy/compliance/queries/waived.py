"""What is let pass on a day. A waiver ends by itself: from the next day on the finding counts as broken again."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select

from negostrategy.compliance.models import Waiver
from negostrategy.kernel.db import session


def waived_until(negotiation_ids: Collection[UUID], on: date) -> dict[tuple[UUID | None, str], date]:
    """Return what is let pass on a day: {(record or None for all, line of the rule): until}.

    The line is "<playbook id>:<rule key>", the same in all versions.
    """
    rows = session.execute(
        select(Waiver.negotiation_id, Waiver.playbook_id, Waiver.rule_key, Waiver.until_on)
        .where(or_(Waiver.negotiation_id.is_(None), Waiver.negotiation_id.in_(negotiation_ids)))
        .where(Waiver.until_on >= on)
        .where(Waiver.ended_at.is_(None))
        .order_by(Waiver.until_on)
    )
    return {(row.negotiation_id, f"{row.playbook_id}:{row.rule_key}"): row.until_on for row in rows}
