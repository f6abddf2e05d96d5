"""Who may say yes to what a person may not agree to alone."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from negostrategy.accounts.queries.chain import LEADERS, Decider, deciders_above, people_called_by_id, present_on
from negostrategy.compliance.queries.usual import usual_hours
from negostrategy.facts.models import Facts
from negostrategy.kernel.db import session
from negostrategy.negotiations.bands import points_of
from negostrategy.strategy.authority import AuthorityLine, Deal, Holder, Need, TermOnTable, holds, is_about, is_entitled
from negostrategy.strategy.queries.authority import matrix_on
from negostrategy.strategy.rulebook import VariableLine

MOST = 3
TERM, FLOOR = "term:", "rule:"


@dataclass(frozen=True)
class Approver:
    """Somebody to ask. acts_for: the one who is away and whom they stand in for. usual_hours: median time to answer."""

    user_id: UUID
    name: str
    acts_for: str | None = None
    usual_hours: Decimal | None = None


def approvers_for(negotiation_id: UUID, crossing_keys: Collection[str], on: date, asker_id: UUID) -> list[Approver]:
    """Return whom to ask for these crossings of a record as it is stored, best first, at most three.

    crossing_keys: "rule:<key>" or "term:<key>", as compliance.queries.crossings names them.
    """
    row = session.execute(
        select(
            Facts.team_id, Facts.topic, Facts.segment, Facts.value, Facts.currency, Facts.deal_score, Facts.terms
        ).where(Facts.id == negotiation_id)
    ).one_or_none()
    if row is None:
        return []
    terms = terms_on_table(row.terms)
    floors = {key for key in crossing_keys if key.startswith(FLOOR)}
    floors |= {key for key in crossing_keys if terms.get(key.removeprefix(TERM), _NOTHING).band == "stop"}
    deal = Deal(row.topic, row.segment, row.value, row.currency, row.deal_score, terms, frozenset(floors))
    needs = [Need("floor", key) for key in sorted(floors)]
    needs += [_need_of(key) for key in sorted(set(crossing_keys) - floors)]
    return whom_to_ask(deal, needs, row.team_id, on, asker_id, matrix_on(on))


def whom_to_ask(
    deal: Deal, needs: Collection[Need], team_id: UUID | None, on: date, asker_id: UUID, matrix: list[AuthorityLine]
) -> list[Approver]:
    """Return whom to ask for these needs, best first, at most three.

    First those whose role or authority covers everything, managers nearest to the record before others. Where there is
    nobody, managers may say yes to what is short of acceptable, and leaders to everything.
    """
    above = deciders_above(team_id)
    named = people_called_by_id([line.user_id for line in matrix if line.user_id])
    deciders = above + [one for one in named.values() if one.user_id not in {other.user_id for other in above}]
    entitled = [one for one in deciders if _covers_all(one, deal, needs, matrix)]
    if not entitled:
        entitled = _by_office(above, deal, needs)
    present = present_on(entitled, on, asker_id)[:MOST]
    hours = usual_hours([one.user_id for one in present])
    return [Approver(one.user_id, one.name, one.acts_for, hours.get(one.user_id)) for one in present]


def terms_on_table(
    terms: dict[str, dict[str, Any]], variables: Mapping[str, VariableLine] | None = None
) -> dict[str, TermOnTable]:
    """Return the terms of a row of facts as authority looks at them.

    variables: of the version in force, which say who may trade each; unless given, everybody may.
    """
    known = variables or {}
    return {
        key: TermOnTable(
            present=None if said.get("current") is None else Decimal(str(said["current"])),
            band=None if said.get("band") is None else str(said["band"]),
            d=None if said.get("d") is None else int(str(said["d"])),
            points=points_of(said.get("levels")),
            traders=known[key].traders if key in known else frozenset(),
        )
        for key, said in terms.items()
    }


def _covers_all(decider: Decider, deal: Deal, needs: Collection[Need], matrix: list[AuthorityLine]) -> bool:
    holder = Holder(decider.user_id, frozenset(decider.roles), is_above=decider.distance < LEADERS)
    if not needs:
        return any(holds(line, holder) and is_about(line, deal) for line in matrix)
    return all(is_entitled(holder, need, deal, matrix) for need in needs)


def _by_office(above: list[Decider], deal: Deal, needs: Collection[Need]) -> list[Decider]:
    leaders = [one for one in above if one.distance == LEADERS or "leader" in one.roles]
    if any(need.kind == "floor" for need in needs):
        return leaders
    # What a manager may not trade, they may not say yes to either; leaders may say yes to everything.
    roles = [deal.terms[need.key].traders for need in needs if need.kind == "trade"]
    return [one for one in above if one in leaders or all(wanted & set(one.roles) for wanted in roles)]


def _need_of(key: str) -> Need:
    kind, _, name = key.partition(":")
    return Need("floor", key) if kind not in ("term", "trade", "value") else Need(kind, name)


_NOTHING = TermOnTable(None, None, None)
