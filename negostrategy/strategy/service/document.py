"""Writing the strategy document: a draft from the starter outline or the last version, edited, published, read."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from negostrategy.audit import service as trail
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import VersionState
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, Conflict, NotFound
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.turns import take_turn
from negostrategy.notices import service as inbox
from negostrategy.strategy import starters
from negostrategy.strategy.models import Acknowledgement, StrategyVersion
from negostrategy.strategy.queries.segments import segment_rows
from negostrategy.strategy.schemas import DocumentDraft
from negostrategy.strategy.service.audience import copy_audience
from negostrategy.strategy.service.drafting import (
    DraftNotAsSeen,
    changed_by,
    end_reviews,
    locked_draft,
    refuse_unknown_owner,
    writers_of_copy,
)
from negostrategy.strategy.service.objectives import first_objectives, objectives_of, write_objectives
from negostrategy.strategy.service.segments import first_segments, write_segments
from negostrategy.tenancy.queries import today_in_force

# What a draft may go without again, once it had it.
CLEARED = frozenset({"owner_id", "review_on", "change_note"})
TO_READ = "strategy.read"


class NotPublished(Conflict):
    """This is still a draft; only what is published can be confirmed as read."""

    code = "not_published"


def start_draft(actor: Actor, from_id: UUID | None = None) -> UUID:
    """Return the id of a new draft: a copy of a version, else of what holds last, else of a draft, else the outline.

    There may be several drafts at once; each has a number of its own. Errors: NotFound.
    """
    # Two people who begin the first draft at once would both call it version 1.
    take_turn("strategy drafts")
    source = _source(actor, from_id)
    draft = StrategyVersion(
        id=new_id(),
        number=(session.scalar(select(func.max(StrategyVersion.number))) or 0) + 1,
        title=source.title if source else starters.strategy().title,
        sections=source.sections if source else [asdict(section) for section in starters.strategy().sections],
        owner_id=source.owner_id if source else actor.user_id,
        begun_from=source.number if source else None,
        written_by_id=actor.user_id,
        writer_ids=writers_of_copy(actor, source),
    )
    session.add(draft)
    session.flush()
    write_objectives(draft.id, objectives_of(source.id) if source else first_objectives(today_in_force()))
    write_segments(draft.id, segment_rows(source.id) if source else first_segments())
    if source is not None:
        copy_audience(source.id, draft.id)
    trail.record(actor, "strategy.drafted", "strategy_version", draft.id, number=draft.number)
    return draft.id


def edit_draft(actor: Actor, version_id: UUID, revision: int, change: DocumentDraft) -> int:
    """Return the revision of a draft after a change. Sections replace those of the same key; other lists replace all.

    Sections that are all given also say the order in which they stand.

    Errors: NotFound; AlreadyPublished; DraftNotAsSeen; BadInput for a part or an owner that is not here.
    """
    draft = locked_draft(StrategyVersion, version_id)
    if draft.revision != revision:
        raise DraftNotAsSeen
    refuse_unknown_owner(change.owner_id)
    if change.sections is not None:
        draft.sections = _merged(draft.sections, change)
    for name in ("title", "owner_id", "review_on", "change_size", "change_note"):
        if getattr(change, name) is not None or name in change.given & CLEARED:
            setattr(draft, name, getattr(change, name))
    if change.objectives is not None:
        write_objectives(version_id, change.objectives)
    if change.segments is not None:
        write_segments(version_id, change.segments)
    changed_by(actor, draft)
    trail.record(actor, "strategy.edited", "strategy_version", version_id)
    session.flush()
    return draft.revision


def discard_draft(actor: Actor, version_id: UUID) -> None:
    """Throw a draft away; a review of it waits for nobody any more.

    Errors: NotFound; AlreadyPublished.
    """
    draft = locked_draft(StrategyVersion, version_id)
    end_reviews(version_id, "withdrawn")
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
        inbox.settle(TO_READ, version_id, actor.user_id)
        trail.record(actor, "strategy.acknowledged", "strategy_version", version_id)


def _source(actor: Actor, from_id: UUID | None) -> StrategyVersion | None:
    if from_id is not None:
        found = session.get(StrategyVersion, (actor.organization_id, from_id))
        if found is None:
            raise NotFound
        return found
    # What is published comes before what others are still writing: their half-done words are not to be published here.
    # Of two that are published the one that begins last is taken: the next version takes its place, not today's.
    order = (
        StrategyVersion.effective_on.desc().nulls_last(),
        (StrategyVersion.state == VersionState.APPROVED).desc(),
        StrategyVersion.number.desc(),
    )
    return session.scalars(select(StrategyVersion).order_by(*order).limit(1)).one_or_none()


def _merged(sections: list[dict[str, Any]], change: DocumentDraft) -> list[dict[str, Any]]:
    given = {section.key: section for section in change.sections or []}
    unknown = set(given) - {section["key"] for section in sections}
    if unknown:
        raise BadInput({"/sections": [f"There is no part called {', '.join(sorted(unknown))}."]})
    order = list(given) if len(given) == len(sections) else [section["key"] for section in sections]
    standing = {section["key"]: section for section in sections}
    return [
        standing[key]
        | ({"body": new.body, "title": new.title or standing[key]["title"]} if (new := given.get(key)) else {})
        for key in order
    ]
