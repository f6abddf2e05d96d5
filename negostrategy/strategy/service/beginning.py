"""What begins or ends on a day: kept when it is said, done when the day has come, and never before."""

from datetime import date
from typing import Literal
from uuid import UUID

from sqlalchemy import select

from negostrategy.accounts.queries.acting import ascribed_to
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.days import DayMayHaveBegun
from negostrategy.kernel.db import session
from negostrategy.kernel.events import announce
from negostrategy.kernel.ids import new_id
from negostrategy.strategy.events import PlaybookBegan, StrategyBegan, StrategyEnded
from negostrategy.strategy.models import PlaybookVersion, ScheduledChange
from negostrategy.strategy.queries.document import strategy_in_force
from negostrategy.strategy.queries.retired import playbook_version_in_force
from negostrategy.tenancy.queries import day_there, today_in_force

type_of_change = Literal["playbook_begins", "strategy_begins", "strategy_ends"]


def schedule(
    actor: Actor, kind: type_of_change, version_id: UUID, due_on: date, *, moves_running: bool = False
) -> None:
    """Keep what begins or ends on a day, as this person said; done at once when the day has come already."""
    subject = "playbook_version_id" if kind == "playbook_begins" else "strategy_version_id"
    change = ScheduledChange(
        id=new_id(),
        kind=kind,
        due_on=due_on,
        moves_running=moves_running,
        said_by_id=actor.user_id,
        said_at=clock.now(),
        **{subject: version_id},
    )
    session.add(change)
    session.flush()
    if due_on <= today_in_force():
        _do(change)


def begin_what_is_due(_event: DayMayHaveBegun) -> None:
    """Do what was said to begin or end by today, in the order of its days; of two at once, one finds nothing left."""
    due = session.scalars(
        select(ScheduledChange)
        .where(ScheduledChange.done_at.is_(None))
        .where(ScheduledChange.due_on <= day_there(clock.now()))
        .order_by(ScheduledChange.due_on, ScheduledChange.said_at, ScheduledChange.id)
        .with_for_update()
    ).all()
    for change in due:
        _do(change)


def _do(change: ScheduledChange) -> None:
    change.done_at = clock.now()
    session.flush()
    if change.playbook_version_id is not None:
        _begin_playbook(change, change.playbook_version_id)
    elif change.strategy_version_id is not None:
        began = strategy_in_force(change.due_on) == change.strategy_version_id
        if change.kind == "strategy_ends":
            announce(StrategyEnded(change.strategy_version_id))
        elif began:
            announce(StrategyBegan(change.strategy_version_id))


def _begin_playbook(change: ScheduledChange, version_id: UUID) -> None:
    playbook_id = session.scalars(select(PlaybookVersion.playbook_id).where(PlaybookVersion.id == version_id)).one()
    # A playbook that was retired for that very day has no version that begins on it.
    if playbook_version_in_force(playbook_id, change.due_on) == version_id:
        announce(PlaybookBegan(ascribed_to(change.said_by_id), version_id, playbook_id, change.moves_running))
