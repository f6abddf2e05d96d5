"""A price whose walk-away Greta has sealed: as a draft, and in force with a record of Noor's under it."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import update

from negostrategy.facts.service import refresh
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.models import PlaybookVersion
from negostrategy.strategy.service.sealing import close_seal
from tests.cast import Cast
from tests.features.compliance.books import add_book
from tests.features.facts.records import PRICE, add_record

LIMIT = Decimal("103.5")
PRICE_SEALED = {"key": "price", "kind": "money", "direction": "less", "target": 90, "acceptable": 96, "seal": "sealed"}
OPEN_PRICE = PRICE | {"walk_away": None}
NOON = datetime.fromisoformat("2026-11-23T12:00:00+00:00")


def sealed_draft(cast: Cast, limit: Decimal = LIMIT) -> UUID:
    """Return a draft whose price is sealed by Greta."""
    with transaction(cast.organization_id):
        version_id = add_book(cast, (), variables=(PRICE_SEALED,), is_published=False).version_id
        close_seal(cast.greta.actor, version_id, "price", str(limit))
        return version_id


def published_with_record(cast: Cast, limit: Decimal = LIMIT) -> tuple[UUID, UUID]:
    """Return a published version with a sealed price, and a record of Noor's under it."""
    version_id = sealed_draft(cast, limit)
    with transaction(cast.organization_id):
        session.execute(
            update(PlaybookVersion)
            .where(PlaybookVersion.id == version_id)
            .values(state="published", effective_on=date(2026, 1, 1), published_at=NOON, published_by_id=cast.greta.id)
        )
        record = add_record(cast.noor, {"price": OPEN_PRICE}, playbook_version_id=version_id)
        refresh([record], is_new=True)
        return version_id, record
