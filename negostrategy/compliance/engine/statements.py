"""The statements that judge: one writes findings, one takes them away."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    DateTime,
    Delete,
    TableValuedAlias,
    Text,
    Uuid,
    all_,
    any_,
    bindparam,
    cast,
    column,
    delete,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import JSONB, Insert, array, insert

from negostrategy.compliance.engine.nodes import FACTS
from negostrategy.compliance.engine.results import Verdict
from negostrategy.compliance.models import Finding
from negostrategy.kernel.clock import now
from negostrategy.kernel.db import Base
from negostrategy.kernel.ids import new_id

FINDINGS = Base.metadata.tables[Finding.__tablename__]
_KEY = ("organization_id", "negotiation_id", "rule_id")
# A statement over tables alone passes by the object mapper's criterion: the second lock is written out in each.
_organization_id = bindparam("organization_id", type_=Uuid())
_version_id = bindparam("version_id", type_=Uuid())
_negotiation_ids = bindparam("negotiation_ids", type_=ARRAY(Uuid()))
_judged_at = bindparam("judged_at", type_=DateTime(timezone=True))
_id_begins_with = bindparam("id_begins_with", type_=Text())


def write_findings(verdicts: Mapping[UUID, Verdict]) -> Insert | Delete:
    """Return the statement that makes findings be what the rules say, and takes away those of other rules.

    It is about those of negotiation_ids that are pinned to the version. A finding that says what it said before is left
    alone. Its parameters are those of `values_for`.
    """
    outdated = _delete_outdated(list(verdicts))
    if not verdicts:
        return outdated
    judged = _judged(verdicts)
    writing = insert(FINDINGS).from_select(
        [*_KEY, "id", "result", "evidence", "judged_at"],
        select(
            FACTS.c.organization_id,
            FACTS.c.id,
            judged.c.rule_id,
            _new_id(),
            judged.c.result,
            judged.c.evidence,
            _judged_at,
        )
        .select_from(FACTS.join(judged, true()))
        .where(*_are_meant()),
        include_defaults=False,
    )
    said = {name: writing.excluded[name] for name in ("result", "evidence", "judged_at")}
    is_news = or_(
        FINDINGS.c.result != writing.excluded.result,
        FINDINGS.c.evidence != writing.excluded.evidence,
    )
    return writing.on_conflict_do_update(index_elements=_KEY, set_=said, where=is_news).add_cte(
        outdated.cte("outdated")
    )


def take_findings_away() -> Delete:
    """Return the statement that removes every finding of negotiation_ids, in organization_id."""
    return delete(FINDINGS).where(
        FINDINGS.c.organization_id == _organization_id,
        FINDINGS.c.negotiation_id == any_(_negotiation_ids),
    )


def values_for(organization_id: UUID, version_id: UUID | None, negotiation_ids: Collection[UUID]) -> dict[str, Any]:
    """Return the parameters of any statement made here."""
    return {
        "organization_id": organization_id,
        "version_id": version_id,
        "negotiation_ids": list(negotiation_ids),
        "judged_at": now(),
        "id_begins_with": str(new_id())[:15],
    }


def _judged(verdicts: Mapping[UUID, Verdict]) -> TableValuedAlias:
    # Three lists side by side, not VALUES: a statement with VALUES would be made anew, in 7 ms, each time it runs.
    results = array[Any]([verdict.result for verdict in verdicts.values()])
    evidence = array[Any]([verdict.evidence for verdict in verdicts.values()])
    columns = (column("rule_id", Uuid()), column("result", Text()), column("evidence", JSONB()))
    lists = func.unnest(literal(list(verdicts), ARRAY(Uuid())), results, evidence)
    return lists.table_valued(*columns).render_derived(name="judged")


def _delete_outdated(rule_ids: list[UUID]) -> Delete:
    return delete(FINDINGS).where(
        FINDINGS.c.organization_id == _organization_id,
        FINDINGS.c.negotiation_id == any_(_negotiation_ids),
        FINDINGS.c.rule_id != all_(literal(rule_ids, ARRAY(Uuid()))),
    )


def _are_meant() -> tuple[ColumnElement[bool], ...]:
    return (
        FACTS.c.organization_id == _organization_id,
        FACTS.c.playbook_version_id == _version_id,
        FACTS.c.id == any_(_negotiation_ids),
    )


def _new_id() -> ColumnElement[UUID]:
    # Ids of one moment lie side by side in the index. With random ones, every finding would touch a page of its own.
    return cast(_id_begins_with + func.substr(cast(func.gen_random_uuid(), Text()), 16), Uuid())
