"""What the strategy expects with a segment stands on the record, and what does not fit it is said."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from negostrategy.kernel import clock
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.queries.expected import Expected, expected_of
from negostrategy.negotiations.queries.record import record_of
from negostrategy.strategy.service.document import start_draft
from negostrategy.strategy.service.publication import publish_strategy
from tests.cast import Cast
from tests.clients import type_of_browser
from tests.review import approved


@pytest.fixture
def leverage(cast: Cast, record: Callable[..., UUID]) -> UUID:
    """Return the id of Noor's open record with a leverage supplier, under the starter strategy."""
    with transaction(cast.organization_id):
        publish_strategy(cast.greta.actor, approved(cast, start_draft(cast.greta.actor)), clock.today())
    return record(held_on=clock.today(), segment="leverage", style_planned="partnership")


def expected(cast: Cast, negotiation_id: UUID, **changes: Any) -> Expected | None:
    """Return what is expected of a record, were it a little different."""
    with transaction(cast.organization_id):
        found = record_of(cast.noor.actor, negotiation_id)
        assert found is not None
        return expected_of(replace(found, **changes))


def test_the_record_says_what_the_strategy_expects(cast: Cast, leverage: UUID) -> None:
    found = expected(cast, leverage)

    assert found is not None
    assert found.sentence == (
        "With the segment “leverage” we begin cooperative (combative is allowed, too), with at least 6 variables;"
        " our figures stay with us."
    )


def test_what_does_not_fit_is_said(cast: Cast, leverage: UUID) -> None:
    found = expected(cast, leverage)

    assert found is not None
    assert found.differs == [
        "Planned is a partnership style, which the strategy does not allow here.",
        "Nothing is on the table so far.",
    ]


def test_what_was_used_counts_more_than_what_was_planned(cast: Cast, leverage: UUID) -> None:
    found = expected(cast, leverage, style_used="combative", outcome="agreed")

    assert found is not None
    assert found.differs == []


@pytest.mark.parametrize("changes", [{"segment": None}, {"strategy_version_id": None}])
def test_without_a_segment_or_a_strategy_nothing_is_expected(
    cast: Cast, leverage: UUID, changes: dict[str, None]
) -> None:
    assert expected(cast, leverage, **changes) is None


def test_the_page_shows_it(cast: Cast, leverage: UUID, browser: type_of_browser) -> None:
    page = browser(cast.noor).get(f"/negotiations/{leverage}").text

    assert "we begin cooperative" in page
