"""From the rows of the rule builder to nodes that can be judged."""

from collections.abc import Mapping
from typing import Any

from negostrategy.kernel.faults import BadInput
from negostrategy.strategy.language.builder import NodeForm, node_of, sent_form
from negostrategy.strategy.language.nodes import Vocabulary, check_node
from negostrategy.strategy.queries.playbooks import PlaybookText

NODES = ("condition", "expression")
type_of_nodes = dict[str, dict[str, Any] | None]


def sent_forms(values: Mapping[str, str]) -> dict[str, NodeForm]:
    """Return what was sent of both parts of a rule, when and then."""
    return {name: sent_form(values, name) for name in NODES}


def composed(draft: PlaybookText, forms: Mapping[str, NodeForm]) -> type_of_nodes:
    """Return the nodes that the forms describe; None where nothing is said.

    Errors: BadInput for what cannot be judged, by pointer.
    """
    choice_keys = {one["key"] for one in draft.questions if one["kind"] == "choice"}
    measures = {variable.key: variable.counted for variable in draft.variables}
    nodes = {name: node_of(form, f"/{name}", choice_keys, measures) for name, form in forms.items()}
    words = Vocabulary(
        measures,
        {question["key"]: question for question in draft.questions},
    )
    complaints = {f"/{name}": check_node(node, words) for name, node in nodes.items() if node is not None}
    complaints = {pointer: sentences for pointer, sentences in complaints.items() if sentences}
    if complaints:
        raise BadInput(complaints)
    return nodes
