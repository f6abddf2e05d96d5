"""What was negotiated without a playbook (M17): how often, about how much money, and where one is missing most."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from negostrategy.analytics.asked import NOBODY, YEAR, Asked
from negostrategy.analytics.gate import Gate, gate_for
from negostrategy.analytics.queries.grouping import owners_counted, team_cell, team_names
from negostrategy.analytics.scope import asked_of, records_of
from negostrategy.analytics.shapes import Group
from negostrategy.analytics.shown import COVERED, shown_group
from negostrategy.facts.models import Facts
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session

SCOPE = ("kind", "topic", "segment")
ANY_SEGMENT = "no segment"
type_of_naming = Callable[[Any], tuple[str, str, dict[str, str]]]


@dataclass(frozen=True)
class Sum:
    """Money of some records without a playbook, in one currency. is_hidden: too few to be shown to this reader."""

    currency: str
    amount: Decimal
    n: int
    owners: int
    is_hidden: bool = False


@dataclass(frozen=True)
class Gap:
    """Negotiations without a playbook that belong together.

    group: its parts are bare and covered, its cell lists the bare ones. sums: by currency, never added up. scope: the
    kind, topic and segment of a playbook that would cover them. unvalued: how many have no value written down.
    """

    group: Group
    sums: tuple[Sum, ...]
    scope: Mapping[str, str]
    unvalued: int

    def shown_in(self, currency: str | None) -> Decimal:
        """Return the money in a currency as far as this reader sees it: an order must not tell what is hidden."""
        return sum((one.amount for one in self.sums if one.currency == currency and not one.is_hidden), Decimal(0))


@dataclass(frozen=True)
class Uncovered:
    """The coverage page: everything together, and where playbooks are missing, most records first."""

    total: Gap
    by_scope: list[Gap]
    by_team: list[Gap]

    @property
    def currencies(self) -> list[str]:
        """Return the currencies in which something was negotiated without a playbook, as far as they are shown."""
        return [one.currency for one in self.total.sums if not one.is_hidden]

    def by_money(self, currency: str | None) -> "Uncovered":
        """Return the same with the most money in a currency first; without one as it is."""
        if currency not in self.currencies:
            return self
        by_scope, by_team = (
            sorted(gaps, key=lambda gap: -gap.shown_in(currency)) for gaps in (self.by_scope, self.by_team)
        )
        return replace(self, by_scope=by_scope, by_team=by_team)


def a_year_of(asked: Asked, today: date, *, are_whole: bool = False) -> Asked:
    """Return the same with its period: the last year of weeks unless one was given."""
    return asked.within(today, YEAR, are_whole=are_whole)


def uncovered(actor: Actor, asked: Asked) -> Uncovered:
    """Return what was negotiated without a playbook, as far as this person sees figures of it.

    Groups in which nothing is missing are left out; groups and sums that the gate does not open are hidden.
    """
    with gate_for(actor).reading():
        return _uncovered(actor, asked)


def _uncovered(actor: Actor, asked: Asked) -> Uncovered:
    teams = team_names()
    base = {**asked.given, "covered": "no"}
    columns = [getattr(Facts, name) for name in SCOPE]
    return Uncovered(
        total=_gaps(actor, asked, [], lambda _row: ("all", "Everything", base))[0],
        by_scope=_gaps(actor, asked, columns, lambda row: _scoped(row, base)),
        by_team=_gaps(
            actor,
            asked,
            [Facts.team_id],
            lambda row: (str(row.team_id), teams.get(row.team_id, ""), base | team_cell(row.team_id)),
        ),
    )


def _gaps(actor: Actor, asked: Asked, columns: list[Any], named: type_of_naming) -> list[Gap]:
    money = _sums(actor, asked, columns)
    gaps = []
    for row in _counted(actor, asked, columns):
        key, name, cell = named(row)
        group = Group(key, name, {"bare": row.bare, "covered": row.records - row.bare}, row.bare, row.owners, cell)
        scope = {word: value for word, value in zip(SCOPE, row, strict=False) if value and len(columns) == len(SCOPE)}
        gaps.append(Gap(group, tuple(money[tuple(row[: len(columns)])]), scope, row.bare - row.valued))
    gate = gate_for(actor)
    # Shown first, ordered then: a place in the order must not tell what is hidden.
    gaps = [_shown(gate, gap) for gap in gaps if gap.group.records or not columns]
    return sorted(gaps, key=lambda gap: (gap.group.is_hidden, -gap.group.records, gap.group.name))


def _counted(actor: Actor, asked: Asked, columns: list[Any]) -> Sequence[Any]:
    is_bare = Facts.playbook_version_id.is_(None)
    return session.execute(
        select(
            *columns,
            func.count().label("records"),
            func.count().filter(is_bare).label("bare"),
            func.count(Facts.value).filter(is_bare).label("valued"),
            func.count(func.distinct(Facts.owner_id)).filter(is_bare).label("owners"),
        )
        .where(*records_of(actor), *asked_of(asked))
        .group_by(*columns)
    ).all()


def _sums(actor: Actor, asked: Asked, columns: list[Any]) -> dict[tuple[Any, ...], list[Sum]]:
    rows = session.execute(
        select(*columns, Facts.currency, func.sum(Facts.value), func.count(), owners_counted())
        .where(Facts.playbook_version_id.is_(None), Facts.value.is_not(None), Facts.currency.is_not(None))
        .where(*records_of(actor), *asked_of(asked))
        .group_by(*columns, Facts.currency)
        .order_by(Facts.currency)
    )
    found: dict[tuple[Any, ...], list[Sum]] = defaultdict(list)
    for row in rows:
        found[tuple(row[: len(columns)])].append(Sum(*row[len(columns) :]))
    return found


def _scoped(row: Any, base: dict[str, str]) -> tuple[str, str, dict[str, str]]:
    said = (row.kind, row.topic, row.segment or ANY_SEGMENT)
    cell = {"kind": row.kind, "topic": row.topic, "segment": row.segment or NOBODY}
    name = f"{row.kind.capitalize()}, {row.topic}, {said[2].replace('_', ' ')}"
    return "-".join(said), name, base | cell


def _shown(gate: Gate, gap: Gap) -> Gap:
    """Return a gap as far as it is shown: its group, the money of it, and how many of it have no value."""
    group = shown_group(gate, gap.group, COVERED)
    whole = {name: value for name, value in gap.group.cell.items() if name != "covered"}
    if not gate.opens(whole) or group.count("bare") is None:
        group = replace(group, parts={"bare": 0, "covered": 0}, records=0, owners=0, is_hidden=True)
    sums = tuple(
        replace(one, amount=Decimal(0), n=0, owners=0, is_hidden=True)
        if group.is_hidden or not gate.weighs({**gap.group.cell, "currency": one.currency, "valued": "yes"})
        else one
        for one in gap.sums
    )
    is_told = gate.opens({**gap.group.cell, "valued": "yes"})
    return replace(gap, group=group, sums=sums, unvalued=gap.unvalued if is_told else 0)
