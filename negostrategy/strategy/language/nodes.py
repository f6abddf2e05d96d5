"""Is a rule readable? Every refusal is a sentence that a leader understands."""

from collections.abc import Iterator, Mapping
from typing import Any

from negostrategy.strategy.language.catalogue import (
    ATTRIBUTES,
    FACTS,
    OPERATORS,
    POSITIONS,
    TYPE_OF_QUESTION,
    WITH_LIST,
    WITHOUT_VALUE,
    FactHelp,
)
from negostrategy.strategy.language.measures import Measure

DEEPEST = 6
LARGEST = 40
JOINS = ("all", "any")
SUBJECTS = ("fact", "variable", "answer")
# Of a sealed walk-away only the band of these two is known; every other question about it would stay open for ever.
WALK_AWAY, SEEN = "walk_away", ("agreed", "current")
type_of_node = Mapping[str, Any]


class Vocabulary:
    """What the rules of one version may name: its variables with how they are counted, and its questions."""

    def __init__(self, measures: Mapping[str, Measure], questions: Mapping[str, type_of_node]) -> None:
        self.measures = measures
        self.questions = questions


def check_node(node: object, vocabulary: Vocabulary) -> list[str]:
    """Return one sentence for everything that is wrong with a node; none when it can be judged."""
    if _size(node, 0) > LARGEST:
        return [f"A rule has at most {LARGEST} parts, {DEEPEST} deep. Split it into two rules."]
    return list(_complaints(node, vocabulary))


def has_shape(node: object) -> bool:
    """Return whether a node is built as nodes are, whatever it names: what has no shape is not even kept in a draft."""
    return _size(node, 0) <= LARGEST and _is_built(node)


def _is_built(node: object) -> bool:
    if not isinstance(node, dict):
        return False
    if set(node) == {"not"}:
        return _is_built(node["not"])
    if len(node) == 1 and next(iter(node)) in JOINS:
        parts = next(iter(node.values()))
        return isinstance(parts, list) and bool(parts) and all(_is_built(part) for part in parts)
    return _is_leaf(node)


def _is_leaf(node: Mapping[str, Any]) -> bool:
    subjects = [word for word in SUBJECTS if word in node]
    needed = [*subjects, "is"]
    if "variable" in node:
        needed.append("of")
    if node.get("is") == "no_worse_than":
        needed += ["of", "than"]
    return len(subjects) == 1 and all(isinstance(node.get(word), str) for word in needed)


def _size(node: object, depth: int) -> int:
    if depth > DEEPEST:
        return LARGEST + 1
    if isinstance(node, dict):
        return 1 + sum(_size(inner, depth + 1) for inner in _inside(node))
    return 1


def _inside(node: Mapping[str, Any]) -> list[Any]:
    inner = [node["not"]] if "not" in node else []
    return inner + [part for join in JOINS if isinstance(node.get(join), list) for part in node[join]]


def _complaints(node: object, vocabulary: Vocabulary) -> Iterator[str]:
    if not isinstance(node, dict) or not node:
        yield "A rule is made of parts such as {fact, is, value}; this one is not."
        return
    if set(node) == {"not"}:
        yield from _complaints(node["not"], vocabulary)
    elif len(node) == 1 and next(iter(node)) in JOINS:
        yield from _of_join(next(iter(node)), next(iter(node.values())), vocabulary)
    elif len(set(node) & set(SUBJECTS)) == 1:
        yield from _of_leaf(node, vocabulary)
    else:
        yield "Each part names one fact, one variable or one answer, or joins others by all, any or not."


def _of_join(word: str, parts: object, vocabulary: Vocabulary) -> Iterator[str]:
    if not isinstance(parts, list) or not parts:
        yield f"“{word}” needs at least one part."
        return
    for part in parts:
        yield from _complaints(part, vocabulary)


def _of_leaf(node: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[str]:
    subject = next(word for word in SUBJECTS if word in node)
    name = node[subject]
    if not isinstance(name, str):
        yield f"The name of a {subject} is a word."
        return
    if node.get("is") == "no_worse_than":
        yield from _of_comparison(subject, name, node, vocabulary)
        return
    found = _help(subject, name, node, vocabulary)
    if isinstance(found, str):
        yield found
        return
    if subject == "variable" and node["of"] == WALK_AWAY and vocabulary.measures[name].is_sealed:
        yield _sealed(vocabulary.measures[name])
        return
    measure = _measure(subject, name, found, node, vocabulary)
    yield from _of_operator(measure, found, node)
    allowed = {subject, "is", "value", "unit"} | ({"of"} if subject == "variable" else set())
    if set(node) - allowed:
        yield f"“{name}”: {', '.join(sorted(set(node) - allowed))} does not belong here."


def _help(subject: str, name: str, node: Mapping[str, Any], vocabulary: Vocabulary) -> FactHelp | str:
    if subject == "fact":
        return FACTS.get(name) or f"There is no fact called “{name}”. Choose one from the list of facts."
    if subject == "answer":
        question = vocabulary.questions.get(name)
        if question is None:
            return f"There is no question “{name}” in this playbook. Add the question, or choose another."
        return FactHelp(TYPE_OF_QUESTION[question["kind"]], name, tuple(question.get("choices") or ()))
    if name not in vocabulary.measures:
        return f"There is no variable “{name}” in this playbook. Add the variable, or choose another."
    found = ATTRIBUTES.get(str(node.get("of")))
    return found or f"“{name}”: say what of it is meant, one of {', '.join(ATTRIBUTES)}."


def _measure(subject: str, name: str, found: FactHelp, node: Mapping[str, Any], vocabulary: Vocabulary) -> Measure:
    """Return what a value in this place is counted in: positions as their variable is, everything else as it is."""
    if subject == "variable":
        measure = vocabulary.measures[name]
        return measure if node["of"] in POSITIONS else Measure(measure.name)
    return Measure(vocabulary.questions[name]["text"] if subject == "answer" else found.name, unit=found.unit)


def _of_operator(measure: Measure, found: FactHelp, node: Mapping[str, Any]) -> Iterator[str]:
    operator = node.get("is")
    if operator not in OPERATORS[found.type]:
        kind = {"yes_no": "answered by yes or no", "number": "a number", "text": "a word"}[found.type]
        yield f"“{measure.name}” is {kind}; it can be asked for: {', '.join(OPERATORS[found.type])}."
        return
    if (operator in WITHOUT_VALUE) == ("value" in node):
        yield f"“{measure.name}” {operator}: " + ("leave the value out." if "value" in node else "say which value.")
        return
    if "value" in node:
        yield from _of_value(measure, found, operator, node["value"])
    if node.get("unit") not in (None, measure.unit):
        counted = f"is counted in {measure.unit}" if measure.unit else "has no unit"
        yield f"“{measure.name}” {counted}, and the rule says {node['unit']}. Open the rule and correct its number."


def _of_value(measure: Measure, found: FactHelp, operator: str, value: object) -> Iterator[str]:
    values = value if isinstance(value, list) else [value]
    if isinstance(value, list) != (operator in WITH_LIST) or not values:
        words = "give a list of values." if operator in WITH_LIST else "give one value."
        yield f"“{measure.name}” {operator}: {words}"
        return
    for one in values:
        refusal = measure.refusal(one) if found.type == "number" else None
        if refusal is not None:
            yield refusal
        elif found.type == "text" and (not isinstance(one, str) or (found.words and one not in found.words)):
            words = f" Its words are {', '.join(found.words).replace('_', ' ')}." if found.words else ""
            yield f"“{measure.name}” is never “{one}”.{words}"


def _of_comparison(subject: str, name: str, node: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[str]:
    if subject != "variable" or name not in vocabulary.measures:
        yield f"“{name}” is no variable of this playbook; only variables can be no worse than a position."
    elif vocabulary.measures[name].direction is None:
        yield f"“{name}” has no better direction. Say whether more or less is better for us."
    elif node.get("than") == WALK_AWAY and node.get("of") not in SEEN and vocabulary.measures[name].is_sealed:
        yield _sealed(vocabulary.measures[name])
    compared = [node.get("of"), node.get("than")]
    if set(node) != {subject, "of", "is", "than"} or not all(position in POSITIONS for position in compared):
        yield f"“{name}”: compare one position with another, such as agreed with walk_away."


def _sealed(measure: Measure) -> str:
    return (
        f"The walk-away of “{measure.name}” is sealed: ask whether what is agreed or current is no worse than it, "
        "or for its band."
    )
