"""Asking for approval: the record and the offer are frozen as they are, and whoever may say yes is told."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from negostrategy.accounts.service.telling import tell_people
from negostrategy.audit import service as trail
from negostrategy.compliance.approving import Approver
from negostrategy.compliance.models import ApprovalRequest, ApprovalSeat
from negostrategy.compliance.queries.asking import Answer, answer_to
from negostrategy.compliance.queries.positions import positions_of, rest_of
from negostrategy.compliance.requesting import RequestDraft
from negostrategy.compliance.service.asking import NotYoursToAsk, keep_question, read_offer
from negostrategy.facts.models import Facts
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, Conflict, NotAllowed, NotFound, TooMany
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.turns import take_turn
from negostrategy.kernel.working_time import WorkingDays, whole_days_later
from negostrategy.negotiations.queries.askable import Askable, askable
from negostrategy.negotiations.service.opening import hold_record
from negostrategy.notices import service as inbox
from negostrategy.notices.service import News
from negostrategy.strategy.language.sentences import enumerated
from negostrategy.tenancy.queries import working_days_in_force, zone_in_force

ASKED = "approval.asked"
PATIENCE_WORKING_DAYS = 1
MOST_A_DAY = 10
MONDAY_TO_FRIDAY = WorkingDays()


class NothingToApprove(Conflict):
    """You may agree to this already; nobody has to approve it."""

    code = "nothing_to_approve"


class NobodyToAsk(Conflict):
    """Nobody else here may say yes to this. A leader can grant the authority to somebody."""

    code = "nobody_to_ask"


class AskedForEnough(TooMany):
    """Ten approvals were asked for on this record since yesterday. Wait for an answer, or ask again tomorrow."""

    code = "asked_for_enough"


class NotYourRequest(NotAllowed):
    """Only who asked can take a request back."""

    code = "not_your_request"


class DecidedAlready(Conflict):
    """This request has been decided or taken back already."""

    code = "decided_already"


def ask_approval(actor: Actor, negotiation_id: UUID, draft: RequestDraft, on: date) -> UUID:
    """Return the id of a new request for what this person may not agree to alone; asked for already, in the same words
    and with the same offer, it is that request.

    It is a question too: it stays on the record and is watched like one, and a day has few of them.
    Errors: NotFound; NotYoursToAsk; AskedForEnough; NothingToApprove; NobodyToAsk; BadInput for an offer that cannot be
    read, or a day that is over.
    """
    record = askable(actor, negotiation_id)
    if record is None:
        raise NotFound
    if not record.may_ask:
        raise NotYoursToAsk
    if draft.needed_by is not None and draft.needed_by < on:
        raise BadInput({"/needed_by": ["This day is over. Say until when you need the answer."]})
    offer = read_offer(record, draft.offer)
    # The record is held meanwhile: requests sent at once would not see each other, and all count the same few.
    take_turn(f"record {negotiation_id}")
    asked_already = _same_as(actor, negotiation_id, offer, draft)
    if asked_already is not None:
        return asked_already
    if _count_asked(negotiation_id) >= MOST_A_DAY:
        raise AskedForEnough
    answer = answer_to(actor, record, offer, on)
    if not answer.needs:
        raise NothingToApprove
    if not answer.ask:
        raise NobodyToAsk(_said_of_away(answer.away))
    request = ApprovalRequest(
        id=new_id(),
        negotiation_id=negotiation_id,
        asked_by_id=actor.user_id,
        asked_at=clock.now(),
        why=draft.why,
        needed_by=draft.needed_by,
        crossings=list(answer.needs),
        snapshot=_frozen(record, offer, answer),
        due_at=due_after(clock.now(), zone_in_force(), draft.needed_by, working_days_in_force()),
    )
    session.add(request)
    session.flush()
    add_seats(request.id, answer.ask)
    keep_question(actor, record, offer, answer)
    trail.record(actor, "approval.asked", "negotiation", negotiation_id, needs=len(answer.needs))
    return request.id


def take_back(actor: Actor, request_id: UUID) -> None:
    """Take a request back that nobody has decided yet; whoever owns its record by now may, too.

    Errors: NotFound; NotYourRequest; DecidedAlready.
    """
    request = locked(request_id)
    if actor.user_id not in people_behind(request):
        raise NotYourRequest
    if request.state != "open":
        raise DecidedAlready
    request.state, request.decided_at = "withdrawn", clock.now()
    inbox.settle(ASKED, request_id)
    trail.record(actor, "approval.withdrawn", "approval_request", request_id)
    session.flush()


def locked(request_id: UUID) -> ApprovalRequest:
    """Return a request, locked until the transaction ends.

    Errors: NotFound.
    """
    negotiation_id = session.scalar(select(ApprovalRequest.negotiation_id).where(ApprovalRequest.id == request_id))
    if negotiation_id is None:
        raise NotFound
    hold_record(negotiation_id)
    return session.scalars(
        select(ApprovalRequest)
        .where(ApprovalRequest.id == request_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def people_behind(request: ApprovalRequest) -> list[UUID]:
    """Return whose request it is: who asked, and whoever owns its record by now."""
    owner_id = session.scalar(select(Facts.owner_id).where(Facts.id == request.negotiation_id))
    return list({request.asked_by_id, owner_id or request.asked_by_id})


def add_seats(request_id: UUID, people: Iterable[Approver]) -> None:
    """Ask these people, and tell them, each once; who was asked already is not asked twice.

    The seat stays with who is away: a stand-in decides while they stand in, and no longer. Who would be asked anyway
    has a seat of their own.
    """
    there = set(session.scalars(select(ApprovalSeat.user_id).where(ApprovalSeat.request_id == request_id)))
    told = {seat_id: person.user_id for person in people for seat_id in person.seat_ids if seat_id not in there}
    session.add_all(ApprovalSeat(id=new_id(), request_id=request_id, user_id=seat_id) for seat_id in told)
    session.flush()
    news = News(ASKED, request_id, "Somebody asks you for an approval.", f"/approvals/{request_id}")
    tell_people(list(dict.fromkeys(told.values())), news, by_mail=True)


def due_after(
    asked_at: datetime, zone: str, needed_by: date | None = None, days: WorkingDays = MONDAY_TO_FRIDAY
) -> datetime:
    """Return when an answer is due: one whole working day later.

    What is needed sooner is due when half of the time until the end of that day is over, so that the next ones who are
    asked still have the other half. zone and days: the organization's own; its days and its weekend are meant.
    """
    due = whole_days_later(asked_at, PATIENCE_WORKING_DAYS, zone, days)
    if needed_by is None:
        return due
    end = datetime.combine(needed_by + timedelta(days=1), time(), tzinfo=ZoneInfo(zone))
    return min(due, asked_at + max(end - asked_at, timedelta(0)) / 2)


def _said_of_away(away: Iterable[tuple[str, date]]) -> str | None:
    said = enumerated([f"{name} until {until_on:%Y-%m-%d}" for name, until_on in away], "and")
    return f"{NobodyToAsk.__doc__} Away with nobody to decide in their place: {said}." if said else None


def _same_as(actor: Actor, negotiation_id: UUID, offer: Mapping[str, Decimal], draft: RequestDraft) -> UUID | None:
    rows = session.execute(
        select(ApprovalRequest.id, ApprovalRequest.snapshot)
        .where(ApprovalRequest.negotiation_id == negotiation_id)
        .where(ApprovalRequest.asked_by_id == actor.user_id)
        .where(ApprovalRequest.state == "open")
        .where(ApprovalRequest.why == draft.why)
        .where(ApprovalRequest.needed_by.is_not_distinct_from(draft.needed_by))
        .order_by(ApprovalRequest.asked_at)
    )
    asked = {key: str(place) for key, place in offer.items()}
    same = (row.id for row in rows if {term["key"]: term["place"] for term in row.snapshot["terms"]} == asked)
    return next(same, None)


def _count_asked(negotiation_id: UUID) -> int:
    statement = (
        select(func.count())
        .select_from(ApprovalRequest)
        .where(ApprovalRequest.negotiation_id == negotiation_id)
        .where(ApprovalRequest.asked_at >= clock.now() - timedelta(days=1))
    )
    return session.scalar(statement) or 0


def _frozen(record: Askable, offer: dict[str, Decimal], answer: Answer) -> dict[str, Any]:
    positions = positions_of(record, offer)
    return {
        "title": record.title,
        **rest_of(record, offer),
        "light": answer.light,
        "sentence": answer.sentence,
        "source": answer.source,
        "terms": [
            {
                "key": term.key,
                "name": term.name,
                "said": term.said,
                "band": term.band,
                "place": str(offer[term.key]),
                **positions[term.key],
            }
            for term in answer.terms
        ],
    }
