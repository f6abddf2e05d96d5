"""Whose records a person's figures are made of, and which conditions a question puts on facts.

Leaders: the whole organization, in groups of five or more. Managers: open records of their teams, and their own.
Everybody else: their own. Managers and employees may read every record behind their figures.
"""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, or_, select

from negostrategy.analytics.asked import NOBODY, Asked, CellAsked
from negostrategy.compliance.models import Finding
from negostrategy.facts.models import Facts
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Outcome, Privacy, Result
from negostrategy.strategy.queries.rules import rules_like, versions_of
from negostrategy.trading.models import ValueSums

type_of_condition = ColumnElement[bool]
# Each agreement counts once, by its worst term.
BAND: ColumnElement[str] = case(
    (Facts.beyond_walk_away_count > 0, "stop"),
    (Facts.beyond_acceptable_count > 0, "ask"),
    (Facts.within_count > 0, "within"),
    (Facts.at_target_count > 0, "target"),
    else_="unknown",
)


# Agreed although a weighted term had no walk-away: nobody can tell whether it should have been.
BLIND: ColumnElement[bool] = Facts.outcome.in_([Outcome.AGREED.value]) & (Facts.term_without_walk_away_count > 0)


# Agreements whose value table knows of something to win; records on which anybody moved; records with guesses of what
# the other side's figures are.
_SUMS = select(ValueSums.id)
CAPTURED: ColumnElement[bool] = Facts.outcome.in_([Outcome.AGREED.value]) & Facts.id.in_(
    _SUMS.where(ValueSums.gain_possible > 0)
)
MOVED: ColumnElement[bool] = Facts.moved_variable_count > 0
GUESSED: ColumnElement[bool] = Facts.id.in_(_SUMS.where(ValueSums.guess_count > 0))


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
        conditions.append(Facts.id.in_(_found(cell)))
    return conditions


def results_of(result: str) -> list[str]:
    """Return the results that a word of an address stands for."""
    judged = [Result.KEPT.value, Result.BROKEN.value]
    return {"judged": judged, "any": [*judged, Result.UNKNOWN.value]}.get(result, [result])


def _found(cell: CellAsked) -> Any:
    found = select(Finding.negotiation_id).where(Finding.result.in_(results_of(cell.result or "any")))
    return found.where(Finding.rule_id.in_(rules_like(cell.rule))) if cell.rule else found


_PARTS = (
    "outcome", "band", "style_used", "power", "scored", "version", "covered", "blind", "segment",
    "captured", "moved", "guessed",
)  # fmt: skip


def _part(cell: CellAsked, name: str) -> type_of_condition | None:
    value = getattr(cell, name)
    if value is None:
        return None
    if name == "outcome":
        return Facts.outcome != Outcome.OPEN if value == "closed" else Facts.outcome == value
    if name == "style_used":
        return Facts.style_used.is_(None) if value == NOBODY else Facts.style_used == value
    if name == "segment":
        return Facts.segment.is_(None) if value == NOBODY else Facts.segment == value
    if name == "covered":
        return Facts.playbook_version_id.is_(None) if value == "no" else Facts.playbook_version_id.is_not(None)
    conditions: dict[str, type_of_condition] = {
        "band": BAND.in_([value]),
        "power": Facts.power_balance == value,
        "scored": Facts.deal_score.is_not(None),
        "blind": BLIND,
        "captured": CAPTURED,
        "moved": MOVED,
        "guessed": GUESSED,
        "version": Facts.playbook_version_id == value,
    }
    return conditions[name]
