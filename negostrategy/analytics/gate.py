"""The one gate between what is counted and whoever reads figures without reading the records.

A question is a set of filters over a period. It is answered only when its records are a group, when none of its filters
leaves out fewer than a group of what is answered without it, and when no other period answered for the same filters
differs from it by less. So what two answers differ by is nothing, or at least five records of five people.
`docs/figures.md` has the argument.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

from negostrategy.analytics.asked import NOBODY, CellAsked
from negostrategy.analytics.queries.population import ANY, Population, population, type_of_token
from negostrategy.analytics.shapes import type_of_cell
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.tenancy.queries import today_in_force

type_of_period = tuple[date | None, date | None]
type_of_tokens = frozenset[type_of_token]
type_of_widening = Callable[[str, Population], Iterator[type_of_token]]
EVERYTHING: type_of_period = (None, None)
# The periods that pages ask by themselves, in days back from today: first and last.
WINDOWS = ((83, 0), (89, 0), (29, 0), (59, 30), (364, 0))
MONTHS_BACK = 36
DAY, WEEK = timedelta(days=1), timedelta(days=7)


class Gate(Protocol):
    """Says which questions are answered."""

    def opens(self, cell: type_of_cell | CellAsked) -> bool:
        """Return whether a question is answered, with its count and the list behind it."""

    def weighs(self, cell: type_of_cell | CellAsked, *, or_nothing: bool = False) -> bool:
        """Return whether an amount over these records is said; how many they are it does not tell.

        or_nothing: so it is when there are none.
        """


class OpenGate:
    """The gate of whoever reads every record behind their figures."""

    def opens(self, _cell: type_of_cell | CellAsked) -> bool:
        """Return that every question is answered."""
        return True

    def weighs(self, _cell: type_of_cell | CellAsked, *, or_nothing: bool = False) -> bool:
        """Return that every amount is said."""
        return True


@dataclass
class ClosedGate:
    """The gate of whoever reads figures only, on one day."""

    population: Population
    today: date
    _known: dict[tuple[type_of_tokens, type_of_period], bool] = field(default_factory=dict)
    _hidden: dict[tuple[type_of_tokens, type_of_period, str], set[str]] = field(default_factory=dict)
    _periods: dict[type_of_tokens, "Periods"] = field(default_factory=dict)

    def opens(self, cell: type_of_cell | CellAsked) -> bool:
        """Return whether a question is answered, with its count and the list behind it."""
        return self._answers(*self._read(cell))

    def weighs(self, cell: type_of_cell | CellAsked, *, or_nothing: bool = False) -> bool:
        """Return whether an amount over these records is said; how many they are it does not tell."""
        tokens, period = self._read(cell)
        if or_nothing and not self.among(tokens) & self.population.between(*period):
            return True
        return self._answers(frozenset(), period) and self._is_large(tokens, period)

    def divides(self, base: type_of_cell, hits: type_of_cell) -> bool:
        """Return whether the share that some records have in a cell is said: neither they nor the others are few."""
        if not self.opens(base):
            return False
        tokens, period = self._read(base)
        whole = self.among(tokens) & self.population.between(*period)
        part = whole & self.among(self._read(hits)[0])
        crowd = self.population.crowd
        return crowd.is_safe(part) and crowd.is_safe(whole ^ part)

    def _read(self, cell: type_of_cell | CellAsked) -> tuple[type_of_tokens, type_of_period]:
        asked = dict(cell.given if isinstance(cell, CellAsked) else cell)
        period = tuple(date.fromisoformat(day) if (day := asked.pop(name, "")) else None for name in PERIOD)
        return frozenset(tokens_of(asked, self.population)), (period[0], period[1])

    def _answers(self, tokens: type_of_tokens, period: type_of_period) -> bool:
        key = (tokens, period)
        if key not in self._known:
            self._known[key] = self._is_large(tokens, period) and all(
                self._answers(tokens - {token}, period)
                and token[1] not in self._beside(tokens - {token}, period, token)
                for token in tokens
            )
        return self._known[key]

    def _is_large(self, tokens: type_of_tokens, period: type_of_period) -> bool:
        if tokens not in self._periods:
            self._periods[tokens] = Periods(self.population, self.among(tokens), self.today)
        return self._periods[tokens].answers(period)

    def among(self, tokens: type_of_tokens) -> int:
        """Return the set of the records that all questions together ask of."""
        found = self.population.everything
        for token in tokens:
            found &= self.population.among(token)
        return found

    def _beside(self, tokens: type_of_tokens, period: type_of_period, token: type_of_token) -> set[str]:
        is_same_for_all = token[0] in self.population.parts and token[1] in self.population.parts[token[0]]
        key = (tokens, period, token[0] if is_same_for_all else "|".join(token))
        if key not in self._hidden:
            parts = self.population.divided(token)
            whole = self.among(tokens) & self.population.between(*period)
            inside = {value: part & whole for value, part in parts.items()}
            self._hidden[key] = self.population.crowd.too_small({name: part for name, part in inside.items() if part})
        return self._hidden[key]


class Periods:
    """Which periods are answered for one set of records: of two that differ by too little, the one named first."""

    def __init__(self, known: Population, records: int, today: date) -> None:
        """Begin with nothing answered yet."""
        self.known, self.records = known, records
        self._answered: list[int] = []
        self._waiting = periods_named(known, today)

    def answers(self, period: type_of_period) -> bool:
        """Return whether a period is answered: it is named, or holds the same records as one that is."""
        asked = self.records & self.known.between(*period)
        if not self.known.crowd.is_group(asked):
            return False
        while asked not in self._answered and (named := next(self._waiting, None)) is not None:
            self._try(self.records & self.known.between(*named))
        return asked in self._answered

    def _try(self, records: int) -> None:
        crowd = self.known.crowd
        if crowd.is_group(records) and all(crowd.is_safe(records ^ other) for other in self._answered):
            self._answered.append(records)


PERIOD = ("held_from", "held_to")


def gate_for(actor: Actor) -> Gate:
    """Return the gate through which somebody sees figures."""
    return closed_gate() if actor.is_leader else OpenGate()


def closed_gate() -> ClosedGate:
    """Return the gate of whoever reads no records, for the organization in force; made once in a transaction."""
    made = session().info.get(ClosedGate)
    if made is None:
        made = session().info[ClosedGate] = ClosedGate(population(), today_in_force())
    return made


def tokens_of(asked: Mapping[str, str], known: Population) -> Iterator[type_of_token]:
    """Return the questions that the filters of an address ask, each with those that it is a part of."""
    for name, value in asked.items():
        if name in ("rule", "binding"):
            continue
        if name == "result":
            yield from _judged(asked, value, known)
        elif name in _WIDER:
            yield from _WIDER[name](value, known)
        else:
            yield (name, value)


def _judged(asked: Mapping[str, str], result: str, known: Population) -> Iterator[type_of_token]:
    scopes = {ANY, known.line_of.get(asked["rule"], "unknown") if "rule" in asked else asked.get("binding", ANY)}
    for scope in scopes:
        yield ("ruled", scope)
        if result in ("kept", "broken") and scope:
            yield ("found", f"{scope}|judged")
        if result != "any":
            yield ("found", f"{scope}|{result}")


def _playbook(value: str, _known: Population) -> Iterator[type_of_token]:
    yield ("covered", "no" if value == NOBODY else "yes")
    if value != NOBODY:
        yield ("playbook", value)


def _version(value: str, known: Population) -> Iterator[type_of_token]:
    yield from _playbook(known.playbook_of.get(value, "unknown"), known)
    yield ("version", value)


def _outcome(value: str, _known: Population) -> Iterator[type_of_token]:
    if value != "open":
        yield ("outcome", "closed")
    if value != "closed":
        yield ("outcome", value)


def _captured(value: str, _known: Population) -> Iterator[type_of_token]:
    yield ("captured", "yes")
    if value == "money":
        yield ("money", "yes")


def _tested(value: str, _known: Population) -> Iterator[type_of_token]:
    yield ("guessed", "yes")
    yield (f"tested_{value}", "yes")


def _known_first(name: str) -> type_of_widening:
    def widened(value: str, _known: Population) -> Iterator[type_of_token]:
        if value not in ("known", "other"):
            yield (name, "known")
        yield (name, value)

    return widened


_WIDER: dict[str, type_of_widening] = {
    "playbook": _playbook,
    "version": _version,
    "outcome": _outcome,
    "captured": _captured,
    "tested": _tested,
    "planned": _known_first("planned"),
    "allowed": _known_first("allowed"),
    "good": _known_first("good"),
}


def periods_named(known: Population, today: date) -> Iterator[type_of_period]:
    """Return the periods that may be asked of, in the order in which they go before others.

    First those that pages ask by themselves, then everything, years, quarters, months and weeks.
    """
    for first, last in WINDOWS:
        yield (today - first * DAY, today - last * DAY)
    yield EVERYTHING
    if not known.days:
        return
    begin = date(known.days[0].year, 1, 1)
    end = max(known.days[-1], today)
    for months in (12, 3):
        yield from _in_months(begin, end, months)
    near = max(begin, _months_on(date(today.year, today.month, 1), -MONTHS_BACK))
    yield from _in_months(near, end, 1)
    monday = near - near.weekday() * DAY
    while monday <= end:
        yield (monday, monday + WEEK - DAY)
        monday += WEEK


def _in_months(begin: date, end: date, months: int) -> Iterator[type_of_period]:
    while begin <= end:
        following = _months_on(begin, months)
        yield (begin, following - DAY)
        begin = following


def _months_on(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)
