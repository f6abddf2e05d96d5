"""What one question of a rule found, and what it asks for, as clauses."""

from collections.abc import Mapping
from typing import Any

from negostrategy.compliance.engine.leaves import Leaf, Subject
from negostrategy.compliance.evidence_words import (
    WHEN_NOTHING,
    Count,
    Statement,
    counted,
    in_words,
    on_the_line,
    position,
    short_position,
    with_unit,
    words_of_fact,
)
from negostrategy.strategy.rulebook import Rulebook, VariableLine

_NUMBERS = {
    "at_least": ("at least", "less than"),
    "at_most": ("at most", "more than"),
    "more_than": ("more than", "at most"),
    "less_than": ("less than", "at least"),
    "equals": ("exactly", "anything but"),
}
_NONE = {("equals", 0), ("at_most", 0), ("less_than", 1)}


class Phrases:
    """The clauses for one finding: its evidence, said with the words of its playbook version."""

    def __init__(self, evidence: Mapping[str, Any], book: Rulebook) -> None:
        self._evidence = evidence
        self._book = book

    def name(self, leaf: Leaf) -> str:
        """Return what the question is about, within a sentence."""
        if leaf.subject is Subject.ANSWER:
            return f"“{self._book.questions.get(leaf.name, {}).get('text', leaf.name)}”"
        if leaf.subject is Subject.VARIABLE:
            unknown = leaf.of if self._value(leaf) is None or leaf.than is None else leaf.than
            return position(unknown or "", self._variable(leaf))
        words = words_of_fact(leaf.name)
        if isinstance(words, Count):
            return f"the number of {words.several}"
        return f"whether {words.when_true}" if isinstance(words, Statement) else words.name

    def now(self, leaf: Leaf) -> str:
        """Return what the question found."""
        value = self._value(leaf)
        if value is None:
            return WHEN_NOTHING.get(leaf.name, f"{self.name(leaf)} is not known")
        if leaf.subject is Subject.ANSWER:
            return f"{self.name(leaf)} was answered {self._said(leaf, value)}"
        words = words_of_fact(leaf.name) if leaf.subject is Subject.FACT else None
        if isinstance(words, Count):
            return counted(value, words)
        if isinstance(words, Statement):
            return words.when_true if value else words.when_false
        name = position(leaf.of or "", self._variable(leaf)) if words is None else words.name
        return f"{name} is {self._said(leaf, value)}"

    def asked(self, leaf: Leaf, *, wanted: bool) -> str:
        """Return what the rule asks for, or nothing where what it found says enough."""
        if leaf.operator == "no_worse_than":
            return f"{'no worse' if wanted else 'worse'} than {self._compared(leaf)} is asked for"
        if leaf.operator in ("yes", "no"):
            word = leaf.operator if wanted else {"yes": "no", "no": "yes"}[leaf.operator]
            return f"{word} is asked for" if leaf.subject is Subject.ANSWER else ""
        if leaf.operator in ("one_of", "none_of"):
            words = " or ".join(self._said(leaf, word) for word in leaf.value)
            return f"{'' if (leaf.operator == 'one_of') == wanted else 'anything but '}{words} is asked for"
        if isinstance(leaf.value, str):
            return f"{'' if wanted else 'anything but '}{self._said(leaf, leaf.value)} is asked for"
        return self._number_asked(leaf, wanted=wanted) if leaf.operator in _NUMBERS else ""

    def _number_asked(self, leaf: Leaf, *, wanted: bool) -> str:
        words = words_of_fact(leaf.name) if leaf.subject is Subject.FACT else None
        if not isinstance(words, Count):
            return f"{_NUMBERS[leaf.operator][not wanted]} {self._said(leaf, leaf.value)} is asked for"
        if wanted and (leaf.operator, leaf.value) in _NONE:
            return "there should be none"
        are = "is" if leaf.value == 1 else "are"
        return f"{_NUMBERS[leaf.operator][not wanted]} {in_words(leaf.value)} {are} asked for"

    def _compared(self, leaf: Leaf) -> str:
        value = self._number(leaf.name, leaf.than)
        limit = "" if value is None else f" of {on_the_line(value, leaf.than or '', self._variable(leaf))}"
        return f"{short_position(leaf.than or '')}{limit}"

    def _said(self, leaf: Leaf, value: Any) -> str:
        if leaf.subject is Subject.VARIABLE:
            return on_the_line(value, leaf.of or "", self._variable(leaf))
        if leaf.subject is Subject.ANSWER:
            return f"“{value}”" if isinstance(value, str) else with_unit(value, "")
        words = words_of_fact(leaf.name)
        return with_unit(value, getattr(words, "unit", ""))

    def _value(self, leaf: Leaf) -> Any:
        if leaf.subject is Subject.VARIABLE:
            return self._number(leaf.name, leaf.of)
        found: Any = self._evidence.get(f"{leaf.subject.value}s", {}).get(leaf.name)
        return found

    def _number(self, key: str, attribute: str | None) -> Any:
        return self._evidence.get("variables", {}).get(key, {}).get(attribute)

    def _variable(self, leaf: Leaf) -> VariableLine:
        unnamed = VariableLine(leaf.name, leaf.name.replace("_", " "), "number", "", ())
        return self._book.variables.get(leaf.name, unnamed)
