"""What an agreement does not say is counted apart from what lies beyond its walk-away."""

from negostrategy.analytics.asked import Asked
from negostrategy.analytics.queries.outcomes import outcomes
from negostrategy.facts.service import refresh
from negostrategy.kernel import clock
from negostrategy.kernel.transaction import transaction
from tests.cast import Cast
from tests.features.facts.records import DAYS, PRICE, add_record


def test_a_floor_that_is_not_stated_stands_apart_from_one_that_is_broken(cast: Cast) -> None:
    terms = [
        {"price": PRICE},
        {"price": {**PRICE, "agreed": 95}, "days": {**DAYS, "theirs": 60}},
        {"price": {**PRICE, "agreed": 120}, "days": DAYS},
        {"price": {**PRICE, "agreed": 95}},
        {},
    ]
    today = clock.today()
    with transaction(cast.organization_id):
        refresh([add_record(cast.noor, one, held_on=today, outcome="agreed", closed_on=today) for one in terms])
        found = outcomes(cast.noor.actor, Asked().within(today))

    assert {word: many for word, many in found.bands.parts.items() if many} == {
        "unstated": 2,
        "stop": 1,
        "within": 1,
        "unknown": 1,
    }
