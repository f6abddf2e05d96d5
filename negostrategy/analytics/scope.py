"""Whose records a person's figures are made of, and which conditions a question puts on facts.

Leaders: the whole organization, in groups of five or more. Managers: open records of their teams, and their own.
Everybody else: their own. Managers and employees may read every record behind their figures.
"""

from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, case, func, or_, select

from negostrategy.analytics.asked import NOBODY, Asked, CellAsked
from negostrategy.compliance.models import Finding
from negostrategy.facts.models import Facts
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Outcome, Privacy, Result
from negostrategy.strategy.queries.rules import rules_binding, rules_like, versions_of
from negostrategy.strategy.queries.segments import styles_allowed
from negostrategy.tenancy.models import Organization
from negostrategy.trading.models import ValueSums

type_of_condition = ColumnElement[bool]
# Each agreement counts once, by its worst term; where it is silent about a floor nobody knows how bad that one is.
BAND: ColumnElement[str] = case(
    (Facts.beyond_walk_away_count > 0, "stop"),
    (func.cardinality(Facts.unstated_floors) > 0, "unstated"),
    (Facts.beyond_acceptable_count > 0, "ask"),
    (Facts.within_count > 0, "within"),
    (Facts.at_target_count > 0, "target"),
    else_="unknown",
)


# Whether an agreement is acceptable or better.
GOOD: ColumnElement[str] = case(
    (Facts.outcome != Outcome.AGREED.value, "unknown"),
    (BAND.in_(("unknown", "unstated")), "unknown"),
    (BAND.in_(("target", "within")), "yes"),
    else_="no",
)
# Agreed although a weighted term had no walk-away: nobody can tell whether it should have been.
BLIND: ColumnElement[bool] = Facts.outcome.in_([Outcome.AGREED.value]) & (Facts.term_without_walk_away_count > 0)


# Agreements whose value table knows of something to win; records on which anybody moved; records with guesses of what
# the other side's figures are.
_SUMS = select(ValueSums.id)
CAPTURED: ColumnElement[bool] = Facts.outcome.in_([Outcome.AGREED.value]) & Facts.id.in_(
    _SUMS.where(ValueSums.gain_possible > 0)
)
IN_MONEY: ColumnElement[bool] = CAPTURED & Facts.id.in_(_SUMS.where(ValueSums.measure == "money"))
MOVED: ColumnElement[bool] = Facts.moved_variable_count > 0
GUESSED: ColumnElement[bool] = Facts.id.in_(_SUMS.where(ValueSums.guess_count > 0))
GUESSES: dict[str, ColumnElement[bool]] = {
    "yes": Facts.id.in_(_SUMS.where(ValueSums.tested_count > 0)),
    "held": Facts.id.in_(_SUMS.where(ValueSums.right_count > 0)),
    "wrong": Facts.id.in_(_SUMS.where(ValueSums.tested_count > ValueSums.right_count)),
    "untested": Facts.id.in_(_SUMS.where(ValueSums.guess_count > ValueSums.tested_count)),
}
# Recorded within a day; with an amount of money in a currency.
PROMPT: ColumnElement[bool] = Facts.capture_delay_hours <= 24
VALUED: ColumnElement[bool] = Facts.value.is_not(None) & Facts.currency.is_not(None)
_USUAL = select(Organization.currency).where(Organization.id == Facts.organization_id).scalar_subquery()
CURRENCY: ColumnElement[str] = func.coalesce(Facts.currency, _USUAL)
_ALLOWED = styles_allowed(Facts.strategy_version_id, Facts.segment)
# Whether the style used was the one planned, and one that the strategy allows: yes, no, or nobody can tell.
PLANNED: ColumnElement[str] = case(
    (Facts.style_used.is_(None) | Facts.style_planned.is_(None), "unknown"),
    (Facts.style_used == Facts.style_planned, "yes"),
    else_="no",
)
ALLOWED: ColumnElement[str] = case(
    (Facts.style_used.is_(None) | _ALLOWED.is_(None), "unknown"),
    (func.array_position(_ALLOWED, Facts.style_used).is_not(None), "yes"),
    else_="no",
)


def records_of(actor: Actor) -> list[type_of_condition]:
    """Return the conditions that keep the records of which this person sees figures."""
    if actor.is_leader:
        return []
    own = Facts.owner_id == actor.user_id
    if not actor.is_manager:
        return [own]
    return [or_(own, and_(Facts.privacy == Privacy.OPEN, Facts.team_id.in_(actor.managed_team_ids)))]


def asked_of(asked: Asked) -> list[type_of_condition]:
    """Return the filters of a dashboard as conditions on facts."""
    conditions: list[type_of_condition] = []
    for name, column in (("kind", Facts.kind), ("topic", Facts.topic)):
        if getattr(asked, name) is not None:
            conditions.append(column == getattr(asked, name))
    if asked.team is not None:
        conditions.append(Facts.team_id.is_(None) if asked.team == NOBODY else Facts.team_id == asked.team)
    if asked.held_from is not None:
        conditions.append(Facts.held_on >= asked.held_from)
    if asked.held_to is not None:
        conditions.append(Facts.held_on <= asked.held_to)
    if asked.playbook == NOBODY:
        conditions.append(Facts.playbook_version_id.is_(None))
    elif asked.playbook is not None:
        conditions.append(Facts.playbook_version_id.in_(versions_of(asked.playbook)))
    return conditions


def cell_of(cell: CellAsked) -> list[type_of_condition]:
    """Return the filters of the records behind a figure as conditions on facts."""
    conditions = asked_of(cell)
    parts = [_part(cell, name) for name in _PARTS]
    conditions += [part for part in parts if part is not None]
    if cell.result is not None:
        conditions.append(Facts.id.in_(select(Finding.negotiation_id).where(*findings_of(cell))))
    return conditions


def results_of(result: str) -> list[str]:
    """Return the results that a word of an address stands for."""
    judged = [Result.KEPT.value, Result.BROKEN.value]
    return {"judged": judged, "any": [*judged, Result.UNKNOWN.value]}.get(result, [result])


def findings_of(cell: CellAsked) -> list[type_of_condition]:
    """Return what a cell asks of findings, as conditions on them."""
    conditions: list[type_of_condition] = [Finding.result.in_(results_of(cell.result or "any"))]
    if cell.rule:
        conditions.append(Finding.rule_id.in_(rules_like(cell.rule)))
    if cell.binding:
        conditions.append(Finding.rule_id.in_(rules_binding(cell.binding)))
    return conditions


# What divides records by a value, and what only some of them have: asked of in an address, and told apart by whoever
# keeps small groups hidden.
VALUES: dict[str, SQLColumnExpression[Any]] = {
    "team": Facts.team_id,
    "kind": Facts.kind,
    "topic": Facts.topic,
    "segment": Facts.segment,
    "version": Facts.playbook_version_id,
    "outcome": Facts.outcome,
    "band": BAND,
    "style_used": Facts.style_used,
    "power": Facts.power_balance,
    "planned": PLANNED,
    "allowed": ALLOWED,
    "currency": CURRENCY,
    "good": GOOD,
}
FLAGS: dict[str, type_of_condition] = {
    "scored": Facts.deal_score.is_not(None),
    "covered": Facts.playbook_version_id.is_not(None),
    "blind": BLIND,
    "captured": CAPTURED,
    "money": IN_MONEY,
    "moved": MOVED,
    "guessed": GUESSED,
    "prompt": PROMPT,
    "valued": VALUED,
} | {f"tested_{word}": condition for word, condition in GUESSES.items()}
_PARTS = (
    *("outcome", "band", "style_used", "power", "segment", "version", "planned", "allowed", "currency", "good"),
    *("scored", "covered", "blind", "captured", "moved", "guessed", "prompt", "valued", "tested"),
)


def flag_of(name: str, value: str) -> str:
    """Return the flag that a filter asks of."""
    return {"tested": f"tested_{value}", "captured": "money" if value == "money" else "captured"}.get(name, name)


def _part(cell: CellAsked, name: str) -> type_of_condition | None:
    value = getattr(cell, name)
    if value is None:
        return None
    if name in VALUES:
        column = VALUES[name]
        if value == NOBODY:
            return column.is_(None)
        grouped = {"closed": column != Outcome.OPEN, "known": column != "unknown", "other": column != "yes"}
        # Conditions of the words themselves, compiled with the statement once.
        return grouped[value] if value in grouped else column.in_([value])
    flag = FLAGS[flag_of(name, value)]
    return flag.is_not(True) if value == "no" else flag
