"""What one typed line tells: deterministic, modest, and never lossy, for the line itself stays the title.

Text in quotation marks is left alone. Whatever is not recognised is only text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from negostrategy.kernel.business import Channel, Topic
from negostrategy.kernel.names import name_key, spelled
from negostrategy.negotiations.number_line import NotOnTheLine, day, number

MOST_WORDS = 60
LONGEST_NAME_WORDS = 4
CHANNELS = {
    Channel.HALLWAY: ("hallway", "corridor", "canteen", "coffee"),
    Channel.PHONE: ("phone", "phoned", "call", "called", "rang"),
    Channel.EMAIL: ("mail", "email", "e-mail", "mailed", "wrote"),
    Channel.VIDEO: ("video", "zoom", "teams"),
    Channel.MEETING: ("meeting", "met", "workshop", "visit", "round"),
    Channel.CHAT: ("chat", "slack", "messenger"),
}
TOPICS = {
    Topic.TIMETABLE: ("timetable", "date", "deadline", "milestone", "slot", "schedule", "postpone", "earlier", "later"),
    Topic.SPECIFICATION: ("specification", "spec", "tolerance", "requirement", "interface", "drawing", "scope"),
    Topic.STAFF: ("staff", "people", "fitter", "fitters", "engineer", "engineers", "overtime", "headcount", "holiday"),
    Topic.FINANCE: ("finance", "price", "budget", "discount", "payment", "invoice", "rebate", "cost", "renewal"),
    Topic.RESPONSIBILITIES: ("responsibilities", "responsible", "responsibility"),
    Topic.RIGHTS: ("rights", "licence", "license", "exclusive", "exclusivity"),
}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# After these a day is part of what was negotiated, not the day on which it was.
NOT_THE_DAY = {"until", "by", "before", "from", "to", "for", "till", "next", "after", "->", "→"}
SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "eur": "EUR", "usd": "USD", "gbp": "GBP", "chf": "CHF", "sek": "SEK"}
_QUOTED = re.compile(r"[\"“”„][^\"“”„]*[\"“”„]")
# Some letters keep their accent apart, as the small i̇ of İ does.
_WORD = re.compile(r"[#@]?[\w.'’\u0300-\u036f-]*[\w\u0300-\u036f]|→|->")
_MONEY = re.compile(
    r"(?P<before>[€$£])?\s?(?P<number>\d[\d.,]*)\s?(?P<multiple>k|m|mn)?\b\s?(?P<after>€|\$|£|eur|usd|gbp|chf|sek)?",
    re.IGNORECASE,
)
_ARROW = re.compile(r"->|→")


@dataclass(frozen=True)
class Recognised:
    """What was understood. names: every run of words that might be a name, longest first; people: after an @."""

    channel: str | None = None
    topic: str | None = None
    held_on: date | None = None
    value: Decimal | None = None
    currency: str | None = None
    names: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


def recognise(line: str, today: date) -> Recognised:
    """Return what a line tells about the channel, the topic, the day, an amount, and who may be meant."""
    text = _QUOTED.sub(" ", line)
    words = [key for word in _WORD.findall(spelled(text)) if (key := name_key(word))][:MOST_WORDS]
    value, currency = _amount(text)
    return Recognised(
        channel=_only(channel for channel, said in CHANNELS.items() if set(said) & set(words)),
        topic=_tagged(words) or _only(topic for topic, said in TOPICS.items() if set(said) & set(words)),
        held_on=_day(words, today),
        value=value,
        currency=currency,
        names=tuple(_runs([word for word in words if word[0] not in "#@"])),
        people=tuple(word[1:].replace(".", " ") for word in words if word.startswith("@") and len(word) > 1),
    )


def _only(found: Iterator[str]) -> str | None:
    # Two different ones in a line tell nothing about which is meant.
    listed = list(found)
    return str(listed[0]) if len(listed) == 1 else None


def _tagged(words: Sequence[str]) -> str | None:
    tags = {word[1:] for word in words if word.startswith("#")}
    return next((str(topic) for topic, said in TOPICS.items() if tags & {str(topic), *said}), None)


def _runs(words: Sequence[str]) -> Iterator[str]:
    for size in range(min(LONGEST_NAME_WORDS, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            yield " ".join(words[start : start + size])


def _day(words: Sequence[str], today: date) -> date | None:
    for place, word in enumerate(words):
        if place and words[place - 1] in NOT_THE_DAY:
            continue
        found = _day_called(word, today)
        if found is not None and found <= today:
            return found
    return None


def _day_called(word: str, today: date) -> date | None:
    if word in ("today", "yesterday"):
        return today - timedelta(days=int(word == "yesterday"))
    if word in WEEKDAYS:
        return today - timedelta(days=(today.weekday() - WEEKDAYS.index(word)) % 7)
    try:
        return day(word) if word[:1].isdigit() else None
    except NotOnTheLine:
        return None


def _amount(text: str) -> tuple[Decimal | None, str | None]:
    parts = [_last_money(part) for part in _ARROW.split(text)]
    found = [part for part in parts if part is not None]
    if len(parts) == 1 and len(list(_moneys(text))) > 1:
        return None, None
    return found[-1] if found else (None, None)


def _last_money(text: str) -> tuple[Decimal, str | None] | None:
    found = list(_moneys(text))
    return found[-1] if found else None


def _moneys(text: str) -> Iterator[tuple[Decimal, str | None]]:
    for matched in _MONEY.finditer(text):
        sign = (matched["before"] or matched["after"] or "").lower()
        if not sign and not matched["multiple"]:
            continue
        try:
            yield number(matched["number"].rstrip(".,") + (matched["multiple"] or "")), SIGNS.get(sign)
        except NotOnTheLine:
            continue
