"""What the tests of judging share."""

from collections.abc import Iterator

import pytest

from negostrategy.compliance.reactions import judge_what_changed
from negostrategy.facts.events import FactsRefreshed
from negostrategy.kernel.events import wire
from negostrategy.wiring import REACTIONS


@pytest.fixture
def judging_at_once() -> Iterator[None]:
    """Wire nothing but this: refreshed facts are judged."""
    wire({FactsRefreshed: [judge_what_changed]})
    yield
    wire(REACTIONS)
