"""Who negotiated what, as sets of records: what a question of the figures is about, before anything is counted."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from sqlalchemy import func, select

from negostrategy.analytics.asked import NOBODY
from negostrategy.analytics.scope import FLAGS, VALUES
from negostrategy.compliance.models import Finding
from negostrategy.facts.models import Facts
from negostrategy.kernel.business import Result
from negostrategy.kernel.db import session
from negostrategy.kernel.disclosure import Crowd, set_of
from negostrategy.strategy.queries.rules import rules_called, versions_called

ANY = ""
JUDGED = (Result.KEPT.value, Result.BROKEN.value)
type_of_token = tuple[str, str]


@dataclass(frozen=True)
class Population:
    """All records of an organization, in the order of the days on which they were held, and what divides them.

    parts: {what divides: {value: set}}, each a partition of the records it knows of; found: {(rule line or binding,
    result): set}, the empty word for any rule. line_of: {rule: its line}; playbook_of: {version: its playbook}.
    """

    days: list[date]
    crowd: Crowd
    parts: Mapping[str, Mapping[str, int]]
    found: Mapping[tuple[str, str], int]
    line_of: Mapping[str, str]
    playbook_of: Mapping[str, str]
    everything: int = field(init=False)

    def __post_init__(self) -> None:
        """Note the set of all records."""
        object.__setattr__(self, "everything", (1 << len(self.days)) - 1)

    def between(self, first: date | None, last: date | None) -> int:
        """Return the set of the records held on the days from first to last."""
        begin = bisect_left(self.days, first) if first else 0
        end = bisect_right(self.days, last) if last else len(self.days)
        return ((1 << end) - 1) >> begin << begin if end > begin else 0

    def divided(self, token: type_of_token) -> Mapping[str, int]:
        """Return how a question divides the records: its own part and those beside it, by name."""
        name, value = token
        if name == "ruled":
            return self._in_two(value, self.judged(value, "any"))
        if name == "found":
            return self._results(*value.rsplit("|", 1))
        parts = self.parts.get(name, {})
        joined = {"closed": "open", "known": "unknown", "other": "yes"}.get(value)
        if joined is not None:
            return {value: self.everything & ~parts.get(joined, 0), joined: parts.get(joined, 0)}
        return parts

    def among(self, token: type_of_token) -> int:
        """Return the set of the records that one question asks of."""
        name, value = token
        if name == "found":
            return self.judged(*value.rsplit("|", 1))
        return self.divided(token).get(value, 0)

    def judged(self, line: str, result: str) -> int:
        """Return the set of the records on which a rule, or any, came to a result."""
        words = {"judged": JUDGED, "any": (*JUDGED, Result.UNKNOWN.value)}.get(result, (result,))
        return reduce(or_, (self.found.get((line, word), 0) for word in words), 0)

    def _results(self, line: str, result: str) -> Mapping[str, int]:
        key = f"{line}|{result}"
        if line in ("", "floor", "posture", "evidence"):
            # One record has findings of many rules: it may be among the kept and among the broken.
            return self._in_two(key, self.judged(line, result))
        words = ("judged", Result.UNKNOWN.value) if result == "judged" else (*JUDGED, Result.UNKNOWN.value)
        return {f"{line}|{word}": self.judged(line, word) for word in words}

    def _in_two(self, key: str, part: int) -> Mapping[str, int]:
        return {key: part, f"not {key}": self.everything & ~part}


def population() -> Population:
    """Return all records of the organization in force as sets, in two statements and two for names."""
    rows: Sequence[Any] = session.execute(
        select(
            Facts.id,
            Facts.owner_id,
            Facts.held_on,
            *(column.label(name) for name, column in VALUES.items()),
            *(condition.label(f"is_{name}") for name, condition in FLAGS.items()),
        ).order_by(Facts.held_on, Facts.id)
    ).all()
    place_of = {row.id: place for place, row in enumerate(rows)}
    owner_of: dict[Any, int] = {}
    owners = [owner_of.setdefault(row.owner_id, len(owner_of)) for row in rows]
    found, line_of = _found(place_of)
    versions = versions_called({row.version for row in rows if row.version})
    playbook_of = {str(key): str(one.playbook_id) for key, one in versions.items()}
    return Population(
        days=[row.held_on for row in rows],
        crowd=Crowd(owners),
        parts=_parts(rows, playbook_of),
        found=found,
        line_of=line_of,
        playbook_of=playbook_of,
    )


def _parts(rows: Iterable[Any], playbook_of: Mapping[str, str]) -> dict[str, dict[str, int]]:
    places: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    count = 0
    for count, row in enumerate(rows, 1):
        values = row._asdict()
        for name in VALUES:
            places[name][NOBODY if values[name] is None else str(values[name])].append(count - 1)
        for name in FLAGS:
            places[name]["yes" if values[f"is_{name}"] else "no"].append(count - 1)
        places["playbook"][playbook_of.get(str(values["version"]), NOBODY)].append(count - 1)
    return {name: {value: set_of(at, count) for value, at in parts.items()} for name, parts in places.items()}


def _found(place_of: Mapping[Any, int]) -> tuple[dict[tuple[str, str], int], dict[str, str]]:
    rows = session.execute(
        select(Finding.rule_id, Finding.result, func.array_agg(Finding.negotiation_id).label("ids"))
        .where(Finding.result.in_([*JUDGED, Result.UNKNOWN.value]))
        .group_by(Finding.rule_id, Finding.result)
    ).all()
    named = rules_called({row.rule_id for row in rows})
    found: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows:
        records = set_of([place_of[one] for one in row.ids if one in place_of], len(place_of))
        scopes = [ANY, named[row.rule_id].line, named[row.rule_id].binding] if row.rule_id in named else [ANY]
        for scope in scopes:
            found[scope, row.result] |= records
    return dict(found), {str(rule_id): one.line for rule_id, one in named.items()}
