"""What whoever reads no records has been told: who negotiated what, as sets of versions of records."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from sqlalchemy import select

from negostrategy.analytics.asked import NOBODY
from negostrategy.analytics.models import ToldVersion
from negostrategy.analytics.queries.marks import FOUND
from negostrategy.kernel.business import Binding, Result
from negostrategy.kernel.db import session
from negostrategy.kernel.disclosure import Crowd, set_of
from negostrategy.strategy.queries.rules import rules_called, versions_called

ANY = ""
JUDGED = (Result.KEPT.value, Result.BROKEN.value)
OF_MANY_RULES = (ANY, *(str(one) for one in Binding))
type_of_token = tuple[str, str]
type_of_parts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Population:
    """All versions of records that were ever told, in the order of the days on which they were held.

    parts: {what divides: {value: set}}, each a partition of all; found: {(rule line or binding, result): set}, the
    empty word for any rule. line_of: {rule: its line}; playbook_of: {version: its playbook}. stands: the set that was
    told at each stand, the present one last.
    """

    days: Sequence[date]
    crowd: Crowd
    parts: type_of_parts
    found: Mapping[tuple[str, str], int]
    line_of: Mapping[str, str]
    playbook_of: Mapping[str, str]
    stands: Sequence[int]
    everything: int = field(init=False)
    _between: dict[tuple[date | None, date | None], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Note the set of all versions."""
        object.__setattr__(self, "everything", (1 << len(self.days)) - 1)

    @property
    def now(self) -> int:
        """Return the set that is told at present."""
        return self.stands[-1] if self.stands else 0

    def between(self, first: date | None, last: date | None) -> int:
        """Return the set of what was held on the days from first to last."""
        if (first, last) not in self._between:
            begin = bisect_left(self.days, first) if first else 0
            end = bisect_right(self.days, last) if last else len(self.days)
            self._between[first, last] = ((1 << end) - 1) >> begin << begin if end > begin else 0
        return self._between[first, last]

    def divided(self, token: type_of_token) -> Mapping[str, int]:
        """Return how a question divides the records: its own part and those beside it, by name."""
        name, value = token
        if name == "ruled":
            return self._in_two(value, self.judged(value, "any"))
        if name == FOUND:
            return self._results(*value.rsplit("|", 1))
        parts = self.parts.get(name, {})
        joined = {"closed": "open", "known": "unknown", "other": "yes"}.get(value)
        if joined is not None:
            return {value: self.everything & ~parts.get(joined, 0), joined: parts.get(joined, 0)}
        return parts

    def among(self, token: type_of_token) -> int:
        """Return the set that one question asks of."""
        name, value = token
        if name == FOUND:
            return self.judged(*value.rsplit("|", 1))
        return self.divided(token).get(value, 0)

    def judged(self, line: str, result: str) -> int:
        """Return the set of the records on which a rule, or any, came to a result."""
        words = {"judged": JUDGED, "any": (*JUDGED, Result.UNKNOWN.value)}.get(result, (result,))
        return reduce(or_, (self.found.get((line, word), 0) for word in words), 0)

    def _results(self, line: str, result: str) -> Mapping[str, int]:
        if line in OF_MANY_RULES:
            # One record has findings of many rules: it may be among the kept and among the broken.
            return self._in_two(f"{line}|{result}", self.judged(line, result))
        words = ("judged", Result.UNKNOWN.value) if result == "judged" else (*JUDGED, Result.UNKNOWN.value)
        return {f"{line}|{word}": self.judged(line, word) for word in words}

    def _in_two(self, key: str, part: int) -> Mapping[str, int]:
        return {key: part, f"not {key}": self.everything & ~part}


def population() -> Population:
    """Return what was told of the organization in force, in one statement and two for names."""
    rows = session.execute(
        select(
            ToldVersion.negotiation_id,
            ToldVersion.owner_id,
            ToldVersion.held_on,
            ToldVersion.since,
            ToldVersion.until,
            ToldVersion.marks,
        ).order_by(ToldVersion.held_on, ToldVersion.id)
    ).all()
    owner_of: dict[Any, int] = {}
    owners = [owner_of.setdefault(row.owner_id, len(owner_of)) for row in rows]
    parts = _sets([row.marks for row in rows])
    rules = parts.pop(FOUND, {})
    named = rules_called({_rule_of(mark) for mark in rules})
    versions = versions_called({UUID(value) for value in parts.get("version", {}) if value != NOBODY})
    playbook_of = {str(key): str(one.playbook_id) for key, one in versions.items()}
    return Population(
        days=[row.held_on for row in rows],
        crowd=Crowd(owners, _versions([row.negotiation_id for row in rows])),
        parts=parts | {"playbook": _joined(parts.get("version", {}), playbook_of)},
        found=_found(rules, named),
        line_of={str(rule_id): one.line for rule_id, one in named.items()},
        playbook_of=playbook_of,
        stands=_stands(rows),
    )


def _versions(records: Sequence[UUID]) -> dict[int, int]:
    places: dict[UUID, list[int]] = defaultdict(list)
    for place, record in enumerate(records):
        places[record].append(place)
    several = [of_one for of_one in places.values() if len(of_one) > 1]
    return {place: set_of(of_one, len(records)) for of_one in several for place in of_one}


def _sets(marks: Sequence[Sequence[str]]) -> dict[str, dict[str, int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, of_one in enumerate(marks):
        for mark in of_one:
            places[mark].append(place)
    parts: dict[str, dict[str, int]] = defaultdict(dict)
    for mark, at in places.items():
        name, _equals, value = mark.partition("=")
        parts[name][value] = set_of(at, len(marks))
    return dict(parts)


def _joined(parts: Mapping[str, int], whole_of: Mapping[str, str]) -> dict[str, int]:
    joined: dict[str, int] = defaultdict(int)
    for value, part in parts.items():
        joined[whole_of.get(value, NOBODY)] |= part
    return dict(joined)


def _rule_of(mark: str) -> UUID:
    return UUID(mark.partition("|")[0])


def _found(rules: Mapping[str, int], named: Mapping[Any, Any]) -> dict[tuple[str, str], int]:
    by_id = {str(rule_id): one for rule_id, one in named.items()}
    found: dict[tuple[str, str], int] = defaultdict(int)
    for mark, records in rules.items():
        rule_id, _bar, result = mark.partition("|")
        scopes = [ANY, by_id[rule_id].line, by_id[rule_id].binding] if rule_id in by_id else [ANY]
        for scope in scopes:
            found[scope, result] |= records
    return dict(found)


def _stands(rows: Sequence[Any]) -> list[int]:
    begun: dict[int, list[int]] = defaultdict(list)
    ended: dict[int, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        begun[row.since].append(place)
        if row.until is not None:
            ended[row.until].append(place)
    stands, told = [], 0
    for number in range(1, max([0, *begun, *ended]) + 1):
        told = (told & ~set_of(ended[number], len(rows))) | set_of(begun[number], len(rows))
        stands.append(told)
    return stands
