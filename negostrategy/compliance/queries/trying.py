"""Trying a version's rules: on facts that somebody types, or on one of their own records. Nothing is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import CTE, Select, Text, Uuid, bindparam, cast, literal, null, select
from sqlalchemy.dialects.postgresql import JSONB

from negostrategy.compliance.engine.leaves import Subject
from negostrategy.compliance.engine.nodes import FACTS, NUMBER, YES_NO
from negostrategy.compliance.engine.shelf import verdicts_of
from negostrategy.compliance.evidence import sentence_of
from negostrategy.compliance.queries.asked_facts import Asked, asked_by
from negostrategy.edge.fields import is_within_reach
from negostrategy.edge.speaking import read_number
from negostrategy.facts.supposing import facts_if_moved
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.numbers import NoNumber
from negostrategy.kernel.transaction import organization_in_force
from negostrategy.strategy.positions import NoPosition, read_position
from negostrategy.strategy.rulebook import Rulebook


@dataclass(frozen=True)
class Tried:
    """What one rule says, and why."""

    title: str
    binding: str
    result: str
    sentence: str


def try_typed(book: Rulebook, typed: Mapping[str, str]) -> list[Tried]:
    """Return what each rule says of facts as they were typed; what is left empty is not known.

    typed: by the names of `asked_by`. Errors: BadInput for a number that is none.
    """
    errors: dict[str, list[str]] = {}
    facts: dict[str, Any] = {}
    terms: dict[str, dict[str, Any]] = {}
    answers: dict[str, Any] = {}
    for asked in asked_by(book):
        said = typed.get(asked.name, "").strip()
        if not said:
            continue
        value = _value(asked, said)
        if value is None:
            errors[f"/{asked.name}"] = [f"{asked.label}: type {asked.wanted()}."]
        subject, name, *of = asked.name.split(":")
        if subject == Subject.VARIABLE:
            terms.setdefault(name, _ranks(book, name))[of[0]] = value
        else:
            (facts if subject == Subject.FACT else answers)[name] = value
    if errors:
        raise BadInput(errors)
    return _judged(book, [_typed_row(facts, terms, answers)], new_id())


def try_record(book: Rulebook, negotiation_id: UUID) -> list[Tried]:
    """Return what each rule would say of a record under this version. Who may read it is for the caller to ask."""
    return _judged(book, facts_if_moved(), negotiation_id)


def _judged(book: Rulebook, hidden: list[CTE], row_id: UUID) -> list[Tried]:
    verdicts = verdicts_of(book)
    rules = [rule for rule in book.rules if rule.id in verdicts]
    columns = [part for rule in rules for part in (verdicts[rule.id].result, verdicts[rule.id].evidence)]
    if not columns:
        return []
    row = session.execute(_statement(columns).add_cte(*hidden), _values(book, row_id)).one_or_none()
    said = [] if row is None else list(row)
    return [
        Tried(rule.title, rule.binding, said[2 * place], sentence_of(rule, said[2 * place], said[2 * place + 1], book))
        for place, rule in enumerate(rules)
        if said
    ]


def _statement(columns: list[Any]) -> Select[Any]:
    mine = FACTS.c.organization_id == bindparam("organization_id", type_=Uuid())
    one = FACTS.c.id == bindparam("row_id", type_=Uuid())
    return select(*(part.label(f"said_{place}") for place, part in enumerate(columns))).where(mine, one)


def _values(book: Rulebook, row_id: UUID) -> dict[str, Any]:
    return {
        "organization_id": organization_in_force(),
        "row_id": row_id,
        "version_id": book.version_id,
        "moved_ids": [row_id],
    }


def _typed_row(facts: dict[str, Any], terms: dict[str, Any], answers: dict[str, Any]) -> CTE:
    said: dict[str, Any] = {
        "organization_id": bindparam("organization_id", type_=Uuid()),
        "id": bindparam("row_id", type_=Uuid()),
        "terms": cast(literal(terms, JSONB()), JSONB()),
        "answers": cast(literal(answers, JSONB()), JSONB()),
    }
    columns = [
        cast(said.get(column.name, _literal(facts.get(column.name))), column.type).label(column.name)
        for column in FACTS.columns
    ]
    return select(*columns).cte(FACTS.name)


def _literal(value: Any) -> Any:
    return null() if value is None else literal(str(value), Text())


def _value(asked: Asked, said: str) -> Any:
    if asked.kind == YES_NO:
        return said == "yes"
    if asked.kind != NUMBER:
        return said
    try:
        number = read_number(_place(asked, said))
    except NoNumber:
        return None
    if not is_within_reach(number):
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def _place(asked: Asked, said: str) -> str:
    try:
        return read_position(asked.measure.kind, said, asked.measure.labels) if asked.measure else said
    except NoPosition:
        return said


def _ranks(book: Rulebook, key: str) -> dict[str, Any]:
    """Return what says which of two positions is better: the direction, or of levels without one their points."""
    named = book.variables.get(key)
    if named is None:
        return {}
    if named.direction is None and named.levels:
        return {"levels": [dict(level) for level in named.levels]}
    return {"d": {"more": 1, "less": -1}.get(named.direction or "")}
