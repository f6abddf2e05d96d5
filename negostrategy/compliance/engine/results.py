"""What a rule says of a row of facts, and which facts it looked at, as SQL expressions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Text, case, cast, false, func, literal, true
from sqlalchemy.dialects.postgresql import JSONB

from negostrategy.compliance.engine.leaves import Join, Leaf, Subject, UnreadableNode, leaves, read, type_of_node
from negostrategy.compliance.engine.nodes import FACTS, Catalogue, condition_of
from negostrategy.kernel.business import Result

# A PostgreSQL function takes at most 100 arguments, two of which make a pair.
_LARGEST_OBJECT = 50


@dataclass(frozen=True)
class Verdict:
    """A rule as two expressions over one row of facts.

    evidence: {facts: {name: value}, variables: {key: {of: value}}, answers: {key: value}, condition: [...], expression:
    [...]}, the last two saying of each leaf in reading order whether it held; parts that would be empty are absent.
    """

    result: ColumnElement[str]
    evidence: ColumnElement[dict[str, Any]]


def verdict_of(condition: type_of_node | None, expression: type_of_node, catalogue: Catalogue) -> Verdict:
    """Return what a rule says: whether it applies, whether it is kept, and what it looked at.

    A rule that cannot be read says unknown of every record: it must neither pass anything nor stop people from logging.
    """
    try:
        applies = read(condition) if condition is not None else None
        holds = read(expression)
        result = _result(applies, holds, catalogue)
        evidence = _evidence(applies, holds, catalogue)
    except UnreadableNode:
        return Verdict(_word(Result.UNKNOWN), _object({}))
    return Verdict(result, evidence)


def _result(applies: Join | Leaf | None, holds: Join | Leaf, catalogue: Catalogue) -> ColumnElement[str]:
    judged = _three_ways(condition_of(holds, catalogue), _word(Result.KEPT), _word(Result.BROKEN))
    if applies is None:
        return judged
    return _three_ways(condition_of(applies, catalogue), judged, _word(Result.NOT_APPLICABLE))


def _three_ways(
    condition: ColumnElement[bool], when_true: ColumnElement[str], when_false: ColumnElement[str]
) -> ColumnElement[str]:
    return case((true(), when_true), (false(), when_false), value=condition, else_=_word(Result.UNKNOWN))


def _word(result: Result) -> ColumnElement[str]:
    return literal(result.value, Text())


def _evidence(applies: Join | Leaf | None, holds: Join | Leaf, catalogue: Catalogue) -> ColumnElement[dict[str, Any]]:
    asked = [*leaves(applies), *leaves(holds)]
    parts: dict[str, dict[str, ColumnElement[Any]]] = {
        "facts": {leaf.name: FACTS.c[leaf.name] for leaf in asked if leaf.subject is Subject.FACT},
        "variables": {key: _object(numbers) for key, numbers in _numbers_looked_at(asked).items()},
        "answers": {leaf.name: FACTS.c.answers[leaf.name] for leaf in asked if leaf.subject is Subject.ANSWER},
    }
    objects = {name: _object(pairs) for name, pairs in parts.items() if pairs}
    trees = {"condition": applies, "expression": holds}
    return _object(objects | {name: _list(leaves(tree), catalogue) for name, tree in trees.items() if tree})


def _numbers_looked_at(asked: list[Leaf]) -> dict[str, dict[str, ColumnElement[Any]]]:
    looked_at: dict[str, dict[str, ColumnElement[Any]]] = {}
    for leaf in asked:
        if leaf.subject is Subject.VARIABLE:
            numbers = looked_at.setdefault(leaf.name, {})
            numbers.update({word: FACTS.c.terms[leaf.name][word] for word in (leaf.of, leaf.than) if word})
    return looked_at


def _object(pairs: Mapping[str, ColumnElement[Any]]) -> ColumnElement[dict[str, Any]]:
    flat = [part for name, value in pairs.items() for part in (literal(name, Text()), value)]
    return _in_pieces(flat, func.jsonb_build_object)


def _list(asked: Iterable[Leaf], catalogue: Catalogue) -> ColumnElement[dict[str, Any]]:
    return _in_pieces([condition_of(leaf, catalogue) for leaf in asked], func.jsonb_build_array)


def _in_pieces(parts: list[ColumnElement[Any]], build: Any) -> ColumnElement[dict[str, Any]]:
    size = 2 * _LARGEST_OBJECT
    pieces = [build(*parts[start : start + size], type_=JSONB()) for start in range(0, len(parts) or 1, size)]
    whole = pieces[0]
    for piece in pieces[1:]:
        whole = whole.op("||", return_type=JSONB())(piece)
    return cast(whole, JSONB())
