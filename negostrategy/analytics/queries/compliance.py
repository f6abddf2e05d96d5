"""How negotiations went against the rules in force on their own day (M9), and how many were under a playbook (M17)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from negostrategy.analytics.asked import Asked
from negostrategy.analytics.gate import Gate, gate_for
from negostrategy.analytics.queries.grouping import (
    at_level,
    in_sets,
    level_of,
    owners_counted,
    team_cell,
    team_names,
    week_cell,
    week_name,
    week_of,
)
from negostrategy.analytics.scope import asked_of, records_of
from negostrategy.analytics.shapes import Amounts, Counted, Group, surely_low_first
from negostrategy.analytics.shown import CHECKED, COVERED, shown_amounts, shown_count, shown_group, shown_groups
from negostrategy.compliance.models import Finding
from negostrategy.facts.models import Facts
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Result
from negostrategy.kernel.db import session
from negostrategy.strategy.queries.rules import NamedRule, rules_called

JUDGED = (Result.KEPT.value, Result.BROKEN.value, Result.UNKNOWN.value)


@dataclass(frozen=True)
class Compliance:
    """The compliance dashboard. Parts of checks: kept, broken, unknown; of coverage: covered, bare."""

    total: Group
    floors_broken: Counted
    by_rule: list[Group]
    by_week: list[Group]
    by_team: list[Group]
    coverage: Group
    coverage_by_team: list[Group]
    value_covered: list[Amounts]


def compliance(actor: Actor, asked: Asked) -> Compliance:
    """Return the compliance dashboard of what this person sees figures of, in three statements and two for names."""
    gate = gate_for(actor)
    with gate.reading():
        return _compliance(gate, actor, asked)


def _compliance(gate: Gate, actor: Actor, asked: Asked) -> Compliance:
    rows = _checks(actor, asked)
    named = rules_called({row.rule_id for row in at_level(rows, level_of(0, 3))})
    names = team_names()
    base = asked.given
    total = _tally(at_level(rows, level_of(None, 3)), "all", "All checks", base)
    by_week = [
        _tally([row], row.week.isoformat(), week_name(row.week), base | week_cell(asked, row.week))
        for row in sorted(at_level(rows, level_of(2, 3)), key=lambda row: row.week)
    ]
    by_team = [
        _tally([row], str(row.team_id), names.get(row.team_id, ""), base | team_cell(row.team_id))
        for row in at_level(rows, level_of(1, 3))
    ]
    return Compliance(
        total=shown_group(gate, total, CHECKED),
        floors_broken=_floors_broken(gate, at_level(rows, level_of(0, 3)), named, base),
        by_rule=surely_low_first(
            shown_groups(gate, _by_rule(at_level(rows, level_of(0, 3)), named, base), CHECKED),
        ),
        by_week=shown_groups(gate, by_week, CHECKED),
        by_team=surely_low_first(shown_groups(gate, by_team, CHECKED)),
        **_coverage(gate, actor, asked, names),
    )


def _floors_broken(gate: Gate, rows: Sequence[Any], named: dict[Any, NamedRule], base: dict[str, str]) -> Counted:
    broken = sum(row.broken for row in rows if row.rule_id in named and named[row.rule_id].binding == "floor")
    return shown_count(gate, Counted(broken, base | {"result": "broken", "binding": "floor"}))


def _checks(actor: Actor, asked: Asked) -> Sequence[Any]:
    week = week_of(Facts.held_on).label("week")
    sets, level = in_sets(Finding.rule_id, Facts.team_id, week)
    counted = [func.count().filter(Finding.result == word).label(word) for word in JUDGED]
    return session.execute(
        select(
            Finding.rule_id,
            Facts.team_id,
            week,
            level.label("level"),
            *counted,
            func.count(func.distinct(Facts.id)).label("records"),
            owners_counted().label("owners"),
        )
        .join(Facts, Facts.id == Finding.negotiation_id)
        .where(Finding.result.in_(JUDGED), *records_of(actor), *asked_of(asked))
        .group_by(sets)
    ).all()


def _tally(rows: Sequence[Any], key: str, name: str, cell: dict[str, str], note: str = "") -> Group:
    parts = {word: sum(getattr(row, word) for row in rows) for word in JUDGED}
    records, owners = (max((getattr(row, word) for row in rows), default=0) for word in ("records", "owners"))
    if len(rows) > 1:
        # A record is pinned to one version, so that versions of a rule share no records; people they may share.
        records = sum(row.records for row in rows)
    return Group(key, name, parts, records, owners, cell | {"result": "any"}, note)


def _by_rule(rows: Sequence[Any], named: dict[Any, NamedRule], base: dict[str, str]) -> list[Group]:
    lines: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        if row.rule_id in named:
            lines[named[row.rule_id].line].append(row)
    found = []
    for line, versions in lines.items():
        rule = named[versions[0].rule_id]
        note = f"{'Floor' if rule.binding == 'floor' else 'Advice'} · {rule.playbook_name}"
        found.append(_tally(versions, line, rule.title, base | {"rule": str(rule.id)}, note))
    return found


def _coverage(gate: Gate, actor: Actor, asked: Asked, names: dict[Any, str]) -> dict[str, Any]:
    sets, level = in_sets(Facts.team_id, Facts.currency)
    covered = Facts.playbook_version_id.is_not(None)
    rows = session.execute(
        select(
            Facts.team_id,
            Facts.currency,
            level.label("level"),
            func.count().label("records"),
            func.count().filter(covered).label("covered"),
            func.sum(Facts.value).label("value"),
            func.sum(Facts.value).filter(covered).label("value_covered"),
            func.count(Facts.value).label("valued"),
            owners_counted().label("owners"),
        )
        .where(*records_of(actor), *asked_of(asked))
        .group_by(sets)
    ).all()
    base = asked.given
    teams = [
        _covered(row, str(row.team_id), names.get(row.team_id, ""), base | team_cell(row.team_id))
        for row in at_level(rows, level_of(0, 2))
    ]
    return {
        "coverage": shown_group(
            gate, _covered(at_level(rows, level_of(None, 2))[0], "all", "All negotiations", base), COVERED
        ),
        "coverage_by_team": shown_groups(gate, sorted(teams, key=lambda team: team.name), COVERED),
        "value_covered": shown_amounts(
            gate,
            [
                Amounts(
                    row.currency,
                    row.value,
                    row.value_covered or Decimal(0),
                    row.valued,
                    base | {"currency": row.currency, "valued": "yes"},
                    ({"covered": "yes"}, {"covered": "no"}),
                )
                for row in at_level(rows, level_of(1, 2))
                if row.currency and row.value
            ],
        ),
    }


def _covered(row: Any, key: str, name: str, cell: dict[str, str]) -> Group:
    parts = {"covered": row.covered, "bare": row.records - row.covered}
    return Group(key, name, parts, row.records, row.owners, cell)
