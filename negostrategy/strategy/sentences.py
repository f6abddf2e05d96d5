"""A rule node in plain words."""

from collections.abc import Mapping
from typing import Any

from negostrategy.strategy.catalogue import ATTRIBUTES, FACTS

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


def sentence(node: Mapping[str, Any], names: Mapping[str, str], questions: Mapping[str, str]) -> str:
    """Return a node as people would say it.

    Shapes: names maps variable keys to their names, questions maps question keys to their texts.
    """
    if "not" in node:
        return f"not ({sentence(node['not'], names, questions)})"
    for join, word in (("all", " and "), ("any", " or ")):
        if join in node:
            parts = [_bracketed(part, names, questions) for part in node[join]]
            return word.join(parts)
    return _leaf(node, names, questions)


def _bracketed(node: Mapping[str, Any], names: Mapping[str, str], questions: Mapping[str, str]) -> str:
    said = sentence(node, names, questions)
    return f"({said})" if "all" in node or "any" in node else said


def _leaf(node: Mapping[str, Any], names: Mapping[str, str], questions: Mapping[str, str]) -> str:
    operator = node["is"]
    if "answer" in node:
        said = f"“{questions.get(node['answer'], node['answer'])}”"
        return f"{said} is answered {operator}" if operator in ("yes", "no") else _said(said, node)
    if "fact" in node:
        name = FACTS[node["fact"]].name if node["fact"] in FACTS else node["fact"]
        if operator in ("yes", "no"):
            return name if operator == "yes" else f"not the case: {name}"
        return _said(f"the {name}", node)
    attribute = ATTRIBUTES[node["of"]].name if node["of"] in ATTRIBUTES else node["of"]
    variable = names.get(node["variable"], node["variable"])
    if operator == "no_worse_than":
        return f"{variable}: the {attribute} position is no worse than the {node['than'].replace('_', '-')}"
    return _said(f"{variable}: the {attribute} one", node)


def _said(subject: str, node: Mapping[str, Any]) -> str:
    words = f"{subject} {OPERATOR_WORDS[node['is']]}"
    if "value" not in node:
        return words
    value = node["value"]
    shown = ", ".join(_word(one) for one in value) if isinstance(value, list) else _word(value)
    return f"{words} {shown}"


def _word(value: object) -> str:
    return str(value).replace("_", " ").replace("-", "−") if not isinstance(value, str) else value.replace("_", " ")
