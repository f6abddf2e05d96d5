"""Telling whoever answers for sealed limits that somebody seems to feel for one, by asking or by saving and looking."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from functools import partial
from uuid import UUID

from negostrategy.accounts.queries.people import person
from negostrategy.accounts.service.telling import tell_people
from negostrategy.audit import service as trail
from negostrategy.compliance.models import OfferCheck
from negostrategy.compliance.probing import SUSPICIOUS_TOGETHER, is_bisecting
from negostrategy.compliance.queries.felt import LOOKED_BACK, felt_for, was_asked
from negostrategy.facts.queries import versions_of
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Light
from negostrategy.kernel.db import session
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import keep_anyway
from negostrategy.negotiations.events import NegotiationChanged
from negostrategy.negotiations.queries.askable import Askable
from negostrategy.negotiations.queries.stood import last_saved_by, offered_places, saved_places
from negostrategy.notices.service import News
from negostrategy.strategy.queries.sealed import sealed_edges, sealed_rows, who_answers_for

DAY = timedelta(days=1)


def watch_asking(actor: Actor, record: Askable, keys: Iterable[str]) -> None:
    """Return when the last question about these sealed terms was compared with those before it.

    Looked at: what this person asked on any record under the version, what anybody asked on this record, and what
    everybody asked today.
    """
    if record.playbook_version_id is None:
        return
    for key in keys:
        felt = felt_for(record.playbook_version_id, key)
        own = [one.step for one in felt if one.user_id == actor.user_id]
        here = [one.step for one in felt if one.negotiation_id == record.id]
        today = [one.step for one in felt if one.asked_at >= clock.now() - DAY]
        if is_bisecting(own) or is_bisecting(here) or is_bisecting(today, SUSPICIOUS_TOGETHER):
            _tell(actor, record.playbook_version_id, record.id, key)


def watch_saving(event: NegotiationChanged) -> None:
    """Return when what was saved on a record was looked at: saving, and reading the band, is asking too.

    Saving is never refused for it; writing down what happened must stay possible. It counts as a question of the day.
    """
    pinned = [] if event.is_new else versions_of([event.negotiation_id])
    version_id = pinned[0][1] if pinned else None
    if version_id is None:
        return
    since = clock.now() - LOOKED_BACK
    for key, edge in sealed_edges(version_id).items():
        rows = [saved_places(event.negotiation_id, key, since), offered_places(event.negotiation_id, key)]
        if any(is_bisecting([(place, _side(place, edge)) for place in places]) for places in rows):
            _tell(None, version_id, event.negotiation_id, key)
        # Counted once it is saved: what is refused within the same act is counted there, as a try.
        keep_anyway(partial(_count_saving, event.negotiation_id, key, edge))


def _count_saving(negotiation_id: UUID, key: str, edge: Decimal) -> None:
    places = saved_places(negotiation_id, key, clock.now() - LOOKED_BACK)
    user_id = last_saved_by(negotiation_id)
    if not places or user_id is None or was_asked(negotiation_id, key, places[-1]):
        return
    session.add(
        OfferCheck(
            id=new_id(),
            negotiation_id=negotiation_id,
            user_id=user_id,
            checked_at=clock.now(),
            offer={key: str(places[-1])},
            light=Light.AMBER.value,
            bands={key: "stop" if _side(places[-1], edge) == "stop" else "ask"},
        )
    )


def _side(place: Decimal, edge: Decimal) -> str:
    return "stop" if place > edge else "within"


def _tell(actor: Actor | None, version_id: UUID, negotiation_id: UUID, key: str) -> None:
    trail.record(actor, "limits.probed", "negotiation", negotiation_id, term=key)
    name = next((row.name for row in sealed_rows(version_id) if row.key == key), key)
    asker = person(actor.user_id) if actor else None
    sentence = (
        f"{asker.name} asks offer after offer about {name}, as if to find its sealed walk-away."
        if asker
        else f"A record is saved again and again with another {name}, as if to find its sealed walk-away."
    )
    address = f"/playbooks/versions/{version_id}/seals"
    news = News("limits.probed", asker.id if asker else negotiation_id, sentence, address)
    tell_people(who_answers_for(version_id), news)
