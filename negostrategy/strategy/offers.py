"""What a row of the rule builder may ask about, and what fits it: operators, the kind of value, and help."""

from collections.abc import Iterator
from dataclasses import dataclass

from negostrategy.strategy.catalogue import (
    ATTRIBUTES,
    FACTS,
    OPERATORS,
    POSITIONS,
    TYPE_OF_QUESTION,
    WITH_LIST,
    WITHOUT_VALUE,
    FactHelp,
)
from negostrategy.strategy.explanations import FACTS_EXPLAINED, GROUPS, POSITIONS_EXPLAINED, Explanation
from negostrategy.strategy.queries.playbooks import PlaybookText, VariableRow
from negostrategy.strategy.sentences import OPERATOR_WORDS

NO_WORSE, WORSE = "no_worse_than", "worse_than"
COMPARING = (NO_WORSE, WORSE)
WORDS = OPERATOR_WORDS | {"yes": "is so", "no": "is not so", WORSE: "is worse than"}
QUESTIONS = "Questions asked on the record"
NOTHING, ONE_POSITION, ONE_WORD, NUMBER, LIST, TEXT = "nothing", "position", "word", "number", "list", "text"
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

    def control(self, operator: str) -> str:
        """Return what kind of value fits an operator."""
        if operator in WITHOUT_VALUE:
            return NOTHING
        if operator in COMPARING:
            return ONE_POSITION
        if operator in WITH_LIST:
            return LIST
        if self.type == NUMBER:
            return NUMBER
        return ONE_WORD if self.words else TEXT


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
    for name, help_ in ATTRIBUTES.items():
        offer = _offer(
            f"Variable: {variable.name}",
            f"variable:{variable.key}:{name}",
            f"{variable.name}, {help_.name}",
            FactHelp(help_.type, help_.name, help_.words, variable.measure if name in POSITIONS else help_.unit),
            POSITIONS_EXPLAINED[name],
            is_position=name in POSITIONS and variable.direction is not None,
        )
        yield offer


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
