"""Saying who has to read a version, before it is published."""

from uuid import UUID

from sqlalchemy import delete

from negostrategy.accounts.queries.people import team_tree
from negostrategy.audit import service as trail
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.ids import new_id
from negostrategy.strategy.audiences import WHOLE, AudienceDraft, Reach
from negostrategy.strategy.models import Audience, StrategyVersion
from negostrategy.strategy.queries.audiences import reaches_of
from negostrategy.strategy.service.drafting import DraftNotAsSeen, changed_by, locked_draft


def set_audience(actor: Actor, version_id: UUID, revision: int, draft: AudienceDraft) -> int:
    """Return the revision of a draft after saying who has to read it. A running review of it ends, as with any change.

    Errors: NotFound; AlreadyPublished; DraftNotAsSeen; BadInput for a team that is not here.
    """
    version = locked_draft(StrategyVersion, version_id)
    if version.revision != revision:
        raise DraftNotAsSeen
    _refuse_unknown_teams(draft.reaches)
    _write(version_id, draft.reaches)
    changed_by(actor, version)
    trail.record(actor, "strategy.audience_set", "strategy_version", version_id)
    session.flush()
    return version.revision


def copy_audience(from_id: UUID, to_id: UUID) -> None:
    """Let a draft begin with the audience of the version that it was copied from."""
    _write(to_id, reaches_of(from_id))


def _write(version_id: UUID, reaches: dict[str, Reach]) -> None:
    session.execute(
        delete(Audience).where(Audience.strategy_version_id == version_id).execution_options(synchronize_session=False)
    )
    session.add_all(
        Audience(
            id=new_id(), strategy_version_id=version_id, part=part, team_ids=list(reach.team_ids), roles=reach.roles
        )
        for part, reach in reaches.items()
    )
    session.flush()


def _refuse_unknown_teams(reaches: dict[str, Reach]) -> None:
    known = {team.id for team in team_tree()}
    for part, reach in reaches.items():
        if set(reach.team_ids) - known:
            pointer = "/team_ids" if part == WHOLE else f"/parts/{part}/team_ids"
            raise BadInput({pointer: ["One of these teams is not here. Choose from the list."]})
