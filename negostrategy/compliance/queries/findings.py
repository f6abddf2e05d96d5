"""Questions about findings: what the rules say of a record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Uuid, bindparam, select

from negostrategy.compliance.engine.shelf import ready_rulebook
from negostrategy.compliance.evidence import answers_relied_on, sentence_of
from negostrategy.compliance.models import Finding
from negostrategy.compliance.queries.told import tellers_of
from negostrategy.compliance.queries.waived import Waived, waived_on, waiver_among
from negostrategy.facts.queries import versions_of
from negostrategy.kernel.business import Binding, Result
from negostrategy.kernel.db import session
from negostrategy.strategy.language.sentences import enumerated
from negostrategy.strategy.rulebook import RuleLine, version_name
from negostrategy.tenancy.queries import today_in_force


@dataclass(frozen=True)
class FindingShape:
    """What one rule says of one record, in words. evidence: one sentence that says why."""

    rule_id: UUID
    rule_place: int
    rule_title: str
    binding: str
    severity: int
    result: str
    evidence: str
    guidance: str | None
    playbook_name: str
    version_number: int
    rule_key: str = ""
    waiver: Waived | None = None
    playbook_id: UUID | None = None

    @property
    def waived_until(self) -> date | None:
        """Return until when it is let pass; None when it is not."""
        return self.waiver.until_on if self.waiver else None

    @property
    def source(self) -> str:
        """Return the rule and the version it stands in."""
        return f"Rule {self.rule_place} of {self.playbook_name}, version {self.version_number}"


def findings_of(negotiation_id: UUID) -> list[FindingShape]:
    """Return what the rules say of one record: broken floors first, then broken, unknown, kept, not applicable.

    Whether somebody may read the record is for the caller to ask first.
    """
    pinned = versions_of([negotiation_id])
    version_id = pinned[0][1] if pinned else None
    ready = ready_rulebook(version_id) if version_id else None
    called = version_name(version_id) if version_id else None
    if ready is None or called is None:
        return []
    rows = session.execute(_findings(), {"negotiation_id": negotiation_id}).all()
    told = {row.rule_id: _told(ready.rules.get(row.rule_id), row) for row in rows}
    tellers = tellers_of(negotiation_id, {key for keys in told.values() for key in keys})
    is_any_broken = any(row.result == Result.BROKEN for row in rows)
    waived = waived_on([negotiation_id], today_in_force()) if is_any_broken else {}
    shapes = [
        FindingShape(
            rule_id=rule.id,
            rule_place=rule.place,
            rule_title=rule.title,
            # What somebody says is no floor: it binds as advice does.
            binding=Binding.POSTURE.value if told[row.rule_id] else rule.binding,
            severity=rule.severity,
            result=row.result,
            evidence=_said_by(tellers, told[row.rule_id]) + sentence_of(rule, row.result, row.evidence, ready.book),
            guidance=rule.guidance,
            playbook_name=called.playbook_name,
            version_number=called.number,
            rule_key=rule.key,
            playbook_id=called.playbook_id,
            waiver=waiver_among(waived, negotiation_id, f"{called.playbook_id}:{rule.key}"),
        )
        for row in rows
        if (rule := ready.rules.get(row.rule_id)) is not None
    ]
    return sorted(shapes, key=_in_order)


def _told(rule: RuleLine | None, row: Any) -> list[str]:
    if rule is None or rule.binding != Binding.FLOOR or row.result != Result.KEPT:
        return []
    return answers_relied_on(rule, row.evidence)


def _said_by(tellers: Mapping[str, str], questions: list[str]) -> str:
    names = list(dict.fromkeys(tellers[key] for key in questions))
    return f"Said by {enumerated(names, 'and')}: " if names else ""


@cache
def _findings() -> Select[Any]:
    wanted = Finding.negotiation_id == bindparam("negotiation_id", type_=Uuid())
    return select(Finding.rule_id, Finding.result, Finding.evidence).where(wanted)


def rules_judged_since(negotiation_id: UUID, began_at: datetime) -> list[str]:
    """Return the keys of the rules that say something else of a record since then."""
    pinned = versions_of([negotiation_id])
    ready = ready_rulebook(pinned[0][1]) if pinned and pinned[0][1] else None
    rule_ids_since = session.scalars(
        select(Finding.rule_id)
        .where(Finding.negotiation_id == negotiation_id)
        .where(Finding.judged_at >= began_at)
        .order_by(Finding.rule_id)
    )
    return [ready.rules[rule_id].key for rule_id in rule_ids_since if rule_id in ready.rules] if ready else []


_RESULTS = (Result.BROKEN, Result.UNKNOWN, Result.KEPT, Result.NOT_APPLICABLE)


def _in_order(finding: FindingShape) -> tuple[int, bool, int]:
    is_lesser = finding.result != Result.BROKEN or finding.binding != Binding.FLOOR
    return (_RESULTS.index(Result(finding.result)), is_lesser, finding.rule_place)
