"""Days are those of where the company lives, not of where the server does."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from negostrategy.kernel.clock import standing_still
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.queries.document import strategy_in_force
from negostrategy.strategy.service.document import start_draft
from negostrategy.strategy.service.publication import publish_strategy, retire_strategy
from tests.cast import Cast
from tests.review import approved

THE_22ND = date(2026, 11, 22)
# Where the company lives, and an instant that is the 23rd by one of the two clocks and the 22nd by the other.
ALREADY_THE_23RD = ("Pacific/Auckland", datetime.fromisoformat("2026-11-22T20:00:00+00:00"))
STILL_THE_22ND = ("America/Los_Angeles", datetime.fromisoformat("2026-11-23T04:00:00+00:00"))


def test_a_day_that_is_over_here_is_over(cast: Cast, lives_in: Callable[[str], None]) -> None:
    zone, at = ALREADY_THE_23RD
    lives_in(zone)

    with standing_still(at), pytest.raises(BadInput), transaction(cast.organization_id):
        publish_strategy(cast.greta.actor, approved(cast, start_draft(cast.greta.actor)), THE_22ND)


def test_the_day_it_still_is_here_can_be_chosen(cast: Cast, lives_in: Callable[[str], None]) -> None:
    zone, at = STILL_THE_22ND
    lives_in(zone)
    with standing_still(at), transaction(cast.organization_id):
        version = approved(cast, start_draft(cast.greta.actor))
        publish_strategy(cast.greta.actor, version, THE_22ND)
        held = strategy_in_force(THE_22ND)
        retire_strategy(cast.greta.actor, version, THE_22ND, "We begin anew.")

        assert (held, strategy_in_force(THE_22ND)) == (version, None)
