"""Who may read a record: the question that is made once and the one made for somebody find the same."""

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import select

from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.models import Negotiation, NegotiationPerson
from negostrategy.negotiations.policy import readable_by, readable_by_reader, reader
from tests.cast import Cast

# Per person: which records they find, as (whose, how private).
EXPECTED = {
    "noor": {
        ("noor", "open"),
        ("noor", "need_to_know"),
        ("noor", "private"),
        ("nils", "open"),
        ("nils", "need_to_know"),
    },
    "nils": {("nils", "open"), ("nils", "need_to_know"), ("nils", "private")},
    "ines": {("noor", "open"), ("nils", "open")},
    "greta": {("nils", "private")},
    "adam": set(),
    "otto": set(),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_both_ways_to_ask_find_the_same(cast: Cast, record: Callable[..., UUID], name: str) -> None:
    for whose in ("noor", "nils"):
        for privacy in ("open", "need_to_know", "private"):
            record(f"{whose} {privacy}", getattr(cast, whose), privacy=privacy)
    _name(cast, "nils open", "noor", "party")
    _name(cast, "nils need_to_know", "noor", "party")
    # A party is not told of what has become private since, a reader is.
    _name(cast, "nils private", "noor", "party")
    _name(cast, "nils private", "greta", "reader")
    actor = getattr(cast, name).actor

    with transaction(cast.organization_id):
        made_for = set(session.scalars(select(Negotiation.title).where(readable_by(actor))))
        standing = select(Negotiation.title).where(readable_by_reader(actor.is_manager))
        made_once = set(session.scalars(standing, reader(actor)))

    assert made_for == made_once == {" ".join(words) for words in EXPECTED[name]}


def _name(cast: Cast, title: str, who: str, part: str) -> None:
    person = getattr(cast, who)
    with transaction(cast.organization_id):
        of = session.scalars(select(Negotiation.id).where(Negotiation.title == title)).one()
        session.add(NegotiationPerson(negotiation_id=of, user_id=person.id, team_id=person.team_id, part=part))
