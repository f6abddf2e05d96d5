"""The strategy and the playbooks of the demo, published on the days of the year on which they came into force."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select

from negostrategy.accounts.models import User
from negostrategy.accounts.queries.acting import actor_by_email, actor_of
from negostrategy.exchange.demo.calendar import Year
from negostrategy.exchange.demo.company import Company
from negostrategy.exchange.demo.dice import dice
from negostrategy.exchange.demo.editions import STRATEGY_DAYS, Edition, editions
from negostrategy.exchange.demo.texts import said_in
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.grants import Role
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.models import Acknowledgement, Playbook, PlaybookVersion, StrategyVersion
from negostrategy.strategy.queries.reviews import people_who_decide
from negostrategy.strategy.reviewing import DecisionDraft, ReviewDraft, StepDraft
from negostrategy.strategy.schemas import DocumentDraft, PlaybookDraft, SectionDraft, VariableDraft
from negostrategy.strategy.service.document import edit_draft, start_draft
from negostrategy.strategy.service.playbooks import edit_playbook, install_starter, start_playbook_draft
from negostrategy.strategy.service.publication import publish_playbook, publish_strategy
from negostrategy.strategy.service.reviewing import ask_review, decide


def publish_everything(organization_id: UUID, company: Company, seed: int, year: Year) -> None:
    """Publish each version of the strategy and of the playbooks on its day; what is there already stays."""
    for number, place in enumerate(STRATEGY_DAYS, 1):
        with _on(organization_id, year.day(place)):
            _publish_strategy(leader_of(company), number, year.day(place))
            _let_people_read(company, seed, year, number, place)
    for edition in editions():
        with _on(organization_id, year.day(edition.place)):
            _publish_playbook(leader_of(company), edition, year.day(edition.place))


@contextmanager
def _on(organization_id: UUID, day: date) -> Iterator[None]:
    with clock.standing_still(datetime.combine(day, time(7, 30), UTC)), transaction(organization_id):
        yield


def leader_of(company: Company) -> Actor:
    """Return the leader of a demo company, in the running transaction."""
    email = next(person.email for person in company.people if person.role == Role.LEADER)
    actor = actor_by_email(email)
    assert actor is not None
    return actor


def _publish_strategy(leader: Actor, number: int, day: date) -> None:
    if session.scalar(select(StrategyVersion.id).where(StrategyVersion.number == number)) is not None:
        return
    version_id = start_draft(leader)
    said = said_in("strategy")
    # In the file lines are as long as its readers like them; on a page a line ends where the screen does.
    sections = [SectionDraft(key, _paragraphs(body)) for key, body in said["sections"][number].items()]
    edit_draft(leader, version_id, 1, DocumentDraft(title=said["titles"][number], sections=sections))
    _let_approve(leader, "strategy", version_id, 2, day)
    publish_strategy(leader, version_id, day)


def _paragraphs(text: str) -> str:
    return "\n\n".join(" ".join(one.split()) for one in text.strip().split("\n\n"))


def _publish_playbook(leader: Actor, edition: Edition, day: date) -> None:
    known = session.scalars(select(Playbook).where(Playbook.key == edition.playbook.key)).one_or_none()
    if known is not None and edition.number in _numbers(known.id):
        return
    version_id = start_playbook_draft(leader, known.id) if known else install_starter(leader, edition.playbook.key)
    edit_playbook(leader, version_id, 1, _with_own_figures(edition))
    _let_approve(leader, "playbook", version_id, 2, day)
    publish_playbook(leader, version_id, day)


def _let_approve(leader: Actor, kind: str, version_id: UUID, revision: int, day: date) -> None:
    approver = next(one for one in people_who_decide() if Role.MANAGER.value in one.roles and one.id != leader.user_id)
    actor = actor_of(approver.id)
    assert actor is not None
    review_id = ask_review(leader, kind, version_id, ReviewDraft(revision, [StepDraft([approver.id], 1)]), day)
    decide(actor, review_id, DecisionDraft(revision, approves=True, reason="Read whole; it says what we do."), day)


def _numbers(playbook_id: UUID) -> set[int]:
    return set(session.scalars(select(PlaybookVersion.number).where(PlaybookVersion.playbook_id == playbook_id)))


def _with_own_figures(edition: Edition) -> PlaybookDraft:
    variables = []
    for variable in edition.playbook.variables:
        named = [name for name in VariableDraft.__dataclass_fields__ if hasattr(variable, name)]
        said = {name: getattr(variable, name) for name in named}
        levels = [asdict(level) | {"points": int(level.points)} for level in variable.levels]
        words = {name: str(value) for name, value in said.items() if isinstance(value, str)}
        variables.append(VariableDraft(**said | words | {"levels": levels or None}))
    return PlaybookDraft(variables=variables, given=frozenset({"variables"}))


def _let_people_read(company: Company, seed: int, year: Year, number: int, place: int) -> None:
    version_id = session.scalars(select(StrategyVersion.id).where(StrategyVersion.number == number)).one()
    if session.scalar(select(Acknowledgement.id).where(Acknowledgement.strategy_version_id == version_id).limit(1)):
        return
    ids = {row.email: row.id for row in session.execute(select(User.email, User.id))}
    for person in company.people:
        chance = dice(seed, company.slug, "read", number, person.email)
        days = int(chance.expovariate(1 / (9 if number == 1 else 16)))
        if not chance.happens(0.96 if number == 1 else 0.88) or place + days >= year.place(year.until):
            continue
        read_at = datetime.combine(year.day(place) + timedelta(days=days), time(9, chance.randrange(60)), UTC)
        session.add(
            Acknowledgement(
                id=new_id(), strategy_version_id=version_id, user_id=ids[person.email], acknowledged_at=read_at
            )
        )
