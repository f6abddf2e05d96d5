"""What a row of the rule builder may ask about, and what fits it: operators, the kind of value, and help."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from negostrategy.kernel.business import ValueKind
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
from negostrategy.strategy.language.explanations import FACTS_EXPLAINED, GROUPS, POSITIONS_EXPLAINED, Explanation
from negostrategy.strategy.language.sentences import OPERATOR_WORDS
from negostrategy.strategy.positions import typed_position
from negostrategy.strategy.queries.playbooks import PlaybookText, VariableRow

NO_WORSE, WORSE = "no_worse_than", "worse_than"
COMPARING = (NO_WORSE, WORSE)
SAID_OF_YES_OR_NO = ("equals", "known", *COMPARING)
WORDS = OPERATOR_WORDS | {"yes": "is so", "no": "is not so", WORSE: "is worse than"}
QUESTIONS = "Questions asked on the record"
NOTHING, ONE_POSITION, ONE_WORD, NUMBER, DAY, LIST, TEXT = (
    *("nothing", "position", "word", "number", "day", "list", "text"),
)
COMPARED_WITH = tuple((name, name.replace("_", "-")) for name in POSITIONS)


@dataclass(frozen=True)
class Offer:
    """One thing to ask about. what: “fact:value”, “variable:price:agreed” or “answer:asked”."""

    group: str
    what: str
    name: str
    type: str
    words: tuple[str, ...]
    unit: str
    says: str
    example: str
    operators: tuple[tuple[str, str], ...]
    is_day: bool = False

    def control(self, operator: str) -> str:
        """Return what kind of value fits an operator."""
        if operator in WITHOUT_VALUE:
            return NOTHING
        if operator in COMPARING:
            return ONE_POSITION
        if operator in WITH_LIST:
            return LIST
        if self.words:
            return ONE_WORD
        return DAY if self.is_day else NUMBER if self.type == NUMBER else TEXT


def offers_of(text: PlaybookText) -> list[Offer]:
    """Return what a rule of this version may ask about, in the order of the list."""
    return [*_facts(), *(offer for one in text.variables for offer in _variable(one)), *_questions(text)]


def grouped(offers: list[Offer]) -> dict[str, list[Offer]]:
    """Return the offers under the titles of their groups."""
    found: dict[str, list[Offer]] = {}
    for offer in offers:
        found.setdefault(offer.group, []).append(offer)
    return found


def operators_of(type_of_value: str) -> tuple[tuple[str, str], ...]:
    """Return the operators that fit a type, with their words."""
    return tuple((name, WORDS[name]) for name in OPERATORS[type_of_value])


def _facts() -> Iterator[Offer]:
    for group in GROUPS:
        for name, explained in FACTS_EXPLAINED.items():
            if explained.group == group:
                yield _offer(group, f"fact:{name}", FACTS[name].name, FACTS[name], explained)


def _variable(variable: VariableRow) -> Iterator[Offer]:
    measure = variable.counted
    for name, help_ in ATTRIBUTES.items():
        is_position = name in POSITIONS
        words, unit = (measure.words, measure.unit) if is_position else (help_.words, help_.unit)
        explained = POSITIONS_EXPLAINED[name]
        offer = _offer(
            f"Variable: {variable.name}",
            f"variable:{variable.key}:{name}",
            f"{variable.name}, {help_.name}",
            FactHelp(help_.type, help_.name, words, unit if measure.is_number or not is_position else ""),
            replace(explained, example=_example(variable)) if is_position else explained,
            is_position=is_position and variable.direction is not None,
        )
        if is_position and variable.kind == ValueKind.YES_NO:
            # “At least yes” is nothing that anybody says.
            offer = replace(offer, operators=tuple(one for one in offer.operators if one[0] in SAID_OF_YES_OR_NO))
        yield replace(offer, is_day=is_position and variable.kind == ValueKind.DATE)


def _example(variable: VariableRow) -> str:
    """Return a position such as this variable has."""
    known = next((one for one in (variable.acceptable, variable.target, variable.opening) if one is not None), None)
    if known is not None:
        return typed_position(variable.kind, known, variable.labels)
    words = variable.counted.words
    return words[-1] if words else "2026-11-23" if variable.kind == ValueKind.DATE else "50"


def _questions(text: PlaybookText) -> Iterator[Offer]:
    for one in text.questions:
        words = tuple(one.get("choices") or ())
        help_ = FactHelp(TYPE_OF_QUESTION[one["kind"]], one["text"], words)
        example = words[0] if words else {"yes_no": "yes", "number": "3"}.get(one["kind"], "")
        explained = Explanation(QUESTIONS, "What people answer on the record; unknown until they do.", example)
        yield _offer(QUESTIONS, f"answer:{one['key']}", one["text"], help_, explained)


def _offer(
    group: str, what: str, name: str, help_: FactHelp, explained: Explanation, *, is_position: bool = False
) -> Offer:
    fitting = operators_of(help_.type)
    if is_position:
        fitting += tuple((operator, WORDS[operator]) for operator in COMPARING)
    return Offer(group, what, name, help_.type, help_.words, help_.unit, explained.says, explained.example, fitting)
