"""Judging: from facts and rules to findings."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from negostrategy.compliance.engine.shelf import ready_rulebook
from negostrategy.compliance.engine.statements import take_findings_away, values_for
from negostrategy.facts.queries import versions_of
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import organization_in_force


def judge(negotiation_ids: Collection[UUID]) -> None:
    """Return when the findings of these negotiations are what the rules of their versions say of their stored facts."""
    by_version: dict[UUID | None, list[UUID]] = defaultdict(list)
    for negotiation_id, version_id in versions_of(negotiation_ids):
        by_version[version_id].append(negotiation_id)
    judge_by_version(by_version)


def judge_by_version(by_version: Mapping[UUID | None, Collection[UUID]], *, is_new: bool = False) -> None:
    """Return when these negotiations, given by the version each is pinned to, are judged: one statement per version.

    is_new: none of them was ever judged, so that without a version there is nothing to take away.
    """
    for version_id, negotiation_ids in by_version.items():
        if version_id is not None:
            _judge_some(version_id, negotiation_ids)
        elif not is_new:
            _take_away(negotiation_ids)


def _judge_some(version_id: UUID, negotiation_ids: Collection[UUID]) -> None:
    ready = ready_rulebook(version_id)
    if ready is not None:
        session.execute(ready.write, values_for(organization_in_force(), version_id, negotiation_ids))


def _take_away(negotiation_ids: Collection[UUID]) -> None:
    session.execute(take_findings_away(), values_for(organization_in_force(), None, negotiation_ids))
