"""Who is meant: the names in a typed line, looked up by index, however many counterparts there are."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CompoundSelect,
    String,
    Text,
    Uuid,
    any_,
    bindparam,
    cast,
    literal,
    null,
    select,
    union_all,
)

from negostrategy.accounts.queries.names import people_called, teams_called
from negostrategy.kernel.db import session
from negostrategy.negotiations.models import Counterpart


@dataclass(frozen=True)
class Known:
    """Something we know under a name."""

    id: UUID
    name: str
    segment: str | None = None
    team_id: UUID | None = None


@dataclass(frozen=True)
class Mentioned:
    """Who is known of the names in a line: each by the key of its name."""

    counterparts: dict[str, Known] = field(default_factory=dict)
    teams: dict[str, Known] = field(default_factory=dict)
    people: dict[str, list[Known]] = field(default_factory=dict)

    def first_counterpart(self, names: Sequence[str]) -> Known | None:
        """Return the counterpart that is named first, longer names before shorter ones."""
        return next((self.counterparts[name] for name in names if name in self.counterparts), None)

    def first_team(self, names: Sequence[str]) -> Known | None:
        """Return the team that is named first, longer names before shorter ones."""
        return next((self.teams[name] for name in names if name in self.teams), None)

    def only_person(self, name: str) -> Known | None:
        """Return the one person of that name; two of them tell nothing about which is meant."""
        found = self.people.get(name, [])
        return found[0] if len(found) == 1 else None


def mentioned(names: Collection[str], people: Collection[str] = ()) -> Mentioned:
    """Return who is known of these names, given by their keys, in one statement."""
    if not names and not people:
        return Mentioned()
    rows = session.execute(_known(), {"names": list(names), "people": list(people)})
    found = Mentioned()
    for what, key, known_id, name, segment, team_id in rows:
        known = Known(known_id, name, segment, team_id)
        if what == "counterpart":
            found.counterparts[key] = known
        elif what == "team":
            found.teams[key] = known
        else:
            _name(found.people, key, known)
    return found


# Asked at every logging: made once.
@cache
def _known() -> CompoundSelect[Any]:
    names, people = (any_(bindparam(name, type_=ARRAY(Text()))) for name in ("names", "people"))
    counterparts = select(
        literal("counterpart", String).label("what"),
        Counterpart.name_key.label("name_key"),
        Counterpart.id.label("id"),
        Counterpart.name.label("name"),
        Counterpart.segment.label("segment"),
        cast(null(), Uuid).label("team_id"),
    ).where(Counterpart.name_key == names)
    no_segment, no_team = cast(null(), String).label("segment"), cast(null(), Uuid).label("team_id")
    teams = teams_called(names).subquery()
    persons = people_called(people).subquery()
    return union_all(
        counterparts,
        select(literal("team", String), teams.c.name_key, teams.c.id, teams.c.name, no_segment, no_team),
        select(
            literal("person", String),
            persons.c.name_key,
            persons.c.id,
            persons.c.name,
            no_segment,
            persons.c.team_id,
        ),
    )


def _name(people: dict[str, list[Known]], key: str, known: Known) -> None:
    for name in {key, key.split(" ")[0]}:
        people.setdefault(name, []).append(known)
