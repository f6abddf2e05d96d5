"""A rule node, and the scope of a playbook, in plain words."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from negostrategy.edge.display import number
from negostrategy.kernel.business import Topic
from negostrategy.strategy.language.catalogue import ATTRIBUTES, FACTS, POSITIONS
from negostrategy.strategy.language.measures import Measure

OPERATOR_WORDS = {
    "at_least": "is at least",
    "at_most": "is at most",
    "more_than": "is more than",
    "less_than": "is less than",
    "equals": "is",
    "one_of": "is one of",
    "none_of": "is none of",
    "known": "is known",
    "yes": "",
    "no": "",
    "no_worse_than": "is no worse than",
}
COUNTED_UNITS = {"days": "days", "hours, in whole days": "hours"}


def sentence(node: Mapping[str, Any], measures: Mapping[str, Measure], questions: Mapping[str, str]) -> str:
    """Return a node as people would say it.

    Shapes: measures maps variable keys to how they are counted, questions maps question keys to their texts.
    """
    if "not" in node:
        inner = node["not"]
        if inner.get("is") == "no_worse_than":
            return _compared(inner, measures, "worse than")
        return f"it is not so that {_bracketed(inner, measures, questions)}"
    for join, word in (("all", " and "), ("any", " or ")):
        if join in node:
            return word.join(_bracketed(part, measures, questions) for part in node[join])
    return _leaf(node, measures, questions)


def scope_words(kind: str | None, topics: Collection[str]) -> str:
    """Return for which negotiations a playbook is: external negotiations about finance and timetable."""
    said = f"{kind} negotiations" if kind else "internal and external negotiations"
    if not topics or set(topics) >= {str(topic) for topic in Topic}:
        return said
    return f"{said} about {enumerated([str(topic) for topic in Topic if topic in topics])}"


def enumerated(words: Sequence[str], last: str = "and") -> str:
    """Return words as a list within a sentence: finance, staff and rights."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def _bracketed(node: Mapping[str, Any], measures: Mapping[str, Measure], questions: Mapping[str, str]) -> str:
    said = sentence(node, measures, questions)
    return f"({said})" if "all" in node or "any" in node else said


def _leaf(node: Mapping[str, Any], measures: Mapping[str, Measure], questions: Mapping[str, str]) -> str:
    operator = node["is"]
    if operator == "no_worse_than":
        return _compared(node, measures, "no worse than")
    if "answer" in node:
        said = f"“{questions.get(node['answer'], node['answer'])}”"
        return f"{said} is answered {operator}" if operator in ("yes", "no") else _said(f"the answer to {said}", node)
    if "fact" in node:
        help_ = FACTS.get(node["fact"])
        name = help_.name if help_ else node["fact"]
        if operator in ("yes", "no"):
            return name if operator == "yes" else f"it is not so that {name}"
        unit = f" {COUNTED_UNITS[help_.unit]}" if help_ and help_.unit in COUNTED_UNITS and "value" in node else ""
        return _said(f"the {name}", node) + unit
    measure = measures.get(node["variable"])
    subject = _position(node, node["of"], measures)
    if measure is None or node["of"] not in POSITIONS or "value" not in node:
        return _said(subject, node)
    return f"{subject} {OPERATOR_WORDS.get(operator, operator)} {measure.said(node['value'])}"


def _compared(node: Mapping[str, Any], measures: Mapping[str, Measure], how: str) -> str:
    return f"{_position(node, node['of'], measures)} is {how} the {str(node['than']).replace('_', '-')}"


def _position(node: Mapping[str, Any], attribute: str, measures: Mapping[str, Measure]) -> str:
    words = ATTRIBUTES[attribute].name if attribute in ATTRIBUTES else attribute
    measure = measures.get(node["variable"])
    return f"{measure.name if measure else node['variable']} ({words})"


def _said(subject: str, node: Mapping[str, Any]) -> str:
    operator, value = node["is"], node.get("value")
    if operator == "none_of" and isinstance(value, list) and len(value) > 1:
        return f"{subject} is neither {enumerated([_word(one) for one in value], 'nor')}"
    if isinstance(value, list):
        word = "is not" if operator == "none_of" else "is"
        return f"{subject} {word} {enumerated([_word(one) for one in value], 'or')}"
    words = f"{subject} {OPERATOR_WORDS.get(operator, operator)}"
    return words if "value" not in node else f"{words} {_word(value)}"


def _word(value: object) -> str:
    if isinstance(value, str):
        return value.replace("_", " ")
    if isinstance(value, int | float | Decimal):
        return number(int(value) if isinstance(value, bool) else value)
    return str(value)
