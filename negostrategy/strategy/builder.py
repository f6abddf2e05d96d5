"""A rule as rows of a form: [what] [is] [value], joined by all or any; anything deeper is written as data."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from negostrategy.edge.payloads import read_json
from negostrategy.kernel.faults import BadInput, Malformed
from negostrategy.strategy.catalogue import ATTRIBUTES, FACTS, POSITIONS, WITH_LIST, WITHOUT_VALUE
from negostrategy.strategy.nodes import LARGEST
from negostrategy.strategy.queries.playbooks import PlaybookText
from negostrategy.strategy.sentences import OPERATOR_WORDS

ALL, ANY, DATA = "all", "any", "data"
LARGEST_VALUE = Decimal(10) ** 15
NO_WORSE, WORSE = "no_worse_than", "worse_than"
_WORDS = OPERATOR_WORDS | {"yes": "is so (yes)", "no": "is not so (no)", WORSE: "is worse than"}
_GROUPS = {
    "Numbers": ("at_least", "at_most", "more_than", "less_than", "equals"),
    "Words": ("one_of", "none_of"),
    "Yes or no": ("yes", "no"),
    "Positions of a variable": (NO_WORSE, WORSE),
    "Anything": ("known",),
}
OPERATORS = {group: [(name, _WORDS[name]) for name in names] for group, names in _GROUPS.items()}
VALUES = sorted(
    {word for fact in (*FACTS.values(), ATTRIBUTES["band"]) for word in fact.words} | {"walk-away", *POSITIONS}
)
type_of_node = Mapping[str, Any]


@dataclass(frozen=True)
class Part:
    """One row. what: "fact:value", "variable:price:agreed" or "answer:asked"."""

    what: str
    operator: str = ""
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
    if all(_fits_a_row(leaf) for leaf in leaves):
        return NodeForm(join or ALL, tuple(_part(leaf) for leaf in leaves))
    return NodeForm(DATA, (), json.dumps(node, ensure_ascii=False, indent=1))


def node_of(form: NodeForm, pointer: str, choice_keys: Collection[str] = ()) -> dict[str, Any] | None:
    """Return the node that a form describes; None when it is empty.

    choice_keys: questions that are answered by one of a few words, which stay words even when they look like numbers.
    Errors: BadInput for data that is no JSON object.
    """
    if form.join == DATA:
        return _from_data(form.data, pointer)
    leaves = [_node(part, choice_keys) for part in form.parts if part.what]
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


def sent_form(values: Mapping[str, str], prefix: str) -> NodeForm:
    """Return the form that was sent under a prefix: <prefix>-join, <prefix>-<n>-what, -is, -value, <prefix>-data."""
    parts = (
        Part(*(values.get(f"{prefix}-{place}-{name}", "").strip() for name in ("what", "is", "value")))
        for place in range(LARGEST)
    )
    return NodeForm(
        values.get(f"{prefix}-join", ALL), tuple(part for part in parts if part.what), values.get(f"{prefix}-data", "")
    )


def with_spare(parts: Iterable[Part], spare: int) -> list[Part]:
    """Return rows for the form: those that are filled, then empty ones."""
    return [*parts, *[Part("")] * spare]


def _fits_a_row(node: Any) -> bool:
    if not isinstance(node, Mapping):
        return False
    if "not" in node:
        return isinstance(node["not"], Mapping) and node["not"].get("is") == NO_WORSE
    values = node.get("value")
    has_comma = isinstance(values, list) and any("," in str(one) for one in values)
    return not {ALL, ANY} & set(node) and not has_comma


def _part(node: type_of_node) -> Part:
    leaf = node.get("not", node)
    subject = next(word for word in ("fact", "variable", "answer") if word in leaf)
    what = ":".join([subject, leaf[subject], *([leaf["of"]] if "of" in leaf else [])])
    if leaf["is"] == NO_WORSE:
        return Part(what, WORSE if "not" in node else NO_WORSE, leaf["than"].replace("_", "-"))
    value = leaf.get("value", "")
    return Part(what, leaf["is"], ", ".join(str(one) for one in value) if isinstance(value, list) else str(value))


def _node(part: Part, choice_keys: Collection[str]) -> dict[str, Any]:
    subject, name, *attribute = part.what.split(":")
    leaf: dict[str, Any] = {subject: name} | ({"of": attribute[0]} if attribute else {})
    if part.operator in (NO_WORSE, WORSE):
        compared = leaf | {"is": NO_WORSE, "than": _position(part.value)}
        return {"not": compared} if part.operator == WORSE else compared
    leaf["is"] = part.operator
    if part.operator in WITHOUT_VALUE:
        return leaf
    is_text = (subject == "answer" and name in choice_keys) or (subject == "fact" and _is_text(name))
    if part.operator in WITH_LIST:
        return leaf | {"value": [_value(one.strip(), is_text) for one in part.value.split(",") if one.strip()]}
    return leaf | {"value": _value(part.value, is_text)}


def _is_text(fact: str) -> bool:
    return fact in FACTS and FACTS[fact].type == "text"


def _value(typed: str, is_text: bool) -> Any:
    if is_text:
        return typed
    try:
        exact = Decimal(typed.replace("\u2212", "-").replace(",", ""))
    except ArithmeticError:
        return typed
    if not exact.is_finite() or abs(exact) >= LARGEST_VALUE:
        return typed
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def _position(typed: str) -> str:
    word = typed.strip().lower().replace("-", "_").replace(" ", "_")
    return word if word in POSITIONS else typed


def _from_data(data: str, pointer: str) -> dict[str, Any] | None:
    if not data.strip():
        return None
    try:
        node = read_json(data.encode("utf-8", "surrogatepass"))
    except Malformed as refusal:
        raise BadInput({pointer: ["This is not complete JSON. Check brackets and quotation marks."]}) from refusal
    if not isinstance(node, dict):
        raise BadInput({pointer: ["A rule is one JSON object."]})
    return node
