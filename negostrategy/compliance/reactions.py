"""What compliance does when facts change: it judges in the same transaction, so that nobody sees a record unjudged."""

from negostrategy.compliance.service.judging import judge_by_version
from negostrategy.facts.events import FactsRefreshed


def judge_what_changed(event: FactsRefreshed) -> None:
    """Return when the negotiations whose facts were refreshed are judged by the rules they are pinned to."""
    judge_by_version(event.by_version, is_new=event.is_new)
