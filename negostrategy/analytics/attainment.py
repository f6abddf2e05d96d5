"""How far the objectives of the strategy are reached (M23), counted from the records of the last ninety days."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from negostrategy.analytics.gate import closed_gate
from negostrategy.analytics.queries.sharing import counted_share
from negostrategy.compliance.models import ApprovalRequest
from negostrategy.facts.models import Facts
from negostrategy.kernel import clock
from negostrategy.kernel.business import Outcome
from negostrategy.kernel.db import session
from negostrategy.kernel.disclosure import FEWEST
from negostrategy.negotiations.queries.debriefs import debriefed_in_time, people_closing_since
from negostrategy.strategy.metrics import METRICS, Attainment, attainment
from negostrategy.strategy.queries.acknowledgements import status_of, version_to_read
from negostrategy.strategy.queries.document import ObjectiveRow
from negostrategy.tenancy.queries import today_in_force
from negostrategy.trading.models import ValueSums

LOOKED_BACK = timedelta(days=90)
type_of_actual = tuple[Decimal | None, int]
AGREED: dict[str, str] = {"outcome": Outcome.AGREED.value}
# What counts, and of what: shares that are counted by records, or by their checks.
SHARES: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "M9": ({"result": "kept"}, {"result": "judged"}),
    "M11": ({"planned": "yes"}, {"planned": "known"}),
    "M11s": ({"allowed": "yes"}, {"allowed": "known"}),
    "M17": ({"covered": "yes"}, {}),
    "M18": ({"prompt": "yes"}, {}),
    "M21": (AGREED | {"band": "stop"}, AGREED),
    "M21b": (AGREED | {"blind": "yes"}, AGREED),
    "M21c": (AGREED | {"band": "unknown"}, AGREED),
}
# The records behind what is no share of records.
BEHIND: dict[str, dict[str, str]] = {
    "M2": AGREED | {"scored": "yes"},
    "M6": AGREED | {"captured": "yes"},
    "M24": {"moved": "yes"},
    "M26": {"tested": "yes"},
} | {key: base for key, (_hits, base) in SHARES.items()}


def attainments(objectives: list[ObjectiveRow]) -> dict[UUID, Attainment]:
    """Return, for each objective, what is the case today and how far that is on the way."""
    today = today_in_force()
    with closed_gate().reading():
        actuals = {key: _told(key, today) for key in {one.measure or "" for one in objectives} if key in COUNTED}
    return {one.id: _attained(one, actuals, today) for one in objectives}


def _attained(one: ObjectiveRow, actuals: dict[str, type_of_actual], today: date) -> Attainment:
    if one.measure is None or one.measure not in METRICS:
        return Attainment(why_unknown="Nothing that is recorded tells this yet.")
    actual, n = actuals[one.measure]
    if n < FEWEST or actual is None:
        return Attainment(why_unknown="Too few records in the last 90 days to say.")
    why = "Without a baseline there is no way to measure." if one.baseline is None else ""
    cell = BEHIND[one.measure] | days_of(today) if one.measure in BEHIND else None
    return Attainment(actual, attainment(one.baseline, one.target, actual), n, why, cell)


def days_of(today: date) -> dict[str, str]:
    """Return the filter of the days that objectives are counted over: ninety, with today."""
    return {"held_from": (today - LOOKED_BACK + timedelta(days=1)).isoformat(), "held_to": today.isoformat()}


def _told(key: str, today: date) -> type_of_actual:
    """Return what is the case as far as everybody may know it: objectives stand where nobody reads all the records."""
    gate, days = closed_gate(), days_of(today)
    is_told = (
        gate.divides(BEHIND[key] | days, SHARES[key][0])
        if key in SHARES
        else gate.opens(BEHIND[key] | days)
        if key in BEHIND
        else PEOPLE[key](today) >= FEWEST
    )
    return COUNTED[key](today) if is_told else (None, 0)


def _share(key: str, today: date) -> type_of_actual:
    hits, base = SHARES[key]
    counted = counted_share(hits, base | days_of(today))
    return (_percent(counted.hits, counted.n), counted.n)


def _percent(hits: int, n: int) -> Decimal | None:
    return (Decimal(100) * hits / n).quantize(Decimal("0.1")) if n else None


def _tenths(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value)).quantize(Decimal("0.1"))


def _deal_score(today: date) -> type_of_actual:
    row = session.execute(
        select(func.percentile_cont(0.5).within_group(Facts.deal_score.asc()), func.count(Facts.deal_score))
        .where(Facts.held_on > today - LOOKED_BACK, Facts.held_on <= today)
        .where(Facts.outcome == Outcome.AGREED)
    ).one()
    return (_tenths(row[0]), row[1])


def _captured(today: date) -> type_of_actual:
    share = ValueSums.gain_agreed / ValueSums.gain_possible * 100
    row = session.execute(
        select(func.percentile_cont(0.5).within_group(share.asc()), func.count())
        .select_from(Facts)
        .join(ValueSums, ValueSums.id == Facts.id)
        .where(Facts.held_on > today - LOOKED_BACK, Facts.held_on <= today)
        .where(Facts.outcome == Outcome.AGREED)
        .where(ValueSums.gain_possible > 0)
    ).one()
    return (_tenths(row[0]), row[1])


def _guessed_right(today: date) -> type_of_actual:
    row = session.execute(
        select(func.coalesce(func.sum(ValueSums.right_count), 0), func.coalesce(func.sum(ValueSums.tested_count), 0))
        .join(Facts, Facts.id == ValueSums.id)
        .where(Facts.held_on > today - LOOKED_BACK, Facts.held_on <= today)
    ).one()
    return (_percent(int(row[0]), int(row[1])), int(row[1]))


def _breadth(today: date) -> type_of_actual:
    row = session.execute(
        select(func.percentile_cont(0.5).within_group(Facts.moved_variable_count.asc()), func.count())
        .where(Facts.held_on > today - LOOKED_BACK, Facts.held_on <= today)
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


def _asking(_today: date) -> int:
    statement = (
        select(func.count(func.distinct(ApprovalRequest.asked_by_id)))
        .where(ApprovalRequest.decided_at > clock.now() - LOOKED_BACK)
        .where(ApprovalRequest.state.in_(["approved", "refused"]))
    )
    return session.scalar(statement) or 0


def _strategy_read(today: date) -> type_of_actual:
    version_id = version_to_read(today)
    if version_id is None:
        return (None, 0)
    status = status_of(version_id)
    return (_percent(status.acknowledged, status.in_scope), status.in_scope)


def _looked_back(today: date) -> type_of_actual:
    in_time, over = debriefed_in_time(today - LOOKED_BACK)
    return (_percent(in_time, over), over)


COUNTED: dict[str, Callable[[date], type_of_actual]] = {
    "M2": _deal_score,
    "M6": _captured,
    "M10": lambda _today: _approval_hours(0.5),
    "M10n": lambda _today: _approval_hours(0.9),
    "M10r": _retroactive,
    "M24": _breadth,
    "M26": _guessed_right,
    "M31": _strategy_read,
    "M32": _looked_back,
} | {key: partial(_share, key) for key in SHARES}
# Of how many people it is, where no set of records says so.
PEOPLE: dict[str, Callable[[date], int]] = {
    "M10": _asking,
    "M10n": _asking,
    "M10r": _asking,
    "M31": lambda today: _strategy_read(today)[1],
    "M32": lambda today: people_closing_since(today - LOOKED_BACK),
}
