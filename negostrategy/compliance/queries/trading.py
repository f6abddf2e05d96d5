"""What of an agreement is not a person's to trade: the playbook names other roles, and no authority covers it."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import select

from negostrategy.compliance.engine.shelf import ready_rulebook
from negostrategy.compliance.queries.approvers import terms_on_table
from negostrategy.compliance.queries.crossings import Crossing, covered_keys
from negostrategy.facts.models import Facts
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.strategy.authority import Deal, Holder, is_entitled, trades_of
from negostrategy.strategy.queries.authority import matrix_on
from negostrategy.strategy.rulebook import version_name
from negostrategy.strategy.sentences import enumerated

TRADE = "trade:"


def not_to_trade(actor: Actor, negotiation_id: UUID, on: date) -> list[Crossing]:
    """Return the agreed terms of a record that this person may not trade on a day, and that nobody has approved."""
    facts = session.scalars(select(Facts).where(Facts.id == negotiation_id)).one_or_none()
    version_id = facts.playbook_version_id if facts else None
    ready = ready_rulebook(version_id) if version_id else None
    if facts is None or ready is None or version_id is None:
        return []
    variables = ready.book.variables
    agreed = {key for key, said in facts.terms.items() if said.get("agreed") is not None}
    terms = {key: term for key, term in terms_on_table(facts.terms, variables).items() if key in agreed}
    deal = Deal(facts.topic, facts.segment, facts.value, facts.currency, facts.deal_score, terms)
    holder = Holder(actor.user_id, roles_of(actor), facts.team_id in actor.managed_team_ids)
    needs = trades_of(deal)
    matrix = matrix_on(on) if needs else []
    covered = covered_keys(negotiation_id, {key: term.present for key, term in terms.items()}) if needs else frozenset()
    called = version_name(version_id)
    source = f"{called.playbook_name}, version {called.number}" if called else ""
    return [
        Crossing(TRADE + need.key, said_of_trade(variables[need.key].name, terms[need.key].traders), source)
        for need in needs
        if not is_entitled(holder, need, deal, matrix) and TRADE + need.key not in covered
    ]


def roles_of(actor: Actor) -> frozenset[str]:
    """Return the roles of a person as words."""
    return frozenset(role.value for role in actor.roles)


def said_of_trade(name: str, traders: Collection[str]) -> str:
    """Return the sentence that says who trades a term: Price is for managers or leaders to trade."""
    roles = [f"{role}s" for role in ("employee", "manager", "leader") if role in traders]
    return f"{name} is for {enumerated(roles, 'or')} to trade."
