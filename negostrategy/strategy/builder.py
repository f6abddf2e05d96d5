"""A rule as rows of a form: [what] [is] [value], joined by all or any; anything deeper is written as data."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from negostrategy.kernel.faults import BadInput
from negostrategy.strategy.catalogue import ATTRIBUTES, FACTS, POSITIONS, WITH_LIST, WITHOUT_VALUE
from negostrategy.strategy.queries.playbooks import PlaybookText
from negostrategy.strategy.sentences import OPERATOR_WORDS

ALL, ANY, DATA = "all", "any", "data"
NO_WORSE = "no_worse_than"
OPERATORS = [
    (name, word or {"yes": "is the case", "no": "is not the case"}[name]) for name, word in OPERATOR_WORDS.items()
]
type_of_node = Mapping[str, Any]


@dataclass(frozen=True)
class Part:
    """One row. what: "fact:value", "variable:price:agreed" or "answer:asked"."""

    what: str
    operator: str
    value: str = ""


@dataclass(frozen=True)
class NodeForm:
    """A node in a form: joined rows, or the data itself when rows cannot show it."""

    join: str = ALL
    parts: tuple[Part, ...] = ()
    data: str = ""


def form_of(node: type_of_node | None) -> NodeForm:
    """Return how a node is shown in the form."""
    if not node:
        return NodeForm()
    join = next((word for word in (ALL, ANY) if word in node), None)
    leaves = node[join] if join else [node]
    if all(_is_leaf(leaf) for leaf in leaves):
        return NodeForm(join or ALL, tuple(_part(leaf) for leaf in leaves))
    return NodeForm(DATA, (), json.dumps(node, ensure_ascii=False, indent=1))


def node_of(form: NodeForm, pointer: str) -> dict[str, Any] | None:
    """Return the node that a form describes; None when it is empty.

    Errors: BadInput for data that is no JSON object.
    """
    if form.join == DATA:
        return _from_data(form.data, pointer)
    leaves = [_leaf(part) for part in form.parts if part.what]
    if not leaves:
        return None
    return leaves[0] if len(leaves) == 1 else {ANY if form.join == ANY else ALL: leaves}


def choices_of(text: PlaybookText) -> dict[str, list[tuple[str, str]]]:
    """Return what a rule of this version may ask about, in groups: [(what, words)]."""
    variables = [
        (f"variable:{one.key}:{attribute}", f"{one.name}, {help_.name}")
        for one in text.variables
        for attribute, help_ in ATTRIBUTES.items()
    ]
    return {
        "What is known of the negotiation": [(f"fact:{name}", help_.name) for name, help_ in FACTS.items()],
        "Variables": variables,
        "Questions": [(f"answer:{one['key']}", one["text"]) for one in text.questions],
    }


def numbered(values: Mapping[str, str], prefix: str, count: int) -> NodeForm:
    """Return the form that was sent under a prefix: <prefix>-join, <prefix>-<n>-what, -is, -value, <prefix>-data."""
    parts = (
        Part(*(values.get(f"{prefix}-{place}-{name}", "").strip() for name in ("what", "is", "value")))
        for place in range(count)
    )
    return NodeForm(
        values.get(f"{prefix}-join", ALL), tuple(part for part in parts if part.what), values.get(f"{prefix}-data", "")
    )


def _is_leaf(node: Any) -> bool:
    return isinstance(node, Mapping) and not {"all", "any", "not"} & set(node)


def _part(leaf: type_of_node) -> Part:
    subject = next(word for word in ("fact", "variable", "answer") if word in leaf)
    what = ":".join([subject, leaf[subject], *([leaf["of"]] if "of" in leaf else [])])
    if leaf["is"] == NO_WORSE:
        return Part(what, NO_WORSE, leaf["than"])
    value = leaf.get("value", "")
    return Part(what, leaf["is"], ", ".join(str(one) for one in value) if isinstance(value, list) else str(value))


def _leaf(part: Part) -> dict[str, Any]:
    subject, name, *attribute = part.what.split(":")
    leaf: dict[str, Any] = {subject: name} | ({"of": attribute[0]} if attribute else {})
    leaf["is"] = part.operator
    if part.operator == NO_WORSE:
        return leaf | {"than": _position(part.value)}
    if part.operator in WITHOUT_VALUE:
        return leaf
    if part.operator in WITH_LIST:
        return leaf | {"value": [_value(one.strip()) for one in part.value.split(",") if one.strip()]}
    return leaf | {"value": _value(part.value)}


def _value(typed: str) -> Any:
    try:
        exact = Decimal(typed.replace("\u2212", "-"))
    except ArithmeticError:
        return typed
    if not exact.is_finite():
        return typed
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def _position(typed: str) -> str:
    word = typed.strip().lower().replace("-", "_").replace(" ", "_")
    return word if word in POSITIONS else typed


def _from_data(data: str, pointer: str) -> dict[str, Any] | None:
    if not data.strip():
        return None
    try:
        node = json.loads(data)
    except ValueError as refusal:
        raise BadInput({pointer: ["This is not complete JSON. Check brackets and quotation marks."]}) from refusal
    if not isinstance(node, dict):
        raise BadInput({pointer: ["A rule is one JSON object."]})
    return node


def listed(parts: Iterable[Part], count: int) -> list[Part]:
    """Return rows for the form: those that are filled, then empty ones."""
    filled = list(parts)
    return filled + [Part("", "")] * max(count - len(filled), 1)
