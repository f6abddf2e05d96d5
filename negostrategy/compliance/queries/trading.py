"""What of an agreement is not a person's to agree to: beyond a floor, or for others to trade, and nobody said yes."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from uuid import UUID

from negostrategy.compliance.conditions import Condition
from negostrategy.compliance.queries.approvers import need_of
from negostrategy.compliance.queries.covers import TERM, coverage_of, table_of
from negostrategy.compliance.queries.crossings import Crossing, crossings_of, uncovered
from negostrategy.compliance.queries.standing import Standing
from negostrategy.kernel.actor import Actor
from negostrategy.strategy.authority import Holder, Need, is_entitled, lacking, trades_of
from negostrategy.strategy.language.sentences import enumerated
from negostrategy.strategy.queries.authority import matrix_on
from negostrategy.strategy.rulebook import version_name

TRADE = "trade:"


def not_to_agree(actor: Actor, standing: Standing, on: date, ticked: frozenset[UUID] = frozenset()) -> list[Crossing]:
    """Return what of a record lies beyond a floor, is covered by no approval, and by no authority of this person.

    ticked: the approvals whose condition somebody says is met.
    """
    beyond = uncovered(standing, ticked)
    if not beyond:
        return []
    needs = {one.key: _need(one.key, standing) for one in beyond}
    floors = frozenset(need.key for need in needs.values() if need.kind == "floor")
    deal, matrix = replace(standing.deal, floors=floors), matrix_on(on)
    holder = holder_on(actor, standing)
    return [one for one in beyond if not is_entitled(holder, needs[one.key], deal, matrix)]


def conditions_open(actor: Actor, standing: Standing, on: date, ticked: frozenset[UUID]) -> list[Condition]:
    """Return the conditions on which somebody said yes to what this person may not agree to alone, and that are not
    met, each once: those that can be compared are not kept, and the others are not ticked.
    """
    coverage = coverage_of(standing.negotiation_id, table_of(standing, ticked))
    if not coverage.pending:
        return []
    terms = {key: term for key, term in standing.deal.terms.items() if key in standing.agreed}
    deal = replace(standing.deal, terms=terms, floors=frozenset(one.key for one in crossings_of(standing)))
    needs = lacking(holder_on(actor, standing), deal, matrix_on(on))
    waits = [coverage.waits_for(need.key if need.kind == "floor" else f"{need.kind}:{need.key}") for need in needs]
    return list({one.request_id: one for one in waits if one is not None}.values())


def not_to_trade(actor: Actor, standing: Standing, on: date, ticked: frozenset[UUID] = frozenset()) -> list[Crossing]:
    """Return the agreed terms of a record that this person may not trade on a day, and that nobody has approved."""
    terms = {key: term for key, term in standing.deal.terms.items() if key in standing.agreed}
    deal = replace(standing.deal, terms=terms)
    needs = trades_of(deal)
    if not needs or standing.version_id is None:
        return []
    holder, matrix = holder_on(actor, standing), matrix_on(on)
    covered = coverage_of(standing.negotiation_id, table_of(standing, ticked, deal)).met
    called = version_name(standing.version_id)
    source = f"{called.playbook_name}, version {called.number}" if called else ""
    return [
        Crossing(TRADE + need.key, said_of_trade(standing.name_of(need.key), terms[need.key].traders), source)
        for need in needs
        if not is_entitled(holder, need, deal, matrix) and TRADE + need.key not in covered
    ]


def holder_on(actor: Actor, standing: Standing) -> Holder:
    """Return a person as somebody who may hold authority over a record."""
    return Holder(actor.user_id, roles_of(actor), standing.team_id in actor.managed_team_ids)


def roles_of(actor: Actor) -> frozenset[str]:
    """Return the roles of a person as words."""
    return frozenset(role.value for role in actor.roles)


def said_of_trade(name: str, traders: Collection[str]) -> str:
    """Return the sentence that says who trades a term: Price is for managers or leaders to trade."""
    roles = [f"{role}s" for role in ("employee", "manager", "leader") if role in traders]
    return f"{name} is for {enumerated(roles, 'or')} to trade."


def _need(key: str, standing: Standing) -> Need:
    name = key.removeprefix(TERM)
    is_stop = key.startswith(TERM) and (name in standing.left_out or standing.deal.terms[name].band == "stop")
    return Need("floor", key) if is_stop else need_of(key)
