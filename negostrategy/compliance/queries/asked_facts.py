"""What the rules of a version look at, as the fields of a form."""

from dataclasses import dataclass
from typing import Any

from negostrategy.compliance.engine.leaves import Leaf, Subject, UnreadableNode, leaves, read
from negostrategy.compliance.engine.nodes import NUMBER, TYPE_OF_ATTRIBUTE, TYPE_OF_FACT, YES_NO
from negostrategy.edge.speaking import number_example
from negostrategy.kernel.business import ValueKind
from negostrategy.strategy.language.catalogue import BANDS, POSITIONS
from negostrategy.strategy.language.catalogue import FACTS as HELP
from negostrategy.strategy.language.measures import Measure
from negostrategy.strategy.rulebook import Rulebook


@dataclass(frozen=True)
class Asked:
    """Something the rules of a version look at, as a field of a form. kind: number, text or yes_no.

    measure: how a position of a variable is counted, None of anything else.
    """

    name: str
    label: str
    kind: str
    words: tuple[str, ...] = ()
    measure: Measure | None = None

    @property
    def is_day(self) -> bool:
        """Return whether a day is typed."""
        return self.measure is not None and self.measure.kind == ValueKind.DATE

    def wanted(self) -> str:
        """Return what should have been typed."""
        return "a day, such as 2026-11-23" if self.is_day else f"a number, such as {number_example()}"


def asked_by(book: Rulebook) -> list[Asked]:
    """Return everything that the rules of a version look at, in the order in which they ask."""
    found: dict[str, Asked] = {}
    for rule in book.rules:
        for node in (rule.condition, rule.expression):
            for leaf in _leaves(node):
                for asked in _fields(leaf, book):
                    found.setdefault(asked.name, asked)
    return list(found.values())


def _leaves(node: Any) -> list[Leaf]:
    try:
        return list(leaves(read(node))) if node is not None else []
    except UnreadableNode:
        return []


def _fields(leaf: Leaf, book: Rulebook) -> list[Asked]:
    if leaf.subject is Subject.FACT and leaf.name in TYPE_OF_FACT:
        help_ = HELP.get(leaf.name)
        label = help_.name.capitalize() if help_ else leaf.name
        return [Asked(f"fact:{leaf.name}", label, TYPE_OF_FACT[leaf.name], help_.words if help_ else ())]
    if leaf.subject is Subject.ANSWER and leaf.name in book.questions:
        question = book.questions[leaf.name]
        kind = {"choice": "text", "number": NUMBER}.get(question["kind"], YES_NO)
        return [Asked(f"answer:{leaf.name}", question["text"], kind, tuple(question.get("choices") or ()))]
    if leaf.subject is Subject.VARIABLE:
        numbers = [of for of in (leaf.of, leaf.than) if of is not None and of in TYPE_OF_ATTRIBUTE]
        return [_position(leaf.name, of, book) for of in numbers]
    return []


def _position(key: str, of: str, book: Rulebook) -> Asked:
    named = book.variables.get(key)
    measure = named.counted if named is not None and of in POSITIONS else None
    words = BANDS if of == "band" else measure.words if measure else ()
    unit = f" ({measure.unit})" if measure and measure.is_number and measure.unit else ""
    label = f"{named.name if named else key}, {of.replace('_', '-')}{unit}"
    return Asked(f"variable:{key}:{of}", label, TYPE_OF_ATTRIBUTE[of], words, measure)
