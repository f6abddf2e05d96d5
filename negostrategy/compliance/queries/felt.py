"""How often, and with which offers, limits were asked about: what the bounds count and what probing shows in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from uuid import UUID

from sqlalchemy import ARRAY, DateTime, Numeric, Select, Text, Uuid, bindparam, cast, func, select
from sqlalchemy.dialects.postgresql import JSONB

from negostrategy.compliance.models import OfferCheck
from negostrategy.compliance.probing import type_of_step
from negostrategy.facts.models import Facts
from negostrategy.kernel import clock
from negostrategy.kernel.db import session

LOOKED_BACK = timedelta(days=30)
MOST = 300


@dataclass(frozen=True)
class Felt:
    """One question about one term: who asked on which record, and the place with the band that was answered."""

    negotiation_id: UUID
    user_id: UUID
    asked_at: datetime
    step: type_of_step


def count_asked(negotiation_id: UUID, keys: Collection[str] | None = None) -> int:
    """Return how many questions were asked on a record in the last day; with keys, those that named one of them."""
    since = {"negotiation_id": negotiation_id, "since": clock.now() - timedelta(days=1)}
    if keys is None:
        return session.scalar(_asked(), since) or 0
    return session.scalar(_asked_about(), since | {"keys": list(keys)}) or 0


def was_asked(negotiation_id: UUID, key: str, place: Decimal) -> bool:
    """Return whether a term at this very place was asked about on a record in the last day."""
    since = {"negotiation_id": negotiation_id, "since": clock.now() - timedelta(days=1)}
    same = cast(OfferCheck.offer[key].astext, Numeric()) == place
    return bool(session.scalar(_asked().where(same), since))


@cache
def _asked() -> Select[int]:
    return (
        select(func.count())
        .select_from(OfferCheck)
        .where(OfferCheck.negotiation_id == bindparam("negotiation_id", type_=Uuid()))
        .where(OfferCheck.checked_at >= bindparam("since", type_=DateTime(timezone=True)))
    )


@cache
def _asked_about() -> Select[int]:
    named = cast(bindparam("keys", type_=ARRAY(Text())), ARRAY(Text()))
    return _asked().where(cast(OfferCheck.offer, JSONB()).has_any(named))


def felt_for(version_id: UUID, key: str) -> list[Felt]:
    """Return what was asked about a term on all records under a version in the last month, in order.

    Places are shares of what is acceptable on the record where the playbook's positions are percentages of something:
    only so can records be compared.
    """
    acceptable = Facts.terms[key]["acceptable"].astext
    rows = session.execute(
        select(
            OfferCheck.negotiation_id,
            OfferCheck.user_id,
            OfferCheck.checked_at,
            OfferCheck.offer[key].astext.label("place"),
            OfferCheck.bands[key].astext.label("band"),
            acceptable.label("acceptable"),
        )
        .join(Facts, Facts.id == OfferCheck.negotiation_id)
        .where(Facts.playbook_version_id == version_id)
        .where(OfferCheck.checked_at >= clock.now() - LOOKED_BACK)
        .where(OfferCheck.bands[key].astext.is_not(None))
        .order_by(OfferCheck.checked_at.desc(), OfferCheck.id.desc())
        .limit(MOST)
    ).all()
    are_shares = len({row.acceptable for row in rows}) > 1 and all(Decimal(row.acceptable or 0) for row in rows)
    return [
        Felt(
            row.negotiation_id,
            row.user_id,
            row.checked_at,
            (Decimal(row.place) / (Decimal(row.acceptable) if are_shares else 1), row.band),
        )
        for row in reversed(rows)
    ]
