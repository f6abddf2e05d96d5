"""Who has to confirm which version, and which statement of it."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import select

from negostrategy.accounts.queries.people import Colleague, colleague, team_tree
from negostrategy.kernel.db import session
from negostrategy.strategy.audiences import WHOLE, Reach, fits, said_of, teams_within
from negostrategy.strategy.models import Audience

EVERYBODY = Reach()


def reaches_of(version_id: UUID) -> dict[str, Reach]:
    """Return who has to confirm a version: {part, or "" for the whole: reach}; what is missing is for everybody."""
    rows = session.execute(
        select(Audience.part, Audience.team_ids, Audience.roles).where(Audience.strategy_version_id == version_id)
    )
    return {part: Reach(team_ids, roles) for part, team_ids, roles in rows}


def fitting(reach: Reach) -> Callable[[Colleague], bool]:
    """Return the question whether somebody is reached; the tree of teams is read once."""
    within = teams_within(team_tree(), reach.team_ids) if reach.team_ids else set()
    return lambda person: fits(reach, person, within)


def is_asked(version_id: UUID, user_id: UUID) -> bool:
    """Return whether somebody has to read a version."""
    person = colleague(user_id)
    return person is not None and fitting(reaches_of(version_id).get(WHOLE, EVERYBODY))(person)


def spared_parts(version_id: UUID, user_id: UUID) -> set[str]:
    """Return the statements of a version that somebody does not have to confirm: they are for others."""
    narrower = {part: reach for part, reach in reaches_of(version_id).items() if part != WHOLE}
    person = colleague(user_id) if narrower else None
    return {part for part, reach in narrower.items() if person is None or not fitting(reach)(person)}


def audience_said(version_id: UUID) -> dict[str, str]:
    """Return in words who has to confirm a version: {part, or "" for the whole: who}."""
    names = {team.id: team.name for team in team_tree()}
    return {WHOLE: said_of(EVERYBODY, names)} | {
        part: said_of(reach, names) for part, reach in reaches_of(version_id).items()
    }
