"""Who may say yes to what a person may not agree to alone."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from negostrategy.accounts.queries.chain import LEADERS, Decider, deciders_above, people_called_by_id, present_on
from negostrategy.compliance.queries.standing import standing_of
from negostrategy.compliance.queries.usual import usual_hours
from negostrategy.strategy.authority import AuthorityLine, Deal, Holder, Need, TermOnTable, holds, is_about, is_entitled
from negostrategy.strategy.queries.authority import matrix_on

MOST = 3
TERM, FLOOR = "term:", "rule:"


@dataclass(frozen=True)
class Approver:
    """Somebody to ask. acts_for: the one who is away and whom they stand in for. usual_hours: median time to answer."""

    user_id: UUID
    name: str
    acts_for: str | None = None
    usual_hours: Decimal | None = None
    acts_for_id: UUID | None = None


def approvers_for(
    negotiation_id: UUID, crossing_keys: Collection[str], on: date, without: Collection[UUID]
) -> list[Approver]:
    """Return whom to ask for these crossings of a record as it is stored, best first, at most three.

    crossing_keys: "rule:<key>" or "term:<key>", as compliance.queries.crossings names them.
    """
    standing = standing_of(negotiation_id)
    if standing is None:
        return []
    terms = standing.deal.terms
    floors = {key for key in crossing_keys if key.startswith(FLOOR)}
    floors |= {key for key in crossing_keys if terms.get(key.removeprefix(TERM), _NOTHING).band == "stop"}
    deal = replace(standing.deal, floors=frozenset(floors))
    needs = [Need("floor", key) for key in sorted(floors)]
    needs += [need_of(key) for key in sorted(set(crossing_keys) - floors)]
    return whom_to_ask(deal, needs, standing.team_id, on, without, matrix_on(on))


def whom_to_ask(
    deal: Deal,
    needs: Collection[Need],
    team_id: UUID | None,
    on: date,
    without: Collection[UUID],
    matrix: list[AuthorityLine],
) -> list[Approver]:
    """Return whom to ask for these needs, best first, at most three.

    First those whose role or authority covers everything, managers nearest to the record before others. Where there is
    nobody, managers may say yes to what is short of acceptable, and leaders to everything.
    without: people who cannot be asked, because they ask, or negotiate this themselves.
    """
    above = deciders_above(team_id)
    named = people_called_by_id([line.user_id for line in matrix if line.user_id])
    deciders = above + [one for one in named.values() if one.user_id not in {other.user_id for other in above}]
    deciders = [one for one in deciders if one.user_id not in without]
    entitled = [one for one in deciders if covers_all(one, deal, needs, matrix)]
    if not entitled:
        entitled = by_office([one for one in above if one.user_id not in without], deal, needs)
    present = present_on(entitled, on, without)[:MOST]
    hours = usual_hours([one.user_id for one in present])
    return [Approver(one.user_id, one.name, one.acts_for, hours.get(one.user_id), one.acts_for_id) for one in present]


def need_of(key: str) -> Need:
    """Return what a key of a crossing asks for, where it is no walk-away: "term:<key>", "trade:<key>" or a floor."""
    kind, _, name = key.partition(":")
    return Need("floor", key) if kind not in ("term", "trade", "value") else Need(kind, name)


def covers_all(decider: Decider, deal: Deal, needs: Collection[Need], matrix: list[AuthorityLine]) -> bool:
    """Return whether somebody's role or authority covers everything that is needed."""
    holder = Holder(decider.user_id, frozenset(decider.roles), is_above=decider.distance < LEADERS)
    if not needs:
        return any(holds(line, holder) and is_about(line, deal) for line in matrix)
    return all(is_entitled(holder, need, deal, matrix) for need in needs)


def by_office(above: list[Decider], deal: Deal, needs: Collection[Need]) -> list[Decider]:
    """Return those above a record who may say yes without a line in the matrix: leaders to everything, managers to what
    is short of acceptable.
    """
    leaders = [one for one in above if one.distance == LEADERS or "leader" in one.roles]
    # Short of acceptable where the walk-away is sealed may be beyond it: that is for those who may see further.
    if any(need.kind == "floor" or (need.kind == "term" and deal.terms[need.key].is_sealed) for need in needs):
        return leaders
    # What a manager may not trade, they may not say yes to either; leaders may say yes to everything.
    roles = [deal.terms[need.key].traders for need in needs if need.kind == "trade"]
    return [one for one in above if one in leaders or all(wanted & set(one.roles) for wanted in roles)]


_NOTHING = TermOnTable(None, None, None)
