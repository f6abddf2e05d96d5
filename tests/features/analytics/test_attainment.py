"""How far objectives are: M23 with its vector, and what cannot be told said so."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import update

from negostrategy.analytics.attainment import COUNTED
from negostrategy.facts.models import Facts
from negostrategy.facts.service import refresh
from negostrategy.kernel import clock
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.metrics import METRICS, attainment
from negostrategy.trading.schemas import TableDraft
from negostrategy.trading.service.valuing import keep_table
from tests.cast import Cast
from tests.features.facts.records import add_record
from tests.features.trading.conftest import FERRANO


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "ratio"),
    [
        (8, 20, 14, "0.5"),
        (8, 20, 100, "1.5"),
        (8, 20, -90, "-1"),
        (8, 8, 8, None),
        (None, 20, 14, None),
        (8, 20, None, None),
    ],
)
def test_attainment_is_the_way_from_baseline_to_target(
    baseline: int | None, target: int, actual: int | None, ratio: str | None
) -> None:
    def exact(number: int | None) -> Decimal | None:
        return None if number is None else Decimal(number)

    assert attainment(exact(baseline), Decimal(target), exact(actual)) == (None if ratio is None else Decimal(ratio))


def test_every_metric_of_the_catalogue_is_counted() -> None:
    assert set(COUNTED) == set(METRICS)


@pytest.mark.parametrize("key", sorted(METRICS))
def test_without_records_nothing_is_known(cast: Cast, key: str) -> None:
    with transaction(cast.organization_id):
        actual, n = COUNTED[key](clock.today())

    assert (actual, n) == (None, 0)


def test_a_share_counts_what_the_records_say(cast: Cast) -> None:
    with transaction(cast.organization_id):
        ids = [add_record(cast.noor, held_on=clock.today()) for _ in range(8)]
        refresh(ids, is_new=True)
        session.execute(
            update(Facts).where(Facts.id.in_(ids[:6])).values(style_used="cooperative", style_planned="cooperative")
        )
        session.execute(
            update(Facts).where(Facts.id == ids[6]).values(style_used="combative", style_planned="cooperative")
        )

        assert COUNTED["M11"](clock.today()) == (Decimal("85.7"), 7)


def test_the_share_captured_is_the_median_of_what_was_agreed(cast: Cast) -> None:
    with transaction(cast.organization_id):
        records = [
            add_record(cast.noor, held_on=clock.today(), outcome="agreed", closed_on=clock.today()) for _ in range(3)
        ]
        for record in records:
            keep_table(cast.noor.actor, record, 0, TableDraft(FERRANO))
        refresh(records, is_new=True)
        session.execute(update(Facts).where(Facts.id == records[0]).values(outcome="no_deal"))

        actual, n = COUNTED["M6"](clock.today())

    assert (actual, n) == (captured(), 2)


def captured() -> Decimal:
    """Return N ÷ N* of the worked example in per cent, from its own lines."""
    gains = [(one.worth_low - one.cost_low, one.is_chosen) for one in FERRANO if one.worth_low and one.cost_low]
    agreed, possible = sum(gain for gain, chosen in gains if chosen), sum(gain for gain, _chosen in gains if gain > 0)
    return (Decimal(100) * agreed / possible).quantize(Decimal("0.1"))


def test_breadth_counts_records_on_which_somebody_moved(cast: Cast) -> None:
    with transaction(cast.organization_id):
        ids = [add_record(cast.noor, held_on=clock.today()) for _ in range(4)]
        refresh(ids, is_new=True)
        for record, moved in zip(ids, (0, 2, 5, 6), strict=True):
            session.execute(update(Facts).where(Facts.id == record).values(moved_variable_count=moved))

        assert COUNTED["M24"](clock.today()) == (Decimal("5.0"), 3)


def test_a_leader_begins_with_what_waits(cast: Cast, browser: Any) -> None:
    page = browser(cast.greta).get("/").text

    assert "How far our objectives are" in page


def test_others_do_not_see_the_leaders_page(cast: Cast, browser: Any) -> None:
    assert "How far our objectives are" not in browser(cast.ines).get("/").text
