"""A version judged against records: as they would be under it, or as they are stored. Nothing is written.

Records are judged by the same expressions that will judge them after publication, and seen through the definition of
facts itself (see facts.supposing) where the version would change their positions. There is no second evaluator that
could say something else.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Select,
    Subquery,
    Text,
    Uuid,
    and_,
    any_,
    bindparam,
    case,
    cast,
    false,
    func,
    literal,
    not_,
    null,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import array

from negostrategy.compliance.engine.nodes import FACTS
from negostrategy.compliance.engine.results import Verdict
from negostrategy.compliance.engine.shelf import verdicts_of
from negostrategy.facts.supposing import facts_if_moved
from negostrategy.kernel.business import Result
from negostrategy.strategy.rulebook import Rulebook, RuleLine

ORGANIZATION = bindparam("organization_id", type_=Uuid())
MOVED = bindparam("moved_ids", type_=ARRAY(Uuid()))
SEEN = ("id", "is_closed", "deal_score", "beyond_walk_away_count")
WORDS = ARRAY(Text())
type_of_line = tuple[RuleLine, ColumnElement[str]]


def judged_records(verdicts: Mapping[UUID, Verdict]) -> Select[Any]:
    """Return the statement that says of each of moved_ids what every rule would say: columns of SEEN, then results.

    results: one word per rule, in the order of the verdicts. Facts are defined anew, as under the version.
    Parameters: organization_id, version_id and moved_ids.
    """
    results = _words([verdict.result for verdict in verdicts.values()])
    statement = select(*(FACTS.c[name] for name in SEEN), results.label("results")).where(
        FACTS.c.organization_id == ORGANIZATION, FACTS.c.id == any_(MOVED)
    )
    return statement.add_cte(*facts_if_moved())


def judged_beside(draft: Rulebook, earlier: Sequence[Rulebook], chosen: ColumnElement[bool]) -> Subquery:
    """Return the chosen records with what each rule of a draft says now and would say, their facts being as stored.

    Columns: those of SEEN, then before and after, one word per rule of the draft that judges, in the order of its
    verdicts; NULL before where the version of the record has no such rule. Parameter: organization_id.
    """
    rules = [(rule, verdict.result) for rule, verdict in _judging(draft)]
    books = [(book, {rule.key: (rule, verdict.result) for rule, verdict in _judging(book)}) for book in earlier]
    same = [[book.version_id for book, said in books if _asks_the_same(draft, rule, book, said)] for rule, _ in rules]
    others = [
        {
            book.version_id: said[rule.key][1]
            for book, said in books
            if rule.key in said and book.version_id not in as_now
        }
        for (rule, _), as_now in zip(rules, same, strict=True)
    ]
    columns = [result.label(f"after_{place}") for place, (_rule, result) in enumerate(rules)]
    columns += [_of_version(said).label(f"before_{place}") for place, said in enumerate(others)]
    # OFFSET 0 keeps the planner from judging again wherever a result is looked at.
    seen = (
        select(*(FACTS.c[name] for name in SEEN), FACTS.c.playbook_version_id, *columns)
        .where(FACTS.c.organization_id == ORGANIZATION, chosen)
        .offset(0)
        .subquery("judged")
    )
    # A rule that has not changed says of the same facts what it said: only changed ones are judged twice.
    before = [
        case((seen.c.playbook_version_id.in_(as_now), seen.c[f"after_{place}"]), else_=seen.c[f"before_{place}"])
        for place, as_now in enumerate(same)
    ]
    after = [seen.c[f"after_{place}"] for place in range(len(rules))]
    wanted = [seen.c[name] for name in SEEN]
    return select(*wanted, _words(before).label("before"), _words(after).label("after")).subquery("beside")


def counted(beside: Subquery) -> Select[Any]:
    """Return the statement that counts records which look alike.

    Columns: is_closed, is_scored, is_beyond, before, after and count.
    """
    alike = (
        beside.c.is_closed,
        beside.c.deal_score.is_not(None).label("is_scored"),
        (beside.c.beyond_walk_away_count > 0).label("is_beyond"),
        beside.c.before,
        beside.c.after,
    )
    return select(*alike, func.count().label("count")).select_from(beside).group_by(*alike)


def says_newly(beside: Subquery, result: Result, places: Sequence[int]) -> ColumnElement[bool]:
    """Return whether at least one of these rules would say something that it does not say now."""
    return _any(
        [
            (beside.c.after[place + 1] == result.value) & beside.c.before[place + 1].is_distinct_from(result.value)
            for place in places
        ]
    )


def needs_newly(beside: Subquery, floors: Sequence[int]) -> ColumnElement[bool]:
    """Return whether an approval would be needed for one of these floors where none is needed now."""
    before, after = (
        _any([func.coalesce(words[place + 1] == Result.BROKEN.value, false()) for place in floors])
        for words in (beside.c.before, beside.c.after)
    )
    return and_(beside.c.beyond_walk_away_count == 0, after, not_(before))


def cannot_tell(beside: Subquery) -> ColumnElement[bool]:
    """Return whether a rule would not be able to judge."""
    unknown: ColumnElement[bool] = literal(Result.UNKNOWN.value, Text()) == any_(beside.c.after)
    return unknown


def _judging(book: Rulebook) -> list[tuple[RuleLine, Verdict]]:
    verdicts = verdicts_of(book)
    return [(rule, verdicts[rule.id]) for rule in book.rules if rule.id in verdicts]


def _asks_the_same(draft: Rulebook, rule: RuleLine, earlier: Rulebook, said: Mapping[str, type_of_line]) -> bool:
    if rule.key not in said or _answer_kinds(draft) != _answer_kinds(earlier):
        return False
    one = said[rule.key][0]
    return (one.condition, one.expression) == (rule.condition, rule.expression)


def _answer_kinds(book: Rulebook) -> dict[str, str]:
    return {key: question["kind"] for key, question in book.questions.items()}


def _of_version(said: Mapping[UUID, ColumnElement[str]]) -> ColumnElement[Any]:
    if not said:
        return cast(null(), Text())
    return case(*((FACTS.c.playbook_version_id == version_id, result) for version_id, result in said.items()))


def _words(parts: Sequence[ColumnElement[Any]]) -> ColumnElement[Any]:
    return cast(array(list(parts), type_=Text()), WORDS)


def _any(conditions: Sequence[ColumnElement[bool]]) -> ColumnElement[bool]:
    return or_(false(), *conditions)
