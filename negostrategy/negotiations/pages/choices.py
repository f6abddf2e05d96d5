"""The words that forms offer."""

from enum import StrEnum

from negostrategy.edge.display import words
from negostrategy.kernel.business import (
    Channel,
    GameRules,
    Kind,
    MoveTag,
    Outcome,
    Privacy,
    Segment,
    Style,
    Topic,
    ValueKind,
)

type_of_choices = list[tuple[str, str]]


def _of(vocabulary: type[StrEnum], **named: str) -> type_of_choices:
    return [(str(word), named.get(str(word), words(str(word)))) for word in vocabulary]


CHOICES: dict[str, type_of_choices] = {
    "kind": _of(Kind),
    "topic": _of(Topic),
    "channel": _of(Channel, email="E-mail"),
    "segment": _of(Segment, non_critical="Non-critical"),
    "privacy": _of(
        Privacy,
        open="Its people and their managers",
        need_to_know="Its people only (need to know)",
        private="Only I, and whom I name (private)",
    ),
    "style": _of(Style),
    "rules_of_game": _of(GameRules),
    "outcome": _of(Outcome, open="Still open"),
    "ended": [pair for pair in _of(Outcome) if pair[0] != Outcome.OPEN],
    "tag": _of(MoveTag),
    "power_balance": [
        ("-2", "−2, they hold much more"),
        ("-1", "−1, they hold more"),
        ("0", "0, balanced"),
        ("1", "+1, we hold more"),
        ("2", "+2, we hold much more"),
    ],
    "direction": [("more", "More is better for us"), ("less", "Less is better for us")],
    "state": [("open", "Open"), ("closed", "Closed")],
    "pulse": [(str(score), str(score)) for score in range(1, 8)],
}
# What is usually set in negotiations about a topic: (topic, kind of value, how people call it).
_TYPED_TERMS: list[tuple[Topic, ValueKind, str]] = [
    (Topic.TIMETABLE, ValueKind.DATE, "A date or milestone"),
    (Topic.TIMETABLE, ValueKind.DAYS, "A number of days"),
    (Topic.TIMETABLE, ValueKind.MONTHS, "A number of months"),
    (Topic.SPECIFICATION, ValueKind.NUMBER, "The level of a parameter"),
    (Topic.SPECIFICATION, ValueKind.CHOICE, "A class or variant"),
    (Topic.SPECIFICATION, ValueKind.YES_NO, "With or without"),
    (Topic.STAFF, ValueKind.PEOPLE, "A number of people"),
    (Topic.STAFF, ValueKind.SHARE, "A share of time, in per cent"),
    (Topic.STAFF, ValueKind.DATE, "Until when"),
    (Topic.STAFF, ValueKind.DAYS, "A period in days"),
    (Topic.FINANCE, ValueKind.MONEY, "An amount or budget"),
    (Topic.FINANCE, ValueKind.PERCENT, "A per cent"),
    (Topic.FINANCE, ValueKind.DAYS, "Payment days"),
    (Topic.FINANCE, ValueKind.CHOICE, "A way of paying or pricing"),
    (Topic.RESPONSIBILITIES, ValueKind.CHOICE, "Who does it"),
    (Topic.RESPONSIBILITIES, ValueKind.YES_NO, "Taken over or not"),
    (Topic.RIGHTS, ValueKind.YES_NO, "Granted or not"),
    (Topic.RIGHTS, ValueKind.MONTHS, "For how many months"),
    (Topic.OTHER, ValueKind.NUMBER, "A number"),
    (Topic.OTHER, ValueKind.POINTS, "Points, for what is soft"),
]
TERM_CHOICES: dict[str, type_of_choices] = {
    words(topic): [(f"{one}:{kind}", said) for one, kind, said in _TYPED_TERMS if one == topic] for topic in Topic
}
USUAL_UNITS = {"percent": "%", "share": "%", "days": "days", "months": "months", "people": "people", "points": "points"}
HINTS = {
    "date": "a day, 2026-12-04",
    "yes_no": "yes or no",
    "choice": "one of the levels",
}
