"""What is let pass on a day. A waiver ends by itself: from the next day on the finding counts as broken again."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from uuid import UUID

from sqlalchemy import ARRAY, Date, Select, Uuid, any_, bindparam, or_, select

from negostrategy.accounts.queries.names import person_name
from negostrategy.compliance.models import Waiver
from negostrategy.kernel.db import session

type_of_line = tuple[UUID | None, str]


@dataclass(frozen=True)
class Waived:
    """A waiver in force: until when, why, by whom, and whether it is for every record under the rule."""

    id: UUID
    until_on: date
    reason: str
    by_id: UUID
    by: str
    is_for_all: bool


def waived_on(negotiation_ids: Collection[UUID], on: date) -> dict[type_of_line, Waived]:
    """Return what is let pass on a day: {(record or None for all, line of the rule): waiver}, of several the longest.

    The line is "<playbook id>:<rule key>", the same in all versions.
    """
    rows = session.execute(_waived(), {"negotiation_ids": list(negotiation_ids), "on": on})
    return {
        (row.negotiation_id, f"{row.playbook_id}:{row.rule_key}"): Waived(
            row.id, row.until_on, row.reason, row.waived_by_id, row.by, row.negotiation_id is None
        )
        for row in rows
    }


@cache
def _waived() -> Select[UUID | None, UUID, str, UUID, UUID, date, str, str]:
    these = any_(bindparam("negotiation_ids", type_=ARRAY(Uuid())))
    return (
        select(
            *(Waiver.negotiation_id, Waiver.playbook_id, Waiver.rule_key),
            *(Waiver.id, Waiver.until_on, Waiver.reason, Waiver.waived_by_id),
            person_name(Waiver.waived_by_id).label("by"),
        )
        .where(or_(Waiver.negotiation_id.is_(None), Waiver.negotiation_id == these))
        .where(Waiver.until_on >= bindparam("on", type_=Date()))
        .where(Waiver.ended_at.is_(None))
        .order_by(Waiver.until_on)
    )


def waiver_among(waived: Mapping[type_of_line, Waived], negotiation_id: UUID, line: str) -> Waived | None:
    """Return the waiver of a rule on a record: its own, else the one for all."""
    return waived.get((negotiation_id, line)) or waived.get((None, line))
