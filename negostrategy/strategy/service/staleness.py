"""Reminding whoever answers for a strategy or a playbook that its review day nears, or has passed."""

from datetime import timedelta
from uuid import UUID

from negostrategy.accounts.service.telling import tell_people
from negostrategy.kernel import clock
from negostrategy.notices.queries import last_told
from negostrategy.notices.service import News
from negostrategy.strategy.queries.stale import reviews_due
from negostrategy.tenancy.queries import today_in_force

DUE = "strategy.review_due"
AHEAD_DAYS, EVERY_DAYS = 14, 7


def remind_of_reviews() -> int:
    """Return how many owners were told, each at most once a week, from two weeks before the day on."""
    told_count = 0
    today = today_in_force()
    for one in reviews_due(today, today + timedelta(days=AHEAD_DAYS)):
        if one.owner_id is None or _was_told(one.owner_id, one.version_id):
            continue
        is_over = one.review_on < today
        sentence = f"“{one.name}” {'was' if is_over else 'is'} to be reviewed by {one.review_on}."
        tell_people([one.owner_id], News(DUE, one.version_id, sentence, one.address), by_mail=True)
        told_count += 1
    return told_count


def _was_told(user_id: UUID, version_id: UUID) -> bool:
    at = last_told(DUE, version_id).get(user_id)
    return at is not None and clock.now() - at < timedelta(days=EVERY_DAYS)
