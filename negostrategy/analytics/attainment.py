"""How far the objectives of the strategy are reached (M23), counted from the records of the last ninety days."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from negostrategy.compliance.models import ApprovalRequest, Finding
from negostrategy.facts.models import Facts
from negostrategy.kernel import clock
from negostrategy.kernel.business import Outcome, Result
from negostrategy.kernel.db import session
from negostrategy.negotiations.queries.debriefs import debriefed_in_time
from negostrategy.strategy.metrics import METRICS, Attainment, attainment
from negostrategy.strategy.queries.acknowledgements import status_of, version_to_read
from negostrategy.strategy.queries.document import ObjectiveRow
from negostrategy.strategy.queries.segments import styles_allowed
from negostrategy.tenancy.queries import today_in_force
from negostrategy.trading.models import ValueSums

LOOKED_BACK = timedelta(days=90)
FEWEST = 5
type_of_actual = tuple[Decimal | None, int]


def attainments(objectives: list[ObjectiveRow]) -> dict[UUID, Attainment]:
    """Return, for each objective, what is the case today and how far that is on the way."""
    today = today_in_force()
    actuals = {key: COUNTED[key](today) for key in {one.measure for one in objectives} if key in COUNTED}
    return {one.id: _attained(one, actuals) for one in objectives}


def _attained(one: ObjectiveRow, actuals: dict[str | None, type_of_actual]) -> Attainment:
    if one.measure not in METRICS:
        return Attainment(why_unknown="Nothing that is recorded tells this yet.")
    actual, n = actuals[one.measure]
    if n < FEWEST or actual is None:
        return Attainment(n=n, why_unknown="Too few records in the last 90 days to say.")
    why = "Without a baseline there is no way to measure." if one.baseline is None else ""
    return Attainment(actual, attainment(one.baseline, one.target, actual), n, why)


def _share(hits: Any, base: Any, today: date) -> type_of_actual:
    row = session.execute(
        select(func.count().filter(hits), func.count().filter(base))
        .select_from(Facts)
        .where(Facts.held_on > today - LOOKED_BACK)
    ).one()
    return (_percent(row[0], row[1]), row[1])


def _percent(hits: int, n: int) -> Decimal | None:
    return (Decimal(100) * hits / n).quantize(Decimal("0.1")) if n else None


def _tenths(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value)).quantize(Decimal("0.1"))


def _deal_score(today: date) -> type_of_actual:
    row = session.execute(
        select(func.percentile_cont(0.5).within_group(Facts.deal_score.asc()), func.count(Facts.deal_score))
        .where(Facts.held_on > today - LOOKED_BACK)
        .where(Facts.outcome == Outcome.AGREED)
    ).one()
    return (_tenths(row[0]), row[1])


def _rules_kept(today: date) -> type_of_actual:
    row = session.execute(
        select(
            func.count().filter(Finding.result == Result.KEPT),
            func.count().filter(Finding.result.in_([Result.KEPT, Result.BROKEN])),
        )
        .select_from(Finding)
        .join(Facts, Facts.id == Finding.negotiation_id)
        .where(Facts.held_on > today - LOOKED_BACK)
    ).one()
    return (_percent(row[0], row[1]), row[1])


def _captured(today: date) -> type_of_actual:
    share = ValueSums.gain_agreed / ValueSums.gain_possible * 100
    row = session.execute(
        select(func.percentile_cont(0.5).within_group(share.asc()), func.count())
        .select_from(Facts)
        .join(ValueSums, ValueSums.id == Facts.id)
        .where(Facts.held_on > today - LOOKED_BACK)
        .where(Facts.outcome == Outcome.AGREED)
        .where(ValueSums.gain_possible > 0)
    ).one()
    return (_tenths(row[0]), row[1])


def _guessed_right(today: date) -> type_of_actual:
    row = session.execute(
        select(func.coalesce(func.sum(ValueSums.right_count), 0), func.coalesce(func.sum(ValueSums.tested_count), 0))
        .join(Facts, Facts.id == ValueSums.id)
        .where(Facts.held_on > today - LOOKED_BACK)
    ).one()
    return (_percent(int(row[0]), int(row[1])), int(row[1]))


def _breadth(today: date) -> type_of_actual:
    row = session.execute(
        select(func.percentile_cont(0.5).within_group(Facts.moved_variable_count.asc()), func.count())
        .where(Facts.held_on > today - LOOKED_BACK)
        .where(Facts.moved_variable_count > 0)
    ).one()
    return (_tenths(row[0]), row[1])


def _approval_hours(share: float) -> type_of_actual:
    hours = func.extract("epoch", ApprovalRequest.decided_at - ApprovalRequest.asked_at) / 3600
    row = session.execute(
        select(func.percentile_cont(share).within_group(hours.asc()), func.count())
        .where(ApprovalRequest.decided_at > clock.now() - LOOKED_BACK)
        .where(ApprovalRequest.state.in_(["approved", "refused"]))
    ).one()
    return (_tenths(row[0]), row[1])


def _retroactive(_today: date) -> type_of_actual:
    row = session.execute(
        select(func.count().filter(ApprovalRequest.is_retroactive), func.count())
        .where(ApprovalRequest.decided_at > clock.now() - LOOKED_BACK)
        .where(ApprovalRequest.state.in_(["approved", "refused"]))
    ).one()
    return (_percent(row[0], row[1]), row[1])


def _strategy_read(today: date) -> type_of_actual:
    version_id = version_to_read(today)
    if version_id is None:
        return (None, 0)
    status = status_of(version_id)
    return (_percent(status.acknowledged, status.in_scope), status.in_scope)


def _looked_back(today: date) -> type_of_actual:
    in_time, over = debriefed_in_time(today - LOOKED_BACK)
    return (_percent(in_time, over), over)


_AGREED = Facts.outcome == Outcome.AGREED
_WITH_A_BAND = Facts.beyond_walk_away_count + Facts.beyond_acceptable_count + Facts.within_count + Facts.at_target_count
_ALLOWED = styles_allowed(Facts.strategy_version_id, Facts.segment)
COUNTED: dict[str | None, Callable[[date], type_of_actual]] = {
    "M2": _deal_score,
    "M6": _captured,
    "M9": _rules_kept,
    "M10": lambda _today: _approval_hours(0.5),
    "M10n": lambda _today: _approval_hours(0.9),
    "M10r": _retroactive,
    "M11": lambda today: _share(
        Facts.style_used == Facts.style_planned,
        Facts.style_used.is_not(None) & Facts.style_planned.is_not(None),
        today,
    ),
    "M11s": lambda today: _share(
        func.array_position(_ALLOWED, Facts.style_used).is_not(None),
        Facts.style_used.is_not(None) & _ALLOWED.is_not(None),
        today,
    ),
    "M17": lambda today: _share(Facts.playbook_version_id.is_not(None), Facts.id.is_not(None), today),
    "M18": lambda today: _share(Facts.capture_delay_hours <= 24, Facts.id.is_not(None), today),  # a day
    "M21": lambda today: _share(_AGREED & (Facts.beyond_walk_away_count > 0), _AGREED, today),
    "M21b": lambda today: _share(_AGREED & (_WITH_A_BAND == 0), _AGREED, today),
    "M24": _breadth,
    "M26": _guessed_right,
    "M31": _strategy_read,
    "M32": _looked_back,
}
