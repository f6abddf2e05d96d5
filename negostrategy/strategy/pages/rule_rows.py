"""The rows of the rule builder as the page shows them: each with what fits it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from negostrategy.strategy.language.builder import NodeForm, Part, with_spare
from negostrategy.strategy.language.offers import COMPARED_WITH, ONE_POSITION, TEXT, WORDS, Offer
from negostrategy.strategy.language.sentences import sentence
from negostrategy.strategy.queries.playbooks import PlaybookText

SPARE = 2
ALL_OPERATORS = tuple((name, word or name) for name, word in WORDS.items())


@dataclass(frozen=True)
class Row:
    """One row. control: the kind of field its value is typed in; choices: what to choose from, if anything."""

    part: Part
    offer: Offer | None
    control: str
    operators: tuple[tuple[str, str], ...]
    choices: tuple[tuple[str, str], ...]


def rows_of(form: NodeForm, offers: Sequence[Offer]) -> list[Row]:
    """Return the rows of a form, then empty ones."""
    known = {offer.what: offer for offer in offers}
    return [_row(part, known) for part in with_spare(form.parts, SPARE)]


def for_script(offers: Sequence[Offer]) -> dict[str, object]:
    """Return what the page's script needs to narrow a row while it is filled in; names and help stand on the page."""
    # A hundred facts share a handful of lists of operators: each list is sent once.
    lists = list(dict.fromkeys(offer.operators for offer in offers))
    return {
        "positions": COMPARED_WITH,
        "operators": lists,
        "offers": {
            offer.what: {"operators": lists.index(offer.operators)}
            | ({"type": offer.type} if offer.type == "number" else {})
            | ({"words": offer.words} if offer.words else {})
            | ({"isDay": True} if offer.is_day else {})
            for offer in offers
        },
    }


def help_line(offer: Offer) -> str:
    """Return what stands under a row: what it is, its unit or its words, and an example."""
    unit = f" In {offer.unit}." if offer.unit and offer.type == "number" else ""
    words = f" One of: {', '.join(word.replace('_', ' ') for word in offer.words)}." if offer.words else ""
    return f"{offer.says}{unit}{words} Such as: {offer.example.replace('_', ' ')}."


def as_sentence(draft: PlaybookText, nodes: Mapping[str, Mapping[str, object] | None]) -> str:
    """Return a rule as people would say it: when, then."""
    measures = {variable.key: variable.counted for variable in draft.variables}
    texts = {question["key"]: question["text"] for question in draft.questions}
    said = {name: sentence(node, measures, texts) if node else "" for name, node in nodes.items()}
    when = f"When {said['condition']}" if said["condition"] else "Always"
    return f"{when}: {said['expression'] or 'shown as our own history; nothing is judged'}."


def _row(part: Part, known: Mapping[str, Offer]) -> Row:
    offer = known.get(part.what)
    if offer is None:
        return Row(part, None, TEXT, ALL_OPERATORS, ())
    fits = part.operator in dict(offer.operators)
    operator = part.operator if fits else offer.operators[0][0]
    control = offer.control(operator)
    choices = (
        COMPARED_WITH if control == ONE_POSITION else tuple((word, word.replace("_", " ")) for word in offer.words)
    )
    return Row(part, offer, control, offer.operators, choices)
