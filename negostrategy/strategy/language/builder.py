"""A rule as rows of a form: [what] [is] [value], joined by all or any, some of them together in groups.

What stands in a group is joined the other way: in “all of”, a group is “any of”. Anything deeper is written as data.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from negostrategy.edge.payloads import read_json
from negostrategy.kernel.faults import BadInput, Malformed
from negostrategy.strategy.language.catalogue import POSITIONS, WITHOUT_VALUE
from negostrategy.strategy.language.nodes import LARGEST
from negostrategy.strategy.language.offers import NO_WORSE, WORSE
from negostrategy.strategy.language.typed import NO_MEASURES, from_field, in_field, type_of_measures

FEWEST_TOGETHER = 2
ALL, ANY, DATA = "all", "any", "data"
GROUPS = ("a", "b", "c")
type_of_node = Mapping[str, Any]


@dataclass(frozen=True)
class Part:
    """One row. what: "fact:value", "variable:price:agreed" or "answer:asked". group: a letter, or none."""

    what: str
    operator: str = ""
    value: str = ""
    group: str = ""


@dataclass(frozen=True)
class NodeForm:
    """A node in a form: joined rows, or the data itself when rows cannot show it."""

    join: str = ALL
    parts: tuple[Part, ...] = ()
    data: str = ""


def form_of(node: type_of_node | None, measures: type_of_measures = NO_MEASURES) -> NodeForm:
    """Return how a node is shown in the form. measures: how variables are counted, by key."""
    if not node:
        return NodeForm()
    join = next((word for word in (ALL, ANY) if word in node), ALL)
    parts = _rows(node.get(join, [node]), ANY if join == ALL else ALL, measures)
    if parts is None:
        return NodeForm(DATA, (), json.dumps(node, ensure_ascii=False, indent=1))
    return NodeForm(join, tuple(parts))


def node_of(
    form: NodeForm, pointer: str, choice_keys: Collection[str] = (), measures: type_of_measures = NO_MEASURES
) -> dict[str, Any] | None:
    """Return the node that a form describes; None when it is empty.

    choice_keys: questions that are answered by one of a few words, which stay words even when they look like numbers.
    measures: how variables are counted, by key.
    Errors: BadInput for data that is no JSON object.
    """
    if form.join == DATA:
        return _from_data(form.data, pointer)
    join, inner = (ANY, ALL) if form.join == ANY else (ALL, ANY)
    found: list[dict[str, Any]] = []
    opened: dict[str, list[dict[str, Any]]] = {}
    for part in form.parts:
        if not part.what:
            continue
        if part.group in GROUPS:
            if part.group not in opened:
                opened[part.group] = []
                found.append({inner: opened[part.group]})
            opened[part.group].append(_node(part, choice_keys, measures))
        else:
            found.append(_node(part, choice_keys, measures))
    nodes = [node[inner][0] if inner in node and len(node[inner]) == 1 else node for node in found]
    if not nodes:
        return None
    return nodes[0] if len(nodes) == 1 else {join: nodes}


def sent_form(values: Mapping[str, str], prefix: str) -> NodeForm:
    """Return the form sent under a prefix: <prefix>-join, <prefix>-<n>-what, -is, -value, -group, <prefix>-data."""
    parts = (
        Part(*(values.get(f"{prefix}-{place}-{name}", "").strip() for name in ("what", "is", "value", "group")))
        for place in range(LARGEST)
    )
    return NodeForm(
        values.get(f"{prefix}-join", ALL), tuple(part for part in parts if part.what), values.get(f"{prefix}-data", "")
    )


def with_spare(parts: Iterable[Part], spare: int) -> list[Part]:
    """Return rows for the form: those that are filled, then empty ones."""
    return [*parts, *[Part("")] * spare]


def _rows(nodes: Any, inner: str, measures: type_of_measures) -> list[Part] | None:
    """Return parts of a join as rows, or None when they are deeper than rows can show."""
    found: list[Part] = []
    letters = iter(GROUPS)
    for node in nodes:
        if _fits_a_row(node):
            found.append(_part(node, measures))
            continue
        together = node.get(inner) if isinstance(node, Mapping) else None
        letter = next(letters, None) if isinstance(together, list) else None
        if letter is None or len(together or ()) < FEWEST_TOGETHER or not all(map(_fits_a_row, together or ())):
            return None
        found += [replace(_part(one, measures), group=letter) for one in together or ()]
    return found


def _fits_a_row(node: Any) -> bool:
    if not isinstance(node, Mapping):
        return False
    if "not" in node:
        return isinstance(node["not"], Mapping) and node["not"].get("is") == NO_WORSE
    values = node.get("value")
    has_comma = isinstance(values, list) and any("," in str(one) for one in values)
    return not {ALL, ANY} & set(node) and not has_comma


def _part(node: type_of_node, measures: type_of_measures) -> Part:
    leaf = node.get("not", node)
    subject = next(word for word in ("fact", "variable", "answer") if word in leaf)
    what = ":".join([subject, leaf[subject], *([leaf["of"]] if "of" in leaf else [])])
    if leaf["is"] == NO_WORSE:
        return Part(what, WORSE if "not" in node else NO_WORSE, leaf["than"].replace("_", "-"))
    return Part(what, leaf["is"], in_field(leaf, measures))


def _node(part: Part, choice_keys: Collection[str], measures: type_of_measures) -> dict[str, Any]:
    subject, name, *attribute = part.what.split(":")
    leaf: dict[str, Any] = {subject: name} | ({"of": attribute[0]} if attribute else {})
    if part.operator in (NO_WORSE, WORSE):
        compared = leaf | {"is": NO_WORSE, "than": _position(part.value)}
        return {"not": compared} if part.operator == WORSE else compared
    leaf["is"] = part.operator
    if part.operator in WITHOUT_VALUE:
        return leaf
    return leaf | from_field(leaf, part.value, choice_keys, measures)


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
