"""Versions of one playbook, published from days, for tests of which version a record is under."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from negostrategy.kernel.clock import standing_still
from negostrategy.kernel.db import session
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.models import PlaybookVersion
from negostrategy.strategy.schemas import PlaybookDraft, VariableDraft
from negostrategy.strategy.service.playbooks import edit_playbook, new_playbook, start_playbook_draft
from negostrategy.strategy.service.publication import publish_playbook
from tests.cast import Cast
from tests.clients import Program
from tests.review import approved

DAY = date(2026, 11, 2)
OLD, NEW = ("96", "100"), ("92", "95")


def at(day: date, hour: int = 9) -> Any:
    """Return a block in which it is this day, at nine in the morning unless said."""
    return standing_still(datetime(day.year, day.month, day.day, hour, tzinfo=UTC))


def in_days(count: int) -> date:
    """Return the day so many days after the first day of these tests."""
    return DAY + timedelta(days=count)


def draft_of(cast: Cast, limits: tuple[str, str], playbook_id: UUID | None = None, **scope: Any) -> UUID:
    """Return the id of a draft with one price: acceptable and walk-away; a new playbook's unless one is named."""
    with transaction(cast.organization_id):
        greta = cast.greta.actor
        if playbook_id is None:
            draft = new_playbook(greta, f"Price {new_id().hex[-8:]}", kind="external", topics=["finance"])
        else:
            draft = start_playbook_draft(greta, playbook_id)
        price = VariableDraft(
            *("price", "Price", "money", "EUR", "less"),
            target=Decimal(90),
            acceptable=Decimal(limits[0]),
            walk_away=Decimal(limits[1]),
            weight=Decimal(1),
        )
        given = frozenset({"variables", "purpose", *scope})
        edit_playbook(greta, draft, 1, PlaybookDraft(purpose="Renew.", variables=[price], given=given, **scope))
        return approved(cast, draft)


def publish(cast: Cast, draft: UUID, day: date, running: str = "migrate") -> UUID:
    """Return the id of a draft that Greta has published from a day."""
    with transaction(cast.organization_id):
        publish_playbook(cast.greta.actor, draft, day, running)  # type: ignore[arg-type]  # one of two words
    return draft


def playbook_of(cast: Cast, version_id: UUID) -> UUID:
    """Return the playbook of a version."""
    with transaction(cast.organization_id):
        return session.scalars(select(PlaybookVersion.playbook_id).where(PlaybookVersion.id == version_id)).one()


def log_price(noor: Program, **more: Any) -> str:
    """Return the id of a record about a price that a program has sent."""
    body = {"title": "Price with Ferrano", "kind": "external", "topic": "finance", "counterpart": "Ferrano"} | more
    answer = noor.call("POST", "/negotiations", body)
    assert answer.status_code == 201, answer.json
    made: str = answer.json["id"]
    return made


def version_of(noor: Program, record: str) -> UUID:
    """Return the version of a playbook that a record is under, as a program reads it."""
    return UUID(noor.call("GET", f"/negotiations/{record}").json["playbook_version_id"])
