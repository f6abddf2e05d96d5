"""From a rule node to a condition on facts. Every word and number of a rule travels as a parameter."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from operator import eq, ge, gt, le, lt
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Integer, Numeric, Text, and_, case, cast, false, func, literal, not_, or_
from sqlalchemy import true as always

from negostrategy.compliance.engine.leaves import Join, Leaf, Subject, UnreadableNode, read, type_of_node
from negostrategy.facts.models import Facts
from negostrategy.kernel.db import Base

FACTS = Base.metadata.tables[Facts.__tablename__]
NUMBER, TEXT, YES_NO = "number", "text", "yes_no"
_TYPES = ((Numeric, NUMBER), (Integer, NUMBER), (Boolean, YES_NO), (Text, TEXT))
TYPE_OF_FACT: Mapping[str, str] = {
    column.name: word for column in FACTS.columns for kind, word in _TYPES if isinstance(column.type, kind)
}
POSITIONS = frozenset({"opening", "target", "acceptable", "walk_away", "theirs", "agreed", "current"})
TYPE_OF_ATTRIBUTE: Mapping[str, str] = dict.fromkeys([*POSITIONS, "score"], NUMBER) | {"band": TEXT}
TYPE_OF_QUESTION = {"yes_no": YES_NO, "number": NUMBER, "choice": TEXT}

# What stands for nothing in a comparison, of facts whose absence says something.
NEVER_UNKNOWN: Mapping[str, str] = {"approved_by": "nobody"}
_COMPARISONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "at_least": ge,
    "at_most": le,
    "more_than": gt,
    "less_than": lt,
    "equals": eq,
}
_JSON_TYPE = {NUMBER: "number", TEXT: "string", YES_NO: "boolean"}
_SQL_TYPE: Mapping[str, Numeric[Decimal] | Text | Boolean] = {NUMBER: Numeric(), TEXT: Text(), YES_NO: Boolean()}


@dataclass(frozen=True)
class Catalogue:
    """What the names in a rule stand for: the type of each fact, and of the answer to each question of the playbook."""

    facts: Mapping[str, str] = field(default_factory=lambda: TYPE_OF_FACT)
    answers: Mapping[str, str] = field(default_factory=dict)


def compile_node(node: type_of_node, catalogue: Catalogue) -> ColumnElement[bool]:
    """Return the condition on facts that a node stands for: TRUE, FALSE, or NULL when something it needs is not known.

    Errors: UnreadableNode for a node, name or value that the rule language does not know.
    """
    return condition_of(read(node), catalogue)


def condition_of(tree: Join | Leaf, catalogue: Catalogue) -> ColumnElement[bool]:
    """Return the condition that a tree stands for.

    Errors: UnreadableNode for a name or value that the rule language does not know.
    """
    if isinstance(tree, Leaf):
        return _asked(tree, catalogue)
    parts = [condition_of(part, catalogue) for part in tree.parts]
    if tree.word == "not":
        return not_(parts[0])
    return and_(always(), *parts) if tree.word == "all" else or_(false(), *parts)


def _asked(leaf: Leaf, catalogue: Catalogue) -> ColumnElement[bool]:
    if leaf.operator == "no_worse_than":
        return _no_worse(leaf)
    found, type_of_value = _found(leaf, catalogue)
    if leaf.operator == "known":
        return found.is_not(None)
    if leaf.subject is Subject.FACT and leaf.name in NEVER_UNKNOWN:
        # Nobody said yes is known, and is not "cannot tell": a rule that asks for an approval is broken then.
        found = func.coalesce(found, literal(NEVER_UNKNOWN[leaf.name], Text()))
    if type_of_value == YES_NO and leaf.operator in ("yes", "no"):
        return found if leaf.operator == "yes" else not_(found)
    if type_of_value == NUMBER and leaf.operator in _COMPARISONS:
        answer: ColumnElement[bool] = _COMPARISONS[leaf.operator](found, _number(leaf.value))
        return answer
    if type_of_value == TEXT and leaf.operator == "equals":
        return found == _text(leaf.value)
    if type_of_value == TEXT and leaf.operator in ("one_of", "none_of") and isinstance(leaf.value, list):
        among = or_(false(), *(found == _text(word) for word in leaf.value))
        return among if leaf.operator == "one_of" else not_(among)
    raise UnreadableNode(leaf)


def _found(leaf: Leaf, catalogue: Catalogue) -> tuple[ColumnElement[Any], str]:
    if leaf.subject is Subject.FACT and leaf.name in catalogue.facts:
        return FACTS.c[leaf.name], catalogue.facts[leaf.name]
    if leaf.subject is Subject.VARIABLE and leaf.of is not None and leaf.of in TYPE_OF_ATTRIBUTE:
        type_of_value = TYPE_OF_ATTRIBUTE[leaf.of]
        return _of_variable(leaf.name, leaf.of, type_of_value), type_of_value
    if leaf.subject is Subject.ANSWER and leaf.name in catalogue.answers:
        type_of_value = TYPE_OF_QUESTION[catalogue.answers[leaf.name]]
        return _answer(leaf.name, type_of_value), type_of_value
    raise UnreadableNode(leaf)


def _of_variable(key: str, attribute: str, type_of_value: str) -> ColumnElement[Any]:
    return cast(FACTS.c.terms[key][attribute].astext, _SQL_TYPE[type_of_value])


def _answer(key: str, type_of_value: str) -> ColumnElement[Any]:
    # An answer of another type is no answer: casting "soon" to a number would fail the whole statement.
    answer = FACTS.c.answers[key]
    is_usable = func.jsonb_typeof(answer) == literal(_JSON_TYPE[type_of_value], Text())
    return case((is_usable, cast(answer.astext, _SQL_TYPE[type_of_value])))


def _no_worse(leaf: Leaf) -> ColumnElement[bool]:
    if leaf.subject is not Subject.VARIABLE or leaf.of not in POSITIONS or leaf.than not in POSITIONS:
        raise UnreadableNode(leaf)
    one, other, direction = (_of_variable(leaf.name, name, NUMBER) for name in (leaf.of, leaf.than, "d"))
    # Where levels have no order, the facts carry them: their points say which of two is better.
    levels = FACTS.c.terms[leaf.name]["levels"]
    points = func.points_at(levels, one) >= func.points_at(levels, other)
    is_no_worse = case((levels.is_not(None), points), else_=direction * (one - other) >= literal(0, Numeric()))
    if leaf.than != "walk_away" or leaf.of not in ("agreed", "current"):
        return is_no_worse
    # A sealed walk-away is not among the facts; the band is, and says it as far as anybody may know.
    band = _of_variable(leaf.name, "band", TEXT)
    return func.coalesce(is_no_worse, case((one.is_(None), None), (band == "stop", false()), (band != "ask", always())))


def _number(value: Any) -> ColumnElement[Decimal]:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise UnreadableNode(value)
    # By its digits: 0.1 as a binary fraction would be another number than the 0.1 on the record.
    number = Decimal(str(value))
    if not number.is_finite():
        raise UnreadableNode(value)
    return literal(number, Numeric())


def _text(value: Any) -> ColumnElement[str]:
    if not isinstance(value, str):
        raise UnreadableNode(value)
    return literal(value, Text())
