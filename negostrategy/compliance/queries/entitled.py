"""Whether somebody may still say yes to a request, and who may when those who were asked do not answer."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from negostrategy.accounts.queries.chain import Decider, deciders_above, people_called_by_id
from negostrategy.compliance.models import ApprovalRequest
from negostrategy.compliance.queries.approvers import by_office, covers_all, need_of
from negostrategy.compliance.queries.crossings import RULE, TERM
from negostrategy.compliance.queries.standing import standing_of
from negostrategy.strategy.authority import Deal, Need, TermOnTable
from negostrategy.strategy.queries.authority import matrix_on

# What points a package has was judged when it was asked about; a request keeps the offer, not its score.
JUDGED = Decimal(100)


def is_still_entitled(user_id: UUID, request: ApprovalRequest, on: date) -> bool:
    """Return whether somebody's office or authority on a day covers everything that a request is about."""
    found = _asked(request)
    if found is None:
        return False
    deal, needs, above = found
    decider = next((one for one in above if one.user_id == user_id), None)
    decider = decider or people_called_by_id([user_id]).get(user_id)
    if decider is None:
        return False
    return decider in by_office(above, deal, needs) or covers_all(decider, deal, needs, matrix_on(on))


def next_to_ask(request: ApprovalRequest) -> list[Decider]:
    """Return everybody above the record whose office allows a yes to a request, nearest first."""
    found = _asked(request)
    if found is None:
        return []
    deal, needs, above = found
    return by_office(above, deal, needs)


def _asked(request: ApprovalRequest) -> tuple[Deal, list[Need], list[Decider]] | None:
    standing = standing_of(request.negotiation_id)
    if standing is None:
        return None
    terms = dict(standing.deal.terms)
    for said in request.snapshot["terms"]:
        on_table = terms.get(said["key"], TermOnTable(None, None, None))
        terms[said["key"]] = replace(on_table, present=Decimal(said["place"]), band=said["band"])
    floors = {
        key for key in request.crossings if key.startswith(RULE) or _stops(terms.get(key.removeprefix(TERM)), key)
    }
    deal = replace(standing.deal, terms=terms, floors=frozenset(floors), score=JUDGED)
    needs = [Need("floor", key) if key in floors else need_of(key) for key in request.crossings]
    return deal, needs, deciders_above(standing.team_id)


def _stops(term: TermOnTable | None, key: str) -> bool:
    return key.startswith(TERM) and term is not None and term.band == "stop"
