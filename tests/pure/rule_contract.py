"""The words of the rule language, and what is wrong with a node that does not keep to them."""

from collections.abc import Iterator, Mapping, Sequence

from negostrategy.kernel.business import Channel, GameRules, Kind, Outcome, Privacy, Segment, Style, Topic
from negostrategy.kernel.grants import Role
from negostrategy.strategy.starters.shapes import StarterPlaybook

WORDS_OF_FACT: dict[str, set[str]] = {
    "kind": set(Kind),
    "topic": set(Topic),
    "channel": set(Channel),
    "segment": set(Segment),
    "privacy": set(Privacy),
    "style_planned": set(Style),
    "style_used": set(Style),
    "rules_of_game": set(GameRules),
    "outcome": set(Outcome),
    "currency": set(),
    "approved_by": {Role.EMPLOYEE, Role.MANAGER, Role.LEADER},
}
YES_NO_FACTS = {"is_closed", "has_reason", "has_alternative"}
NUMBER_FACTS = {
    "power_balance",
    "value",
    "alternative_value",
    "alternative_age_days",
    "capture_delay_hours",
    "party_count",
    "term_count",
    "open_term_count",
    "agreed_term_count",
    "both_valued_count",
    "term_without_walk_away_count",
    "beyond_walk_away_count",
    "beyond_acceptable_count",
    "move_count",
    "our_move_count",
    "their_move_count",
    "our_concession_count",
    "free_concession_count",
    "deal_score",
    "score_coverage",
    "duration_days",
}
NUMBER_ATTRIBUTES = {"opening", "target", "acceptable", "walk_away", "theirs", "agreed", "current", "score"}
POSITIONS = NUMBER_ATTRIBUTES - {"score"}
OPERATORS = {
    "number": {"at_least", "at_most", "more_than", "less_than", "equals", "known"},
    "text": {"equals", "one_of", "none_of", "known"},
    "yes_no": {"yes", "no", "known"},
}
WITHOUT_VALUE = {"yes", "no", "known"}
WITH_LIST = {"one_of", "none_of"}

TYPE_OF_FACT = (
    dict.fromkeys(WORDS_OF_FACT, "text") | dict.fromkeys(YES_NO_FACTS, "yes_no") | dict.fromkeys(NUMBER_FACTS, "number")
)
TYPE_OF_ATTRIBUTE = dict.fromkeys(NUMBER_ATTRIBUTES, "number") | {"band": "text"}
TYPE_OF_QUESTION = {"yes_no": "yes_no", "number": "number", "choice": "text"}
WORDS_OF_BAND = {"stop", "ask", "within", "target"}


def complaints(node: Mapping[str, object], playbook: StarterPlaybook) -> Iterator[str]:
    """Yield one sentence for everything in a node that the language or the playbook does not know."""
    for part in every_node(node):
        leaf = set(part) & {"fact", "variable", "answer"}
        if len(leaf) == 1:
            yield from _complaints_about_leaf(leaf.pop(), part, playbook)
        elif len(part) != 1 or not set(part) <= {"all", "any", "not"}:
            yield f"not a node: {dict(part)}"


def every_node(node: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """Yield a node and every node inside it."""
    yield node
    for inner in _inside(node):
        yield from every_node(inner)


def depth(node: Mapping[str, object]) -> int:
    """Return how many nodes lie on the longest way down, this one included."""
    return 1 + max((depth(inner) for inner in _inside(node)), default=0)


def _inside(node: Mapping[str, object]) -> list[Mapping[str, object]]:
    if "not" in node:
        inner = node["not"]
        return [inner] if isinstance(inner, Mapping) else []
    inner = node.get("all", node.get("any", []))
    return list(inner) if isinstance(inner, Sequence) else []


def _complaints_about_leaf(kind: str, node: Mapping[str, object], playbook: StarterPlaybook) -> Iterator[str]:
    name = str(node[kind])
    operator = node["is"]
    if operator == "no_worse_than":
        yield from _complaints_about_comparison(name, node, playbook)
        return
    value_type = _type_of(kind, name, node, playbook)
    if value_type is None:
        yield f"unknown {kind} {name}"
        return
    if operator not in OPERATORS[value_type]:
        yield f"{name} is a {value_type} and cannot be asked for {operator!r}"
    if (operator in WITHOUT_VALUE) == ("value" in node):
        yield f"{name} {operator}: a value is missing or too much"
    expected = {kind, "is"} | ({"of"} if kind == "variable" else set())
    if set(node) - {"value", "unit"} != expected:
        yield f"{name}: unexpected members {sorted(set(node) - expected)}"
    yield from _complaints_about_value(kind, name, value_type, node, playbook)


def _complaints_about_comparison(name: str, node: Mapping[str, object], playbook: StarterPlaybook) -> Iterator[str]:
    variable = next((each for each in playbook.variables if each.key == name), None)
    if variable is None or variable.direction is None:
        yield f"{name} is no variable with a direction"
    if set(node) != {"variable", "of", "is", "than"} or not {node["of"], node["than"]} <= POSITIONS:
        yield f"{name}: two positions are compared"
    elif getattr(variable, str(node["than"]), "known on the record") is None:
        yield f"{name} has no {node['than']} to compare with"


def _type_of(kind: str, name: str, node: Mapping[str, object], playbook: StarterPlaybook) -> str | None:
    if kind == "fact":
        return TYPE_OF_FACT.get(name)
    if kind == "answer":
        return next((TYPE_OF_QUESTION[each.kind] for each in playbook.questions if each.key == name), None)
    known = any(each.key == name for each in playbook.variables)
    return TYPE_OF_ATTRIBUTE.get(str(node["of"])) if known else None


def _complaints_about_value(
    kind: str, name: str, value_type: str, node: Mapping[str, object], playbook: StarterPlaybook
) -> Iterator[str]:
    if "value" not in node:
        return
    value = node["value"]
    if isinstance(value, list) != (node["is"] in WITH_LIST):
        yield f"{name} {node['is']}: a list belongs to one_of and none_of alone"
    values = value if isinstance(value, list) else [value]
    wanted = int | float if value_type == "number" else str
    if any(isinstance(each, bool) or not isinstance(each, wanted) for each in values):
        yield f"{name}: {value!r} is not a {value_type}"
    words = _words_of(kind, name, node, playbook)
    if words and not set(values) <= words:
        yield f"{name}: {value!r} is not among {sorted(words)}"


def _words_of(kind: str, name: str, node: Mapping[str, object], playbook: StarterPlaybook) -> set[str]:
    if kind == "answer":
        return {choice for each in playbook.questions if each.key == name for choice in each.choices}
    if kind == "variable":
        return WORDS_OF_BAND if node["of"] == "band" else set()
    return WORDS_OF_FACT.get(name, set())
