"""The records behind the numbers of a preview that no single rule explains."""

from collections.abc import Callable, Mapping
from uuid import UUID

from negostrategy.compliance.queries.preview import Replayed, records_under, replay
from negostrategy.kernel.business import Result
from negostrategy.strategy.queries.moving import published_versions_of
from negostrategy.strategy.rulebook import rulebook_of

type_of_question = Callable[[Replayed], bool]


def _cannot_be_judged(one: Replayed) -> bool:
    return Result.UNKNOWN in one.after.values()


def _has_both_scores(one: Replayed) -> bool:
    return one.score_before is not None and one.score_after is not None


QUESTIONS: Mapping[str, type_of_question] = {"cannot_tell": _cannot_be_judged, "scores": _has_both_scores}


def records_behind(number: str, version_id: UUID, playbook_id: UUID, closed: int | None) -> tuple[UUID, ...]:
    """Return the records that a preview counts under cannot_tell or scores, running ones first.

    closed: as the preview was asked. None are returned where there is no such version.
    """
    book = rulebook_of(version_id)
    if book is None:
        return ()
    earlier = [one for one in published_versions_of(playbook_id) if one != version_id]
    replayed = replay(book, earlier, records_under(earlier, closed))
    return tuple(one.negotiation_id for one in replayed if QUESTIONS[number](one))
