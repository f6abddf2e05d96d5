"""Writing the strategy document: a draft from the starter outline or the last version, edited, published, read."""

from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from negostrategy.audit import service as trail
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import VersionState
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, Conflict, NotFound, Stale
from negostrategy.kernel.ids import new_id
from negostrategy.strategy import starters
from negostrategy.strategy.models import Acknowledgement, Objective, StrategyVersion
from negostrategy.strategy.schemas import DocumentDraft, ObjectiveDraft

DAYS_OF_A_MONTH = 30.44


class DraftIsOpen(Conflict):
    """There is a draft already. Go on with it, or publish it first."""

    code = "draft_is_open"


class AlreadyPublished(Conflict):
    """A published version never changes. Start a new draft."""

    code = "already_published"


class NotPublished(Conflict):
    """This is still a draft; only what is published can be confirmed as read."""

    code = "not_published"


class DraftNotAsSeen(Stale):
    """Somebody changed this draft since you opened it. Read what they wrote, then change it again."""


def start_draft(actor: Actor) -> UUID:
    """Return the id of a new draft: a copy of the last version, or the starter outline when there is none.

    Errors: DraftIsOpen.
    """
    last = session.scalars(select(StrategyVersion).order_by(StrategyVersion.number.desc()).limit(1)).one_or_none()
    if last is not None and last.state == VersionState.DRAFT:
        raise DraftIsOpen
    draft = StrategyVersion(
        id=new_id(),
        number=last.number + 1 if last else 1,
        title=last.title if last else starters.strategy().title,
        sections=last.sections if last else [asdict(section) for section in starters.strategy().sections],
        written_by_id=actor.user_id,
    )
    session.add(draft)
    session.flush()
    _write_objectives(draft.id, _objectives_of(last.id) if last else _first_objectives(clock.today()))
    trail.record(actor, "strategy.drafted", "strategy_version", draft.id, number=draft.number)
    return draft.id


def edit_draft(actor: Actor, version_id: UUID, revision: int, change: DocumentDraft) -> int:
    """Return the revision of a draft after a change. Sections replace those of the same key; objectives replace all.

    Errors: NotFound; AlreadyPublished; DraftNotAsSeen.
    """
    draft = _draft(version_id)
    if draft.revision != revision:
        raise DraftNotAsSeen
    if change.sections is not None:
        draft.sections = _merged(draft.sections, change)
    draft.title = change.title or draft.title
    if change.objectives is not None:
        _write_objectives(version_id, change.objectives)
    draft.revision += 1
    draft.written_at = clock.now()
    trail.record(actor, "strategy.edited", "strategy_version", version_id)
    session.flush()
    return draft.revision


def publish_strategy(actor: Actor, version_id: UUID, effective_on: date, today: date | None = None) -> None:
    """Publish a draft: it holds from a day until a later version does, and never changes again.

    today: the present day where the organization is at home; that of UTC unless it is given.
    Errors: NotFound; AlreadyPublished; BadInput for a day in the past, one that another version has, or an empty text.
    """
    draft = _draft(version_id)
    refuse_past(effective_on, today or clock.today())
    if not any(section.get("body", "").strip() for section in draft.sections):
        raise BadInput({"/sections": ["Nothing is written yet. Fill in at least one part."]})
    same_day = select(StrategyVersion.id).where(StrategyVersion.effective_on == effective_on)
    if session.scalar(same_day) is not None:
        raise BadInput({"/effective_on": ["Another version begins on this day. Choose another day."]})
    draft.state = VersionState.PUBLISHED.value
    draft.effective_on, draft.published_at, draft.published_by_id = effective_on, clock.now(), actor.user_id
    trail.record(actor, "strategy.published", "strategy_version", version_id, effective_on=effective_on.isoformat())
    session.flush()


def discard_draft(actor: Actor, version_id: UUID) -> None:
    """Throw a draft away.

    Errors: NotFound; AlreadyPublished.
    """
    draft = _draft(version_id)
    session.delete(draft)
    trail.record(actor, "strategy.discarded", "strategy_version", version_id, number=draft.number)
    session.flush()


def acknowledge(actor: Actor, version_id: UUID) -> None:
    """Keep that this person has read a version; saying it again changes nothing.

    Errors: NotFound; NotPublished.
    """
    state = session.scalar(select(StrategyVersion.state).where(StrategyVersion.id == version_id))
    if state is None:
        raise NotFound
    if state != VersionState.PUBLISHED:
        raise NotPublished
    said = session.scalar(
        insert(Acknowledgement)
        .values(id=new_id(), strategy_version_id=version_id, user_id=actor.user_id, acknowledged_at=clock.now())
        .on_conflict_do_nothing(index_elements=["organization_id", "strategy_version_id", "user_id"])
        .returning(Acknowledgement.id)
    )
    if said is not None:
        trail.record(actor, "strategy.acknowledged", "strategy_version", version_id)


def refuse_past(effective_on: date, today: date) -> None:
    """Return when a day is not in the past: what held yesterday cannot be changed today.

    Errors: BadInput.
    """
    if effective_on < today:
        raise BadInput({"/effective_on": ["This day is over. Choose today or a later day."]})


def _draft(version_id: UUID) -> StrategyVersion:
    found = session.scalars(
        select(StrategyVersion).where(StrategyVersion.id == version_id).with_for_update()
    ).one_or_none()
    if found is None:
        raise NotFound
    if found.state == VersionState.PUBLISHED:
        raise AlreadyPublished
    return found


def _merged(sections: list[dict[str, Any]], change: DocumentDraft) -> list[dict[str, Any]]:
    given = {section.key: section for section in change.sections or []}
    unknown = set(given) - {section["key"] for section in sections}
    if unknown:
        raise BadInput({"/sections": [f"There is no part called {', '.join(sorted(unknown))}."]})
    return [
        section
        | ({"body": new.body, "title": new.title or section["title"]} if (new := given.get(section["key"])) else {})
        for section in sections
    ]


def _objectives_of(version_id: UUID) -> list[ObjectiveDraft]:
    rows = session.scalars(
        select(Objective).where(Objective.strategy_version_id == version_id).order_by(Objective.place)
    )
    names = ObjectiveDraft.__dataclass_fields__
    return [ObjectiveDraft(**{name: getattr(row, name) for name in names}) for row in rows]


def _first_objectives(today: date) -> list[ObjectiveDraft]:
    return [
        ObjectiveDraft(
            title=one.title,
            metric=one.metric,
            unit=one.unit,
            baseline=one.baseline,
            target=one.target,
            due_on=date.fromordinal(today.toordinal() + round(one.horizon_months * DAYS_OF_A_MONTH)),
            note=one.note,
        )
        for one in starters.strategy().objectives
    ]


def _write_objectives(version_id: UUID, objectives: list[ObjectiveDraft]) -> None:
    session.execute(
        delete(Objective)
        .where(Objective.strategy_version_id == version_id)
        .execution_options(synchronize_session=False)
    )
    session.add_all(
        Objective(id=new_id(), strategy_version_id=version_id, place=place, **asdict(objective))
        for place, objective in enumerate(objectives, 1)
    )
    session.flush()
