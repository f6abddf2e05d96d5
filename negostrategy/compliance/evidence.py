"""From what a rule looked at to one sentence that says why it came out as it did.

Nothing is judged here: the database said of each question whether it held. This follows its answers to the questions
that decided, and puts them into words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from negostrategy.compliance.engine.leaves import Join, Leaf, Subject, UnreadableNode, leaves, read, type_of_node
from negostrategy.compliance.evidence_phrases import Phrases
from negostrategy.compliance.evidence_words import in_words
from negostrategy.kernel.business import Result
from negostrategy.strategy.rulebook import Rulebook, RuleLine

_MOST_MISSING = 3


@dataclass(frozen=True)
class _Held:
    """A node, and whether it held; None when that is not known."""

    node: Join | Leaf
    truth: bool | None
    parts: tuple["_Held", ...] = ()


def sentence_of(rule: RuleLine, result: str, evidence: Mapping[str, Any], book: Rulebook) -> str:
    """Return one sentence that says why the rule came out as it did, with the values of that hour."""
    held = _deciding(rule, result, evidence)
    if held is None:
        return "This rule cannot be read, so nothing can be said about it."
    decisive = list(_decisive(held, wanted=True))
    if not decisive:
        return "There was nothing to look at."
    phrases = Phrases(evidence, book)
    if result == Result.UNKNOWN:
        return f"Not known yet: {_listed([phrases.name(leaf) for leaf, _ in decisive])}."
    leaf, wanted = decisive[0]
    if result == Result.NOT_APPLICABLE:
        return f"This does not apply here: {phrases.now(leaf)}."
    asked = phrases.asked(leaf, wanted=wanted) if result == Result.BROKEN else ""
    now = phrases.now(leaf)
    return f"{now[:1].upper()}{now[1:]}{'; ' if asked else ''}{asked}."


def missing_pieces(rule: RuleLine, result: str, evidence: Mapping[str, Any], book: Rulebook) -> list[str]:
    """Return one sentence for each thing that a rule wants to know and does not."""
    held = _deciding(rule, result, evidence)
    asked = list(_decisive(held, wanted=True)) if held is not None else []
    if not asked:
        return [sentence_of(rule, result, evidence, book)]
    phrases = Phrases(evidence, book)
    return list(dict.fromkeys(f"Not known yet: {phrases.name(leaf)}." for leaf, _ in asked))


def answers_relied_on(rule: RuleLine, evidence: Mapping[str, Any]) -> list[str]:
    """Return the questions without whose answers a rule would not be kept; none where facts alone keep it.

    An answer only tells what somebody says.
    """
    truths = evidence.get("expression")
    if rule.expression is None or truths is None:
        return []
    try:
        tree = read(rule.expression)
    except UnreadableNode:
        return []
    pairs = list(zip(leaves(tree), truths, strict=False))
    proven = [None if leaf.subject is Subject.ANSWER else truth for leaf, truth in pairs]
    if _joined(tree, iter(proven)).truth is True:
        return []
    return [leaf.name for leaf, _truth in pairs if leaf.subject is Subject.ANSWER]


def _deciding(rule: RuleLine, result: str, evidence: Mapping[str, Any]) -> _Held | None:
    applies = _held(rule.condition, evidence.get("condition"))
    if result == Result.NOT_APPLICABLE:
        return applies
    if result == Result.UNKNOWN and applies is not None and applies.truth is None:
        return applies
    return _held(rule.expression, evidence.get("expression"))


def _held(node: type_of_node | None, truths: list[bool | None] | None) -> _Held | None:
    if node is None or truths is None:
        return None
    try:
        return _joined(read(node), iter(truths))
    except UnreadableNode:
        return None


def _joined(node: Join | Leaf, truths: Iterator[bool | None]) -> _Held:
    if isinstance(node, Leaf):
        return _Held(node, next(truths, None))
    parts = tuple(_joined(part, truths) for part in node.parts)
    said = {part.truth for part in parts}
    if node.word == "not":
        return _Held(node, None if None in said else not parts[0].truth, parts)
    settling = node.word == "any"
    truth = settling if settling in said else None if None in said else not settling
    return _Held(node, truth, parts)


def _decisive(held: _Held, *, wanted: bool) -> Iterator[tuple[Leaf, bool]]:
    # What came out as the whole did is what made it so; behind a "not", the opposite was wanted.
    if isinstance(held.node, Leaf):
        yield held.node, wanted
        return
    is_not = held.node.word == "not"
    for part in held.parts:
        if is_not or part.truth == held.truth:
            yield from _decisive(part, wanted=wanted != is_not)


def _listed(names: list[str]) -> str:
    different = list(dict.fromkeys(names))
    more = len(different) - _MOST_MISSING
    return ", ".join(different[:_MOST_MISSING]) + (f" and {in_words(more)} more" if more > 0 else "")
