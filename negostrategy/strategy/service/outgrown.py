"""What lies under a seal may not fit any more once the open positions beside it change."""

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from sqlalchemy import delete

from negostrategy.kernel.business import Direction
from negostrategy.kernel.db import session
from negostrategy.strategy.models import SealedLimit
from negostrategy.strategy.queries.playbooks import VariableRow

SEALED = "sealed"


def void_outgrown_seals(version_id: UUID, before: Iterable[VariableRow], after: Iterable[VariableRow]) -> None:
    """Take away what lies under the seals of a draft's variables that are counted otherwise now, or accept more.

    A comparison with the limit itself would answer whoever moves acceptable step by step; this one tells nothing of it.
    """
    now = {one.key: one for one in after if one.seal == SEALED}
    outgrown = [one.key for one in before if one.seal == SEALED and one.key in now and _outgrows(now[one.key], one)]
    session.execute(
        delete(SealedLimit)
        .where(SealedLimit.playbook_version_id == version_id)
        .where(SealedLimit.key.in_(outgrown))
        .execution_options(synchronize_session=False)
    )


def _outgrows(now: VariableRow, before: VariableRow) -> bool:
    if _counted(now) != _counted(before):
        return True
    accepted, accepted_before = _accepted(now), _accepted(before)
    if accepted is None or accepted == accepted_before:
        return False
    sign = 1 if now.direction == Direction.MORE else -1
    return accepted_before is None or sign * (accepted - accepted_before) < 0


def _counted(one: VariableRow) -> tuple[object, ...]:
    return one.kind, one.direction, one.unit, one.reference, one.labels


def _accepted(one: VariableRow) -> Decimal | None:
    return one.target if one.acceptable is None else one.acceptable
