"""What of a record lies beyond a floor as it is stored, and what already covers it."""

from dataclasses import dataclass
from uuid import UUID

from negostrategy.compliance.queries.covers import RULE, TERM, coverage_of, table_of
from negostrategy.compliance.queries.findings import findings_of
from negostrategy.compliance.queries.standing import Standing
from negostrategy.kernel.business import Binding, Result
from negostrategy.strategy.rulebook import version_name


@dataclass(frozen=True)
class Crossing:
    """One thing that lies beyond a floor. key: "rule:<key>" or "term:<key>"; source: rule and version."""

    key: str
    sentence: str
    source: str


def crossings_of(standing: Standing) -> list[Crossing]:
    """Return what of a record lies beyond a floor: broken floor rules, terms agreed beyond their walk-away, and terms
    with a walk-away that are left out of the agreement.
    """
    found = [
        Crossing(RULE + one.rule_key, f"{one.rule_title.rstrip('.')}: {one.evidence}", one.source)
        for one in findings_of(standing.negotiation_id)
        if one.result == Result.BROKEN and one.binding == Binding.FLOOR and one.waived_until is None
    ]
    beyond = standing.beyond
    called = version_name(standing.version_id) if beyond and standing.version_id else None
    for key in beyond:
        is_ours = called is not None and key in standing.variables
        source = (
            f"{called.playbook_name}, version {called.number}" if called and is_ours else "The record's own positions"
        )
        found.append(Crossing(TERM + key, _said(standing, key), source))
    return found


def uncovered(standing: Standing, ticked: frozenset[UUID] = frozenset()) -> list[Crossing]:
    """Return what lies beyond a floor and is covered by no approval at these terms.

    ticked: the approvals whose condition somebody says is met.
    """
    crossings = crossings_of(standing)
    if not crossings:
        return []
    covered = coverage_of(standing.negotiation_id, table_of(standing, ticked)).met
    return [one for one in crossings if one.key not in covered]


def _said(standing: Standing, key: str) -> str:
    name = standing.name_of(key)
    if key in standing.left_out:
        return f"{name} is not part of the agreement: that needs the same approval as beyond the walk-away."
    if standing.deal.terms[key].is_sealed:
        return f"{name}: this needs an approval: how far we may go is sealed."
    return f"{name} lies beyond our walk-away."
