"""The facts that rules may name: what each is, its type, its words or unit, and an example."""

from dataclasses import dataclass
from typing import Literal

from negostrategy.kernel.business import Channel, GameRules, Kind, Outcome, Privacy, Segment, Style, Topic
from negostrategy.kernel.grants import Role

OFFICES = (Role.EMPLOYEE, Role.MANAGER, Role.LEADER)
type_of_value = Literal["text", "number", "yes_no"]


@dataclass(frozen=True)
class FactHelp:
    """What a leader needs to know to use a fact in a rule. words is empty where any word will do."""

    type: type_of_value
    name: str
    words: tuple[str, ...] = ()
    unit: str = ""


def _text(name: str, *words: str) -> FactHelp:
    return FactHelp("text", name, tuple(str(word) for word in words))


def _number(name: str, unit: str = "") -> FactHelp:
    return FactHelp("number", name, unit=unit)


def _yes_no(name: str) -> FactHelp:
    return FactHelp("yes_no", name)


FACTS: dict[str, FactHelp] = {
    "kind": _text("kind", *Kind),
    "topic": _text("topic", *Topic),
    "channel": _text("channel", *Channel),
    "segment": _text("segment of the counterpart", *Segment),
    "privacy": _text("privacy", *Privacy),
    "style_planned": _text("planned style", *Style),
    "style_used": _text("style used", *Style),
    "rules_of_game": _text("state of the rules of the game", *GameRules),
    "outcome": _text("outcome", *Outcome),
    "currency": _text("currency"),
    "approved_by": _text("office of whoever approved it as it stands", *OFFICES),
    "is_closed": _yes_no("the negotiation is closed"),
    "has_reason": _yes_no("the reason of the outcome is written"),
    "has_alternative": _yes_no("our own alternative is written"),
    "power_balance": _number("power balance", "−2 to +2"),
    "value": _number("value", "in its currency"),
    "alternative_value": _number("value of our alternative", "in its currency"),
    "alternative_age_days": _number("age of our alternative", "days"),
    "capture_delay_hours": _number("time until it was recorded", "hours, in whole days"),
    "party_count": _number("number of our people on it"),
    "term_count": _number("number of variables"),
    "open_term_count": _number("number of variables with a position"),
    "agreed_term_count": _number("number of agreed variables"),
    "both_valued_count": _number("number of variables with both sides' value known"),
    "term_without_walk_away_count": _number("number of weighted variables without a walk-away"),
    "beyond_walk_away_count": _number("number of variables agreed beyond the walk-away"),
    "beyond_acceptable_count": _number("number of variables agreed between acceptable and walk-away"),
    "move_count": _number("number of moves"),
    "our_move_count": _number("number of moves of ours"),
    "their_move_count": _number("number of moves of theirs"),
    "our_concession_count": _number("number of concessions of ours"),
    "free_concession_count": _number("number of concessions of ours without something in return"),
    "deal_score": _number("deal score", "0 to 100"),
    "score_coverage": _number("share of the weight that is known", "0 to 1"),
    "duration_days": _number("duration", "days"),
}
POSITIONS = ("opening", "target", "acceptable", "walk_away", "theirs", "agreed", "current")
BANDS = ("stop", "ask", "within", "target")
# Attributes of a variable: the positions, the score of the present one, and the band it lies in.
ATTRIBUTES: dict[str, FactHelp] = {name: _number(name.replace("_", "-")) for name in POSITIONS} | {
    "score": _number("score", "0 to 100"),
    "band": _text("band", *BANDS),
}
OPERATORS: dict[str, tuple[str, ...]] = {
    "number": ("at_least", "at_most", "more_than", "less_than", "equals", "known"),
    "text": ("equals", "one_of", "none_of", "known"),
    "yes_no": ("yes", "no", "known"),
}
WITHOUT_VALUE = ("yes", "no", "known")
WITH_LIST = ("one_of", "none_of")
TYPE_OF_QUESTION: dict[str, type_of_value] = {"yes_no": "yes_no", "number": "number", "choice": "text"}
