"""M11: the share of records whose style the strategy of their day allows with their segment; unknown left out."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy import update

from negostrategy.analytics.attainment import COUNTED
from negostrategy.facts.models import Facts
from negostrategy.facts.service import refresh
from negostrategy.kernel import clock
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from tests.cast import Cast
from tests.features.facts.records import add_record

# The starter allows cooperative and partnership with key accounts, and cooperative and combative with leverage supply.
STYLES = [
    *[("key", "cooperative")] * 3,
    ("key", "combative"),
    ("leverage", "combative"),
    ("leverage", None),
    (None, "combative"),
]


def test_a_style_fits_when_the_strategy_allows_it_with_the_segment(cast: Cast, strategy: UUID) -> None:
    with transaction(cast.organization_id):
        ids = [add_record(cast.noor, held_on=clock.today()) for _ in STYLES]
        refresh(ids, is_new=True)
        for one, (segment, style) in zip(ids, STYLES, strict=True):
            said = {"strategy_version_id": strategy, "segment": segment, "style_used": style}
            session.execute(update(Facts).where(Facts.id == one).values(**said))

        assert COUNTED["M11s"](clock.today()) == (Decimal("80.0"), 5)
