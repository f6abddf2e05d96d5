"""The copy of the facts that whoever reads no records is told: reading it, comparing it, and writing it anew."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    Text,
    Uuid,
    any_,
    bindparam,
    cast,
    column,
    delete,
    func,
    insert,
    select,
    table,
    text,
    tuple_,
)

from negostrategy.analytics.models import UntoldChange
from negostrategy.compliance.models import Finding
from negostrategy.facts.models import Facts
from negostrategy.kernel.db import Base, session
from negostrategy.kernel.transaction import organization_in_force
from negostrategy.trading.models import ValueSums

COPIED = (
    *("owner_id", "team_id", "held_on", "privacy", "playbook_version_id", "strategy_version_id", "kind", "topic"),
    *("segment", "style_planned", "style_used", "power_balance", "outcome", "value", "currency", "deal_score"),
    *("capture_delay_hours", "term_without_walk_away_count", "beyond_walk_away_count", "beyond_acceptable_count"),
    *("within_count", "at_target_count", "moved_variable_count", "unstated_floors"),
)
SUMS = ("measure", "gain_agreed", "gain_possible", "guess_count", "tested_count", "right_count")
READING = "reads what was told"
_FACTS, _FINDINGS = Base.metadata.tables[Facts.__tablename__], Base.metadata.tables[Finding.__tablename__]
_SUMS = Base.metadata.tables[ValueSums.__tablename__]
_NOTED = Base.metadata.tables[UntoldChange.__tablename__]
_KEY = ("organization_id", "id")
_FINDING = (*_KEY, "negotiation_id", "rule_id", "result")
_TOLD_FACTS = table("facts", *(column(name) for name in (*_KEY, *COPIED, *SUMS)), schema="told")
_TOLD_FINDINGS = table("findings", *(column(name) for name in _FINDING), schema="told")
# Tables are asked as such here, because the copy has no model: whose rows they are is written out.
_HERE, _THESE = bindparam("organization_id", type_=Uuid()), any_(bindparam("ids", type_=ARRAY(Uuid())))


@contextmanager
def reading_told() -> Iterator[None]:
    """Return a block in which every question about facts and findings is asked of what was told."""
    info = session().info
    if info.get(READING):
        yield
        return
    info[READING] = True
    session.execute(text("SET LOCAL search_path = told, public, jobs"))
    yield
    session.execute(text("SET LOCAL search_path TO DEFAULT"))
    info[READING] = False


def wait_for_others() -> None:
    """Return when nobody else tells anything of the organization in force, until this transaction ends."""
    lock = text("SELECT pg_advisory_xact_lock(hashtextextended('told ' || :mine, 0))")
    session.execute(lock, {"mine": str(organization_in_force())})


def _live() -> Any:
    return _FACTS.outerjoin(_SUMS, (_SUMS.c.organization_id == _FACTS.c.organization_id) & (_SUMS.c.id == _FACTS.c.id))


def _values() -> list[Any]:
    return [*(_FACTS.c[name] for name in COPIED), *(_SUMS.c[name] for name in SUMS)]


@cache
def noted_changes() -> Any:
    """Return the question of all noted records which are otherwise than told. It takes organization_id."""
    told = _TOLD_FACTS
    differs = (
        told.c.id.is_(None)
        | tuple_(*_values()).is_distinct_from(tuple_(*(told.c[name] for name in (*COPIED, *SUMS))))
        | _results(_FINDINGS).is_distinct_from(_results(_TOLD_FINDINGS))
    )
    return (
        select(_NOTED.c.id, _NOTED.c.changed_at, differs.label("differs"))
        .select_from(
            _live()
            .join(_NOTED, (_NOTED.c.organization_id == _FACTS.c.organization_id) & (_NOTED.c.id == _FACTS.c.id))
            .outerjoin(told, (told.c.organization_id == _FACTS.c.organization_id) & (told.c.id == _FACTS.c.id))
        )
        .where(_FACTS.c.organization_id == _HERE)
    )


def _results(findings: Any) -> Any:
    said = cast(findings.c.rule_id, Text).concat(findings.c.result)
    of_one = (
        select(said)
        .where(findings.c.organization_id == _FACTS.c.organization_id)
        .where(findings.c.negotiation_id == _FACTS.c.id)
        .order_by(said)
        .correlate(_FACTS)
    )
    return cast(func.array(of_one.scalar_subquery()), ARRAY(Text()))


@cache
def copying() -> tuple[Any, ...]:
    """Return the statements that copy records anew, in their order. They take organization_id and ids."""
    facts, findings = _TOLD_FACTS, _TOLD_FINDINGS
    return (
        delete(findings).where(findings.c.organization_id == _HERE, findings.c.negotiation_id == _THESE),
        delete(facts).where(facts.c.organization_id == _HERE, facts.c.id == _THESE),
        insert(facts).from_select(
            [*_KEY, *COPIED, *SUMS],
            select(*(_FACTS.c[name] for name in _KEY), *_values())
            .select_from(_live())
            .where(_FACTS.c.organization_id == _HERE, _FACTS.c.id == _THESE),
        ),
        insert(findings).from_select(
            list(_FINDING),
            select(*(_FINDINGS.c[name] for name in _FINDING)).where(
                _FINDINGS.c.organization_id == _HERE, _FINDINGS.c.negotiation_id == _THESE
            ),
        ),
    )
