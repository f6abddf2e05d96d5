"""Publishing and retiring: what is approved holds from a day on, and is never changed again."""

from datetime import date
from typing import Literal, TypeVar
from uuid import UUID

from sqlalchemy import select, update

from negostrategy.accounts.queries.people import is_alone
from negostrategy.audit import service as trail
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import ChangeSize, VersionState
from negostrategy.kernel.db import session
from negostrategy.kernel.events import announce
from negostrategy.kernel.faults import BadInput, Conflict, NotFound
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.turns import take_turn
from negostrategy.strategy.events import PlaybookPublished, StrategyPublished
from negostrategy.strategy.models import Playbook, PlaybookVersion, Retirement, StrategyVersion, Variable
from negostrategy.strategy.service.beginning import schedule
from negostrategy.strategy.service.checking import complaints_about, warnings_about
from negostrategy.strategy.service.drafting import changed_by, locked_draft
from negostrategy.strategy.service.sealing import drop_unneeded_seals
from negostrategy.tenancy.queries import today_in_force

type_of_running = Literal["pin", "migrate"]
T = TypeVar("T", StrategyVersion, PlaybookVersion)


class NotApproved(Conflict):
    """Nobody has approved this yet. Ask for a review; when it is approved, publish it."""

    code = "not_approved"


def publish_strategy(actor: Actor, version_id: UUID, effective_on: date) -> None:
    """Publish an approved version: it holds from a day until a later version does, and never changes again.

    As long as nobody else has ever joined, what nobody approved may be published too; it is marked until a second
    person has reviewed it.
    Errors: NotFound; AlreadyPublished; NotApproved; BadInput for a day in the past or one that another version has.
    """
    draft = _publishable(StrategyVersion, version_id)
    _refuse_past(effective_on)
    same_day = select(StrategyVersion.id).where(StrategyVersion.effective_on == effective_on)
    if session.scalar(same_day) is not None:
        raise BadInput({"/effective_on": ["Another version begins on this day. Choose another day."]})
    _publish(actor, draft, effective_on)
    trail.record(
        actor,
        "strategy.published",
        "strategy_version",
        version_id,
        effective_on=effective_on.isoformat(),
        approved=not draft.published_alone,
    )
    session.flush()
    announce(StrategyPublished(actor, version_id, draft.change_size == ChangeSize.MAJOR))
    schedule(actor, "strategy_begins", version_id, effective_on)


def publish_playbook(
    actor: Actor,
    version_id: UUID,
    effective_on: date,
    running: type_of_running = "pin",
) -> list[str]:
    """Publish an approved version and return warnings: it holds for negotiations from a day until a later one does.

    As long as nobody else has ever joined, what nobody approved may be published too, as with the strategy.
    running: whether open negotiations under earlier versions stay pinned to them, or move to this one on that day.
    Errors: NotFound; AlreadyPublished; NotApproved; BadInput for what is not consistent, for a day in the past or a day
    that another version of it has.
    """
    draft = _publishable(PlaybookVersion, version_id)
    _refuse_past(effective_on)
    same_day = (
        select(PlaybookVersion.id)
        .where(PlaybookVersion.playbook_id == draft.playbook_id)
        .where(PlaybookVersion.effective_on == effective_on)
    )
    if session.scalar(same_day) is not None:
        raise BadInput({"/effective_on": ["Another version of this playbook begins on this day. Choose another day."]})
    complaints = complaints_about(draft)
    if complaints:
        raise BadInput(complaints)
    drop_unneeded_seals(version_id)
    _publish(actor, draft, effective_on)
    trail.record(
        actor,
        "playbook.published",
        "playbook",
        draft.playbook_id,
        effective_on=effective_on.isoformat(),
        running=running,
        approved=not draft.published_alone,
    )
    session.flush()
    announce(PlaybookPublished(actor, version_id, draft.playbook_id, effective_on, running == "migrate"))
    schedule(actor, "playbook_begins", version_id, effective_on, moves_running=running == "migrate")
    return warnings_about(version_id)


def confirm_figures(actor: Actor, version_id: UUID) -> None:
    """Say that the figures of a draft are ours now, no longer suggestions.

    Errors: NotFound; AlreadyPublished.
    """
    draft = locked_draft(PlaybookVersion, version_id)
    session.execute(
        update(Variable)
        .where(Variable.playbook_version_id == version_id)
        .values(to_confirm=False)
        .execution_options(synchronize_session=False)
    )
    changed_by(actor, draft)
    trail.record(actor, "playbook.figures_confirmed", "playbook", draft.playbook_id)


def retire_strategy(actor: Actor, version_id: UUID, retired_on: date, reason: str) -> None:
    """Say that a published version of the strategy holds no longer from a day on; then nobody is asked to read it.

    Errors: NotFound; BadInput for a day in the past.
    """
    state = session.scalar(select(StrategyVersion.state).where(StrategyVersion.id == version_id))
    if state != VersionState.PUBLISHED:
        raise NotFound
    _refuse_past(retired_on, "/retired_on")
    _retire(actor, retired_on, reason, strategy_version_id=version_id)
    trail.record(actor, "strategy.retired", "strategy_version", version_id, retired_on=retired_on.isoformat())
    schedule(actor, "strategy_ends", version_id, retired_on)


def retire_playbook(actor: Actor, playbook_id: UUID, retired_on: date, reason: str) -> None:
    """Say that a playbook holds no longer from a day on. A version that begins later revives it.

    Errors: NotFound; BadInput for a day in the past.
    """
    if session.scalar(select(Playbook.id).where(Playbook.id == playbook_id)) is None:
        raise NotFound
    _refuse_past(retired_on, "/retired_on")
    _retire(actor, retired_on, reason, playbook_id=playbook_id)
    trail.record(actor, "playbook.retired", "playbook", playbook_id, retired_on=retired_on.isoformat())


def _retire(actor: Actor, retired_on: date, reason: str, **subject: UUID) -> None:
    session.add(Retirement(id=new_id(), retired_on=retired_on, reason=reason, retired_by_id=actor.user_id, **subject))
    session.flush()


def _publishable(table: type[T], version_id: UUID) -> T:
    # Two drafts published at once for the same day would each not see the other.
    take_turn("publication")
    draft = locked_draft(table, version_id)
    if draft.state == VersionState.APPROVED:
        return draft
    if draft.state != VersionState.DRAFT or not is_alone():
        raise NotApproved
    complaints = complaints_about(draft)
    if complaints:
        raise BadInput(complaints)
    draft.published_alone = True
    return draft


def _publish(actor: Actor, draft: StrategyVersion | PlaybookVersion, effective_on: date) -> None:
    draft.state = VersionState.PUBLISHED.value
    draft.effective_on, draft.published_at, draft.published_by_id = effective_on, clock.now(), actor.user_id


def _refuse_past(day: date, pointer: str = "/effective_on") -> None:
    # What held yesterday cannot be changed today.
    if day < today_in_force():
        raise BadInput({pointer: ["This day is over. Choose today or a later day."]})
