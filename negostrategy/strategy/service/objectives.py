"""Writing the objectives of a draft: as typed, as in the version before, or as the outline suggests."""

from dataclasses import asdict, replace
from datetime import date
from uuid import UUID

from sqlalchemy import delete, select

from negostrategy.kernel.db import session
from negostrategy.kernel.ids import new_id
from negostrategy.strategy import starters
from negostrategy.strategy.metrics import METRICS
from negostrategy.strategy.models import Objective
from negostrategy.strategy.schemas import ObjectiveDraft

DAYS_OF_A_MONTH = 30.44
# Which objectives of the starter are counted from records today.
MEASURE_OF = {
    "capture": "M6",
    "no_blind_closes": "M21b",
    "fast_approval": "M10n",
    "strategy_known": "M31",
    "learning": "M32",
}


def objectives_of(version_id: UUID) -> list[ObjectiveDraft]:
    """Return the objectives of a version, as they are typed."""
    rows = session.scalars(
        select(Objective).where(Objective.strategy_version_id == version_id).order_by(Objective.place)
    )
    names = ObjectiveDraft.__dataclass_fields__
    return [ObjectiveDraft(**{name: getattr(row, name) for name in names}) for row in rows]


def first_objectives(today: date) -> list[ObjectiveDraft]:
    """Return the objectives that the outline suggests."""
    return [
        ObjectiveDraft(
            title=one.title,
            metric=one.metric,
            unit=one.unit,
            baseline=one.baseline,
            target=one.target,
            due_on=date.fromordinal(today.toordinal() + round(one.horizon_months * DAYS_OF_A_MONTH)),
            note=one.note,
            measure=MEASURE_OF.get(one.key),
        )
        for one in starters.strategy().objectives
    ]


def write_objectives(version_id: UUID, objectives: list[ObjectiveDraft]) -> None:
    """Put objectives in place of those of a draft; what is counted has the unit in which it is counted."""
    session.execute(
        delete(Objective)
        .where(Objective.strategy_version_id == version_id)
        .execution_options(synchronize_session=False)
    )
    session.add_all(
        Objective(id=new_id(), strategy_version_id=version_id, place=place, **asdict(_in_its_unit(objective)))
        for place, objective in enumerate(objectives, 1)
    )
    session.flush()


def _in_its_unit(objective: ObjectiveDraft) -> ObjectiveDraft:
    # What is counted in hours is not reached in per cent, whatever was typed.
    metric = METRICS.get(objective.measure or "")
    return replace(objective, unit=metric.unit) if metric else objective
