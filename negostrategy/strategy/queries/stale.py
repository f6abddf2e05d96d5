"""Versions in force whose review day is near or over."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on

from negostrategy.accounts.queries.names import person_name
from negostrategy.kernel.business import VersionState
from negostrategy.kernel.db import session
from negostrategy.strategy.models import Playbook, PlaybookVersion, StrategyVersion
from negostrategy.strategy.queries.document import strategy_in_force
from negostrategy.strategy.queries.retired import is_retired_playbook


@dataclass(frozen=True)
class ReviewDue:
    """A published version to be looked at again by a day."""

    version_id: UUID
    name: str
    review_on: date
    owner_id: UUID | None
    owner: str | None
    address: str


def reviews_due(today: date, until: date) -> list[ReviewDue]:
    """Return what of the strategy and the playbooks holds today and is to be reviewed by a day not after `until`."""
    found = [
        ReviewDue(row.id, row.title, row.review_on, row.owner_id, row.owner, "/strategy")
        for row in session.execute(
            select(
                StrategyVersion.id,
                StrategyVersion.title,
                StrategyVersion.review_on,
                StrategyVersion.owner_id,
                person_name(StrategyVersion.owner_id).label("owner"),
            ).where(StrategyVersion.id == strategy_in_force(today))
        )
        if row.review_on is not None
    ]
    newest = (
        select(
            PlaybookVersion.id,
            Playbook.id.label("playbook_id"),
            Playbook.name,
            PlaybookVersion.review_on,
            PlaybookVersion.owner_id,
            person_name(PlaybookVersion.owner_id).label("owner"),
        )
        .join(Playbook, Playbook.id == PlaybookVersion.playbook_id)
        .where(PlaybookVersion.state == VersionState.PUBLISHED)
        .where(PlaybookVersion.effective_on <= today)
        .where(~is_retired_playbook(PlaybookVersion, today))
        .ext(distinct_on(Playbook.id))
        .order_by(Playbook.id, PlaybookVersion.effective_on.desc(), PlaybookVersion.number.desc())
    )
    found += [
        ReviewDue(row.id, row.name, row.review_on, row.owner_id, row.owner, f"/playbooks/{row.playbook_id}")
        for row in session.execute(newest)
        if row.review_on is not None
    ]
    return sorted((one for one in found if one.review_on <= until), key=lambda one: (one.review_on, one.name))
