"""The one gate between what is counted and whoever reads figures without reading the records.

A question is a set of filters over a period. It is answered only when its records are a group, when none of its filters
leaves out fewer than a group of what is answered without it, and when no other period answered for the same filters
differs from it by less. So what two answers differ by is nothing, or at least five records of five people.
`docs/figures.md` has the argument.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from threading import RLock
from typing import Any, Protocol
from uuid import UUID

from negostrategy.analytics.asked import NOBODY, CellAsked
from negostrategy.analytics.periods import Periods, type_of_period
from negostrategy.analytics.queries.population import ANY, Population, population, type_of_token
from negostrategy.analytics.queries.told import reading_told
from negostrategy.analytics.service.telling import tell
from negostrategy.analytics.shapes import type_of_cell
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.disclosure import Answers
from negostrategy.kernel.transaction import organization_in_force
from negostrategy.tenancy.queries import today_in_force

type_of_tokens = frozenset[type_of_token]
type_of_widening = Callable[[str, Population], Iterator[type_of_token]]


class Gate(Protocol):
    """Says which questions are answered."""

    def opens(self, cell: type_of_cell | CellAsked) -> bool:
        """Return whether a question is answered, with its count and the list behind it."""

    def weighs(self, cell: type_of_cell | CellAsked, *, or_nothing: bool = False) -> bool:
        """Return whether an amount over these records is said; how many they are it does not tell.

        or_nothing: so it is when there are none.
        """

    def reading(self) -> AbstractContextManager[None]:
        """Return a block in which questions are asked of what this reader is told."""


class OpenGate:
    """The gate of whoever reads every record behind their figures."""

    def opens(self, _cell: type_of_cell | CellAsked) -> bool:
        """Return that every question is answered."""
        return True

    def weighs(self, _cell: type_of_cell | CellAsked, *, or_nothing: bool = False) -> bool:
        """Return that every amount is said."""
        return True

    def reading(self) -> AbstractContextManager[None]:
        """Return a block in which questions are asked of the facts, as they are."""
        return nullcontext()


@dataclass
class ClosedGate:
    """The gate of whoever reads figures only, on one day, of what was told last."""

    population: Population
    today: date
    _known: dict[tuple[type_of_tokens, type_of_period], bool] = field(default_factory=dict)
    _hidden: dict[tuple[type_of_tokens, type_of_period, str], set[str]] = field(default_factory=dict)
    _periods: dict[type_of_tokens, Periods] = field(default_factory=dict)
    _one_at_a_time: Any = field(default_factory=RLock)
    _said: Answers = field(init=False)

    def __post_init__(self) -> None:
        """Begin with nothing said."""
        self._said = Answers(self.population.crowd)

    def opens(self, cell: type_of_cell | CellAsked) -> bool:
        """Return whether a question is answered, with its count and the list behind it."""
        with self._one_at_a_time:
            tokens, period = self._read(cell)
            return self._answers(tokens, period) and self._said.takes(self._records(tokens, period))

    def weighs(self, cell: type_of_cell | CellAsked, *, or_nothing: bool = False) -> bool:
        """Return whether an amount over these records is said; how many they are it does not tell."""
        with self._one_at_a_time:
            tokens, period = self._read(cell)
            if or_nothing and not self._records(tokens, period):
                return True
            return self._answers(frozenset(), period) and self._is_large(tokens, period)

    def divides(self, base: type_of_cell, hits: type_of_cell) -> bool:
        """Return whether the share that some records have in a cell is said: neither they nor the others are few."""
        if not self.opens(base):
            return False
        tokens, period = self._read(base)
        whole = self._records(tokens, period)
        part = whole & self.among(self._read(hits)[0])
        crowd = self.population.crowd
        return crowd.is_safe(part) and crowd.is_safe(whole ^ part)

    def reading(self) -> AbstractContextManager[None]:
        """Return a block in which questions are asked of what was told, not of the facts as they are."""
        return reading_told()

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
            is_home = not any(_narrows(*token) for token in tokens)
            self._periods[tokens] = Periods(self.population, self.among(tokens), self.today, is_home)
        return self._periods[tokens].answers(period)

    def among(self, tokens: type_of_tokens) -> int:
        """Return the set that all questions together ask of, through all stands."""
        found = self.population.everything
        for token in tokens:
            found &= self.population.among(token)
        return found

    def _records(self, tokens: type_of_tokens, period: type_of_period) -> int:
        return self.among(tokens) & self.population.now & self.population.between(*period)

    def _beside(self, tokens: type_of_tokens, period: type_of_period, token: type_of_token) -> set[str]:
        is_same_for_all = token[1] in self.population.parts.get(token[0], {})
        key = (tokens, period, token[0] if is_same_for_all else "|".join(token))
        if key not in self._hidden:
            whole = self._records(tokens, period)
            parts = {value: part & whole for value, part in self.population.divided(token).items()}
            self._hidden[key] = self.population.crowd.too_small({name: part for name, part in parts.items() if part})
        return self._hidden[key]


PERIOD = ("held_from", "held_to")
# What the first page never asks: its days move on every day, and so would what single groups differ by.
NARROWING = {"team", "kind", "topic", "segment", "playbook", "version", "style_used", "power", "currency", "valued"}
OF_RULES = {"ruled", "found"}
# More changes than that are told by the background process: nobody waits for them on a page.
MOST_AT_ONCE = 20_000
MOST_GATES = 16
_gates: OrderedDict[tuple[UUID, UUID | None, date], ClosedGate] = OrderedDict()


def gate_for(actor: Actor) -> Gate:
    """Return the gate through which somebody sees figures."""
    return closed_gate() if actor.is_leader else OpenGate()


def closed_gate() -> ClosedGate:
    """Return the gate of whoever reads no records, for the organization in force; one until more is told."""
    info = session().info
    if ClosedGate not in info:
        key = (organization_in_force(), tell(MOST_AT_ONCE).newest, today_in_force())
        info[ClosedGate] = _gates.get(key) or ClosedGate(population(), key[2])
        _gates[key] = info[ClosedGate]
        while len(_gates) > MOST_GATES:
            _gates.popitem(last=False)
    made: ClosedGate = info[ClosedGate]
    return made


def _narrows(name: str, value: str) -> bool:
    return name in NARROWING or (name in OF_RULES and value.rpartition("|")[0 if name == "found" else 2] != ANY)


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
