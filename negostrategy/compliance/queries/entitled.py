"""A request as a matter of today: who may still say yes to it, in whose name, and who is asked next."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from negostrategy.accounts.queries.names import person_name
from negostrategy.compliance.approving import Matter
from negostrategy.compliance.models import ApprovalRequest, ApprovalSeat
from negostrategy.compliance.queries.approvers import matter_on, need_of
from negostrategy.compliance.queries.covers import RULE, TERM
from negostrategy.compliance.queries.standing import standing_of
from negostrategy.kernel.db import session
from negostrategy.negotiations.queries.negotiators import negotiators_of
from negostrategy.strategy.authority import Need, TermOnTable
from negostrategy.strategy.queries.authority import matrix_on

# What points a package has was judged when it was asked about; a request keeps the offer, not its score.
JUDGED = Decimal(100)


@dataclass(frozen=True)
class Seat:
    """Somebody who was asked. is_barred: they negotiate this by now; in_place_of: stand-ins between them and who acts.

    may_agree: their word is still a yes.
    """

    user_id: UUID
    name: str
    may_agree: bool
    is_barred: bool
    in_place_of: str | None


def matter_of(request: ApprovalRequest, on: date) -> Matter | None:
    """Return what a request is about, as it stands on a day, or None when its record is gone."""
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
    without = negotiators_of(request.negotiation_id) | {request.asked_by_id}
    return matter_on(deal, needs, standing.team_id, on, without, matrix_on(on))


def seats_for(user_id: UUID, request_id: UUID, matter: Matter) -> list[Seat]:
    """Return the seats of a request for which somebody may speak: theirs first, then in the order of asking."""
    rows = session.execute(
        select(ApprovalSeat.user_id, person_name(ApprovalSeat.user_id).label("name"))
        .where(ApprovalSeat.request_id == request_id)
        .order_by(ApprovalSeat.asked_at, ApprovalSeat.id)
    ).all()
    mine = [row for row in rows if matter.acting_for(user_id, row.user_id)]
    return [
        Seat(
            *(row.user_id, row.name, matter.may_say_yes(row.user_id), matter.is_barred(row.user_id)),
            ", ".join(matter.between(user_id, row.user_id)) or None,
        )
        for row in sorted(mine, key=lambda row: row.user_id != user_id)
    ]


def seat_in_request(user_id: UUID, request_id: UUID, on: date) -> Seat | None:
    """Return the seat in which somebody can decide on a request that is still open, or None."""
    request = session.scalars(select(ApprovalRequest).where(ApprovalRequest.id == request_id)).one_or_none()
    matter = matter_of(request, on) if request is not None and request.state == "open" else None
    if matter is None or matter.is_barred(user_id):
        return None
    return seat_to_use(seats_for(user_id, request_id, matter))


def seat_to_use(seats: Sequence[Seat]) -> Seat | None:
    """Return the seat in which somebody decides: the first whose word is still a yes, else the first at all.

    Seats of people who negotiate this themselves are nobody's to use.
    """
    usable = [seat for seat in seats if not seat.is_barred]
    return next((seat for seat in usable if seat.may_agree), usable[0] if usable else None)


def _stops(term: TermOnTable | None, key: str) -> bool:
    return key.startswith(TERM) and term is not None and term.band == "stop"
