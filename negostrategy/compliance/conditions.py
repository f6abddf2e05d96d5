"""What a yes depends on: words that name a term and a limit are compared, any others somebody has to say are met.

Pure: "only with 60 days" and "Payment days at least 60" are the same limit where one term alone is counted in days.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from negostrategy.kernel.business import Direction, ValueKind
from negostrategy.negotiations.number_line import NotOnTheLine, placed, read_form

_LEADING = re.compile(
    r"^(?:(?:but|only|with|if|when|for|on\s+condition\s+that|provided|that|at(?!\s+(?:least|most)))\s+)+", re.IGNORECASE
)
_VERB = re.compile(r"^(?:is|are|stays?|stands?|be|of|:)\s+", re.IGNORECASE)
_LEAST = re.compile(r"^(?:at\s+least|no\s+less\s+than|not\s+less\s+than|minimum|>=|\u2265)\s*", re.IGNORECASE)
_MOST = re.compile(r"^(?:at\s+most|no\s+more\s+than|not\s+more\s+than|up\s+to|maximum|<=|\u2264)\s*", re.IGNORECASE)
_COUNTED = re.compile(
    r"[-+\u2212]?\s*[\d][\d.,'\u2019 ]*\s*(?:k|mn?|million|bn)?\s*(?P<unit>[^\d\s.,'\u2019]*)", re.IGNORECASE
)
_WORDED = (ValueKind.DATE, ValueKind.YES_NO, ValueKind.CHOICE)
_UNITS = {
    ValueKind.DAYS: {"day", "days", "week", "weeks"},
    ValueKind.MONTHS: {"month", "months", "year", "years"},
    ValueKind.PERCENT: {"%", "percent"},
}
_BETWEEN = re.compile(r"\s*(?:;|,?\s+and\s+)\s*", re.IGNORECASE)


class Countable(Protocol):
    """A term as far as a limit on it needs it."""

    @property
    def key(self) -> str:
        """Return its key."""

    @property
    def name(self) -> str:
        """Return how people call it."""

    @property
    def kind(self) -> str:
        """Return what it is: money, days, a choice and so on."""

    @property
    def unit(self) -> str:
        """Return what it is counted in."""

    @property
    def currency(self) -> str | None:
        """Return its currency, of money."""

    @property
    def direction(self) -> str | None:
        """Return whether more or less of it is better for us."""

    @property
    def labels(self) -> list[str]:
        """Return the labels of a choice in their order."""


@dataclass(frozen=True)
class Limit:
    """How far a term has to go: d is 1 for at least, -1 for at most, None for exactly; place on its number line."""

    key: str
    name: str
    kind: str
    unit: str
    labels: tuple[str, ...]
    d: int | None
    place: Decimal

    @property
    def words(self) -> str:
        """Return it in words: Payment days at least 60 days."""
        how = {1: " at least", -1: " at most", None: ""}[self.d]
        return f"{self.name}{how} {self.said(self.place)}"

    def said(self, place: Decimal) -> str:
        """Return a place of its term as one reads it."""
        return read_form(self.kind, place, self.labels, self.unit)

    def is_met(self, place: Decimal | None) -> bool:
        """Return whether a place is as far; one that is not known is not."""
        if place is None:
            return False
        return place == self.place if self.d is None else self.d * (place - self.place) >= 0

    def kept(self) -> dict[str, Any]:
        """Return it as data to be kept."""
        return asdict(self) | {"labels": list(self.labels), "place": str(self.place)}

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> "Limit":
        """Return a limit that was kept."""
        return cls(**{**said, "labels": tuple(said["labels"]), "place": Decimal(said["place"])})


@dataclass(frozen=True)
class Condition:
    """What one yes depends on. by: who gave it; words: as they were said; limits: what of them can be compared."""

    request_id: UUID
    by: str
    words: str
    limits: tuple[Limit, ...]

    @property
    def is_ticked(self) -> bool:
        """Return whether somebody has to say that it is met, since nothing of it can be compared."""
        return not self.limits

    def is_met(self, places: Mapping[str, Decimal | None]) -> bool:
        """Return whether its limits are kept at these places; what has none is met only by a tick."""
        return bool(self.limits) and all(limit.is_met(places.get(limit.key)) for limit in self.limits)

    def sentence(self, places: Mapping[str, Decimal | None]) -> str:
        """Return what it asks, and how that stands."""
        if not self.limits:
            return f"{self.by} agrees on a condition: {self.words.rstrip('.')}. Say that it is met when you agree."
        open_ones = [one for one in self.limits if not one.is_met(places.get(one.key))] or self.limits
        stands = [places.get(one.key) for one in open_ones]
        how = [
            "nothing is said of it yet" if place is None else f"it stands at {one.said(place)}"
            for one, place in zip(open_ones, stands, strict=True)
        ]
        return (
            "; ".join(
                f"{self.by} agrees only with {one.words}; {said}" for one, said in zip(open_ones, how, strict=True)
            )
            + "."
        )


def limits_in(words: str, terms: Iterable[Countable]) -> list[Limit]:
    """Return the limits that words name; nothing unless every part of them names one."""
    rows = list(terms)
    found = [_limit(part, rows) for part in _BETWEEN.split(words.strip().rstrip("."))]
    return [one for one in found if one is not None] if None not in found else []


def _limit(words: str, terms: list[Countable]) -> Limit | None:
    named, rest = _named(_LEADING.sub("", words.strip()), terms)
    rest = _VERB.sub("", rest)
    d = 1 if _LEAST.match(rest) else -1 if _MOST.match(rest) else None
    typed = _MOST.sub("", _LEAST.sub("", rest, count=1), count=1).strip()
    among = [named] if named else [one for one in terms if _unit_of(one, typed)]
    found = [limit for one in among if (limit := _placed(one, typed, d)) is not None]
    return found[0] if len(found) == 1 else None


def _named(words: str, terms: list[Countable]) -> tuple[Countable | None, str]:
    names = [(name.casefold(), one) for one in terms for name in (one.name, one.key, one.key.replace("_", " "))]
    for name, one in sorted(names, key=lambda pair: -len(pair[0])):
        if words.casefold().startswith(name) and not words[len(name) : len(name) + 1].isalnum():
            return one, words[len(name) :].strip()
    return None, words


def _unit_of(term: Countable, typed: str) -> str | None:
    """Return the unit typed behind a number where it is one of the term's; "" where none is typed, None otherwise."""
    counted = _COUNTED.fullmatch(typed)
    words = {term.unit.casefold(), (term.currency or "").casefold(), *_UNITS.get(ValueKind(term.kind), ())} - {""}
    unit = counted["unit"].casefold() if counted else None
    return unit if unit in words or unit == "" else None


def _placed(term: Countable, typed: str, d: int | None) -> Limit | None:
    # Whatever else is said behind a number is no part of a limit: then somebody has to say that all of it is met.
    if term.kind not in _WORDED and _unit_of(term, typed) is None:
        return None
    try:
        place = placed(term.kind, typed, term.labels)
    except NotOnTheLine:
        return None
    usual = {Direction.MORE: 1, Direction.LESS: -1}.get(Direction(term.direction)) if term.direction else None
    unit = term.currency or term.unit
    return Limit(term.key, term.name, term.kind, unit, tuple(term.labels), d or usual, place)
