"""How facts, numbers of variables and answers are said in plain words: what they are, and what a rule asks of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from negostrategy.edge import display
from negostrategy.strategy.rulebook import VariableLine

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NO_BREAK = "\N{NO-BREAK SPACE}"
_LARGEST_DAY = date.max.toordinal()


@dataclass(frozen=True)
class Count:
    """Something counted: how one is called, how several are, and what is said of them."""

    one: str
    several: str
    tail: str = ""


@dataclass(frozen=True)
class Measure:
    """Something measured or one of a few words: how it is called within a sentence, and its unit."""

    name: str
    unit: str = ""


@dataclass(frozen=True)
class Statement:
    """Something that holds or does not."""

    when_true: str
    when_false: str


WORDS_OF_FACT: Mapping[str, Count | Measure | Statement] = {
    "kind": Measure("the kind of negotiation"),
    "topic": Measure("the topic"),
    "channel": Measure("the channel"),
    "segment": Measure("the counterpart's segment"),
    "privacy": Measure("the privacy of the record"),
    "style_planned": Measure("the planned style"),
    "style_used": Measure("the style used"),
    "power_balance": Measure("the balance of power"),
    "rules_of_game": Measure("the agreement on how to negotiate"),
    "outcome": Measure("the outcome"),
    "is_closed": Statement("the negotiation is closed", "the negotiation is still open"),
    "has_reason": Statement("the reason for the outcome is written down", "no reason for the outcome is written down"),
    "has_alternative": Statement("an alternative is written down", "no alternative is written down"),
    "value": Measure("the value"),
    "currency": Measure("the currency"),
    "approved_by": Measure("the office of whoever approved it"),
    "alternative_value": Measure("the value of our alternative"),
    "alternative_age_days": Measure("the age of our alternative's value", "days"),
    "capture_delay_hours": Measure("the time from the talk to the record", "hours"),
    "duration_days": Measure("the time from the talk to the close", "days"),
    "deal_score": Measure("the deal score", "points"),
    "score_coverage": Measure("the known share of the weight"),
    "party_count": Count("of our people", "of our people", "{was} on it"),
    "term_count": Count("term", "terms", "{was} on the table"),
    "open_term_count": Count("term", "terms", "had a position"),
    "agreed_term_count": Count("term", "terms", "{was} agreed"),
    "both_valued_count": Count("term", "terms", "{was} valued for both sides"),
    "term_without_walk_away_count": Count("weighted term", "weighted terms", "had no walk-away"),
    "beyond_walk_away_count": Count("agreed term", "agreed terms", "{was} beyond walk-away"),
    "beyond_acceptable_count": Count("agreed term", "agreed terms", "{was} short of acceptable"),
    "move_count": Count("move", "moves", "{was} made"),
    "our_move_count": Count("move of ours", "moves of ours", "{was} made"),
    "their_move_count": Count("move of theirs", "moves of theirs", "{was} made"),
    "our_concession_count": Count("concession of ours", "concessions of ours", "{was} made"),
    "free_concession_count": Count("concession", "concessions", "got nothing in return"),
}
WHEN_NOTHING = {"approved_by": "nobody has approved it"}
_POSITION = {
    "opening": "our opening for {name}",
    "target": "our target for {name}",
    "acceptable": "what is acceptable for {name}",
    "walk_away": "our walk-away for {name}",
    "theirs": "their offer for {name}",
    "agreed": "what was agreed on {name}",
    "current": "the latest on {name}",
    "score": "the score of {name}",
    "band": "the range of {name}",
}
_SHORT_POSITION = {
    "opening": "our opening",
    "target": "our target",
    "acceptable": "what is acceptable",
    "walk_away": "our walk-away",
    "theirs": "their offer",
    "agreed": "what was agreed",
    "current": "the latest",
}
_BAND = {
    "stop": "beyond our walk-away",
    "ask": "short of acceptable",
    "within": "within our range",
    "target": "at our target",
}


def words_of_fact(name: str) -> Count | Measure | Statement:
    """Return how a fact is said; by its own name where nobody has found better words."""
    return WORDS_OF_FACT.get(name) or Measure("the " + name.replace("_", " "))


def counted(count: Any, words: Count) -> str:
    """Return a count as a clause, such as: seven terms were on the table."""
    number = Decimal(str(count))
    noun, was = (words.one, "was") if number == 1 else (words.several, "were")
    amount = "none" if number == 0 and noun.startswith("of ") else in_words(number)
    return f"{amount} {noun} {words.tail.format(was=was)}".strip()


def in_words(number: Any) -> str:
    """Return a number as one writes it in a sentence: small whole ones as words."""
    exact = Decimal(str(number))
    if exact == exact.to_integral_value() and 0 <= exact < len(_SMALL):
        return _SMALL[int(exact)]
    return plain(exact)


def plain(number: Any) -> str:
    """Return a number in digits, with separators for thousands, a true minus, and without closing zeros."""
    return display.number(Decimal(str(number)))


def with_unit(value: Any, unit: str) -> str:
    """Return a number with its unit, or a word as people write it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value.replace("_", " ")
    return f"{plain(value)}{_NO_BREAK}{unit}".strip()


def position(attribute: str, variable: VariableLine) -> str:
    """Return what one number of a variable is called within a sentence."""
    name = variable.name if variable.name[1:2].isupper() else variable.name[:1].lower() + variable.name[1:]
    return _POSITION.get(attribute, "{name}").format(name=name)


def short_position(attribute: str) -> str:
    """Return what a number is called where its variable has just been named."""
    return _SHORT_POSITION.get(attribute, attribute)


def on_the_line(value: Any, attribute: str, variable: VariableLine) -> str:
    """Return a number of a variable as people know it: a level by its label, a day as a date, a band in words."""
    if attribute == "band":
        return _BAND.get(str(value), str(value))
    if attribute == "score":
        return with_unit(value, "points")
    number = Decimal(str(value))
    is_whole = number == number.to_integral_value()
    if variable.kind == "yes_no" and number in (0, 1):
        return "yes" if number else "no"
    if variable.kind == "date" and is_whole and 1 <= number <= _LARGEST_DAY:
        day = date.fromordinal(int(number))
        return f"{day.day} {day:%B %Y}"
    if variable.kind == "choice" and is_whole and 0 <= number < len(variable.levels):
        return f"“{variable.levels[int(number)].get('label', plain(number))}”"
    return with_unit(number, variable.unit)
