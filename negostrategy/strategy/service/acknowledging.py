"""Confirming what one has read, statement by statement, and reminding who has not."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from negostrategy.accounts.service.telling import tell_people
from negostrategy.audit import service as trail
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import VersionState
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, Conflict, NotFound, TooMany
from negostrategy.kernel.ids import new_id
from negostrategy.notices import service as inbox
from negostrategy.notices.queries import last_told
from negostrategy.notices.service import News
from negostrategy.strategy.events import StrategyBegan, StrategyEnded, StrategyPublished
from negostrategy.strategy.models import (
    AcknowledgedStatement,
    StrategyVersion,
    UnderstandingCase,
)
from negostrategy.strategy.queries.acknowledgements import (
    begins_later,
    due_on,
    is_followed,
    missing_readers,
    version_to_read,
)
from negostrategy.strategy.queries.confirming import statements_of
from negostrategy.strategy.service.cases import add_case
from negostrategy.strategy.service.document import TO_READ, NotPublished, acknowledge
from negostrategy.strategy.statements import REMIND_BEFORE_DAYS, REMIND_EVERY_DAYS, STARTER_CASES
from negostrategy.tenancy.queries import today_in_force


class RemindedToday(TooMany):
    """They were reminded within the last day. Once a day is enough."""

    code = "reminded_today"


class NotToBeRead(Conflict):
    """Nobody is asked to read this version any more. Remind them of the one that holds."""

    code = "not_to_be_read"


class NotYetToBeRead(Conflict):
    """This version does not hold yet. On the day from which it holds, everybody who has to read it is told."""

    code = "not_yet_to_be_read"


def confirm_statements(actor: Actor, version_id: UUID, parts: Collection[str]) -> bool:
    """Return whether this person has now confirmed every statement of a version; the version then counts as read.

    Errors: NotFound; NotPublished; BadInput for a part that is no statement of it.
    """
    state = session.scalar(select(StrategyVersion.state).where(StrategyVersion.id == version_id))
    if state is None:
        raise NotFound
    if state != VersionState.PUBLISHED:
        raise NotPublished
    wanted = {statement.key for statement in statements_of(version_id, actor.user_id)}
    if not set(parts) <= wanted:
        raise BadInput({"/parts": ["This version has no such statement."]})
    for part in sorted(set(parts)):
        session.execute(
            insert(AcknowledgedStatement)
            .values(id=new_id(), strategy_version_id=version_id, user_id=actor.user_id, part=part)
            .on_conflict_do_nothing(constraint="uq_acknowledged_statements_part")
        )
    is_all = all(statement.is_confirmed for statement in statements_of(version_id, actor.user_id))
    if is_all:
        acknowledge(actor, version_id)
    return is_all


def prepare_cases(event: StrategyPublished) -> None:
    """Return when a major version has its first cases, so that they can be looked at before it is read."""
    if not event.is_major:
        return
    for case in _cases_before(event.version_id) or STARTER_CASES:
        add_case(event.actor, event.version_id, case.situation, list(case.choices), case.right_place, case.because)


def ask_to_read(event: StrategyBegan) -> None:
    """Return when everybody in scope has been told of a version that is to be read from today on, and of no other."""
    settle_what_is_over(event)
    if version_to_read(today_in_force()) == event.version_id:
        _tell([person.user_id for person in missing_readers(event.version_id)], event.version_id)


def settle_what_is_over(_event: StrategyBegan | StrategyEnded) -> None:
    """Return when no inbox asks for a version any more that nobody has to read from today on."""
    today = today_in_force()
    begun = session.scalars(select(StrategyVersion.id).where(StrategyVersion.effective_on <= today))
    for version_id in begun.all():
        if is_followed(version_id, today):
            inbox.settle(TO_READ, version_id)


def remind(actor: Actor, version_id: UUID) -> int:
    """Return how many people were reminded to read a version, now: those who were not told within the last day.

    Errors: RemindedToday when all who are missing were; NotToBeRead for a version that another has followed;
    NotYetToBeRead for one that begins later.
    """
    today = today_in_force()
    if begins_later(version_id, today):
        raise NotYetToBeRead
    if is_followed(version_id, today):
        raise NotToBeRead
    told, yesterday = last_told(TO_READ, version_id), clock.now() - timedelta(days=1)
    missing = [person.user_id for person in missing_readers(version_id)]
    people = [one for one in missing if one not in told or told[one] <= yesterday]
    if missing and not people:
        raise RemindedToday
    _tell(people, version_id)
    trail.record(actor, "strategy.reminded", "strategy_version", version_id, count=len(people))
    return len(people)


def remind_when_due() -> int:
    """Return how many people were reminded by the calendar: a week before their day, on it, then weekly."""
    today = today_in_force()
    version_id = version_to_read(today)
    if version_id is None:
        return 0
    told = last_told(TO_READ, version_id)
    people = []
    for person in missing_readers(version_id):
        at = told.get(person.user_id)
        is_near = today >= due_on(person) - timedelta(days=REMIND_BEFORE_DAYS)
        if at is None or (is_near and clock.now() - at >= timedelta(days=REMIND_EVERY_DAYS)):
            people.append(person.user_id)
    _tell(people, version_id)
    return len(people)


def _cases_before(version_id: UUID) -> Sequence[UnderstandingCase]:
    # A company's own cases go on from version to version; the outline's are only for the first.
    begins = select(StrategyVersion.effective_on).where(StrategyVersion.id == version_id).scalar_subquery()
    latest = (
        select(StrategyVersion.id)
        .join(UnderstandingCase, UnderstandingCase.strategy_version_id == StrategyVersion.id)
        .where(StrategyVersion.effective_on < begins)
        .order_by(StrategyVersion.effective_on.desc())
        .limit(1)
        .scalar_subquery()
    )
    return session.scalars(
        select(UnderstandingCase)
        .where(UnderstandingCase.strategy_version_id == latest)
        .order_by(UnderstandingCase.written_at, UnderstandingCase.id)
    ).all()


def _tell(user_ids: list[UUID], version_id: UUID) -> None:
    sentence = "A version of our negotiation strategy waits for you to read and confirm it."
    news = News(TO_READ, version_id, sentence, f"/strategy/versions/{version_id}")
    tell_people(user_ids, news, by_mail=True)
