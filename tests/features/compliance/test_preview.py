"""A draft's preview says what publishing it with "migrate" then does, record by record and rule by rule."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from negostrategy.compliance.models import Finding
from negostrategy.compliance.queries.preview import Preview, preview_of, replay_of
from negostrategy.compliance.queries.replaying import records_under, replay
from negostrategy.compliance.service.judging import judge
from negostrategy.facts.models import Facts
from negostrategy.facts.queries import differences
from negostrategy.facts.service import refresh
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.models import Negotiation, Term
from negostrategy.negotiations.service.repinning import move_running
from negostrategy.strategy.models import PlaybookVersion
from negostrategy.strategy.queries.moving import rule_keys_of
from negostrategy.strategy.rulebook import rulebook_of
from tests.cast import Cast
from tests.features.compliance.books import FLOOR, add_book
from tests.features.facts.records import add_record

PRICE = {
    "key": "price",
    "kind": "money",
    "direction": "less",
    "target": 90,
    "acceptable": 96,
    "walk_away": 100,
    "weight": 5,
}
KEPT_PRICE: dict[str, Any] = {
    **FLOOR,
    "key": "kept_price",
    "expression": {"variable": "price", "of": "current", "is": "no_worse_than", "than": "walk_away"},
}
ASKED: dict[str, Any] = {**FLOOR, "key": "asked", "expression": {"answer": "asked", "is": "yes"}}


def term(**said: Any) -> dict[str, Any]:
    """Return a term that still says what the first version says, but for what is said here."""
    return {name: value for name, value in PRICE.items() if name != "key"} | said


def versions(cast: Cast, new_price: dict[str, Any], new_rules: tuple[dict[str, Any], ...]) -> tuple[UUID, UUID, UUID]:
    """Return a playbook with a published version, and a second that is published too but holds nothing yet."""
    old = add_book(cast, (KEPT_PRICE,), variables=(PRICE,)).version_id
    new = add_book(cast, new_rules, variables=(new_price,), is_published=False, number=2).version_id
    playbook_id = session.scalars(select(PlaybookVersion.playbook_id).where(PlaybookVersion.id == old)).one()
    session.execute(update(PlaybookVersion).where(PlaybookVersion.id == new).values(playbook_id=playbook_id))
    return playbook_id, old, new


def add_records(cast: Cast, version_id: UUID, *terms: dict[str, Any], **columns: Any) -> list[UUID]:
    """Return records of Noor's under a version, each with a price, judged."""
    ids = [add_record(cast.noor, {"price": said}, playbook_version_id=version_id, **columns) for said in terms]
    refresh(ids, is_new=True)
    judge(ids)
    return ids


def previewed(version_id: UUID, playbook_id: UUID) -> Preview:
    """Return what a version would do to the usual number of records."""
    asked = replay_of(version_id, playbook_id)
    assert asked is not None
    return preview_of(asked)


def test_a_stricter_limit_breaks_what_lay_within(cast: Cast) -> None:
    with transaction(cast.organization_id):
        playbook_id, old, new = versions(cast, PRICE | {"walk_away": 97}, (KEPT_PRICE,))
        add_records(cast, old, term(theirs=98), term(theirs=95))

        preview = previewed(new, playbook_id)

    assert (preview.newly_broken, preview.approvals, preview.open_count) == (1, 1, 2)


def test_a_position_changed_by_hand_stays(cast: Cast) -> None:
    with transaction(cast.organization_id):
        playbook_id, old, new = versions(cast, PRICE | {"walk_away": 97}, (KEPT_PRICE,))
        add_records(cast, old, term(theirs=98, walk_away=99))

        preview = previewed(new, playbook_id)

    assert preview.newly_broken == 0


def test_what_was_not_recorded_cannot_be_told(cast: Cast) -> None:
    with transaction(cast.organization_id):
        playbook_id, old, new = versions(cast, PRICE, (KEPT_PRICE, ASKED))
        add_records(cast, old, term(theirs=95))

        preview = previewed(new, playbook_id)

    assert (preview.newly_unknown, preview.newly_kept, preview.cannot_tell) == (1, 0, 1)


def test_closed_records_are_the_newest(cast: Cast) -> None:
    with transaction(cast.organization_id):
        _playbook_id, old, _new = versions(cast, PRICE, (KEPT_PRICE,))
        days = [date(2026, 11, day) for day in (1, 2, 3)]
        closed = [
            add_records(cast, old, term(agreed=95), outcome="agreed", held_on=day, closed_on=day)[0] for day in days
        ]

        assert records_under([old], 2) == [closed[2], closed[1]]


def test_moving_leaves_facts_as_their_definition_says(cast: Cast) -> None:
    with transaction(cast.organization_id):
        playbook_id, old, new = versions(cast, PRICE | {"target": 80}, (KEPT_PRICE, ASKED))
        add_records(cast, old, term(theirs=98))
        _publish(new)
        move_running(cast.greta.actor, playbook_id, new)

        assert differences() == []


def test_closed_records_never_move(cast: Cast) -> None:
    with transaction(cast.organization_id):
        playbook_id, old, new = versions(cast, PRICE | {"target": 80}, (KEPT_PRICE,))
        add_records(cast, old, term(agreed=95), outcome="agreed", closed_on=date(2026, 11, 21))
        _publish(new)

        assert move_running(cast.greta.actor, playbook_id, new) == 0


def test_another_organization_previews_nothing(cast: Cast, next_door: Cast) -> None:
    with transaction(cast.organization_id):
        playbook_id, old, new = versions(cast, PRICE | {"walk_away": 97}, (KEPT_PRICE,))
        add_records(cast, old, term(theirs=98))

    with transaction(next_door.organization_id):
        assert replay_of(new, playbook_id) is None


def _publish(version_id: UUID) -> None:
    session.execute(
        update(PlaybookVersion)
        .where(PlaybookVersion.id == version_id)
        .values(state="published", effective_on=date(2026, 11, 23), published_at=_NOON)
    )


_NOON = "2026-11-23T12:00:00+00:00"
numbers = st.integers(80, 110).map(Decimal)
maybe = st.none() | numbers
new_prices = st.fixed_dictionaries(
    {"target": numbers, "acceptable": maybe, "walk_away": maybe, "weight": st.integers(0, 9)},
    optional={"direction": st.sampled_from(["more", "less"]), "reference": st.just("list price")},
)
given_terms = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "theirs": numbers,
            "walk_away": maybe,
            "target": maybe,
            "weight": st.integers(0, 9),
            "reference_amount": numbers,
        },
    ),
    min_size=1,
    max_size=6,
)
RULES: list[dict[str, Any]] = [
    KEPT_PRICE,
    ASKED,
    {**FLOOR, "key": "scored", "expression": {"fact": "deal_score", "is": "at_least", "value": 60}},
    {**FLOOR, "key": "terms", "expression": {"fact": "open_term_count", "is": "at_least", "value": 2}},
    {
        **FLOOR,
        "key": "within",
        "expression": {"variable": "price", "of": "band", "is": "one_of", "value": ["within", "target"]},
    },
]
some_rules = st.lists(st.sampled_from(RULES), unique_by=lambda one: str(one["key"]), min_size=1)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    price=new_prices,
    terms=given_terms,
    rules=st.lists(st.sampled_from(RULES), unique_by=lambda one: one["key"], min_size=1),
)
def test_the_preview_is_what_publishing_with_migrate_does(
    cast: Cast, price: dict[str, Any], terms: list[dict[str, Any]], rules: list[dict[str, Any]]
) -> None:
    with transaction(cast.organization_id):
        playbook_id, old, new = versions(cast, PRICE | price, tuple(rules))
        ids = add_records(cast, old, *(term(**said) for said in terms))
        book = rulebook_of(new)
        assert book is not None
        said = {
            (one.negotiation_id, key): result for one in replay(book, [old], ids) for key, result in one.after.items()
        }
        scores = {one.negotiation_id: one.score_after for one in replay(book, [old], ids)}

        _publish(new)
        move_running(cast.greta.actor, playbook_id, new)

        keys = rule_keys_of([new])
        stored = session.execute(
            select(Finding.negotiation_id, Finding.rule_id, Finding.result).where(Finding.negotiation_id.in_(ids))
        )
        found = {(row.negotiation_id, keys[row.rule_id]): row.result for row in stored}
        scored = {
            row.id: row.deal_score
            for row in session.execute(select(Facts.id, Facts.deal_score).where(Facts.id.in_(ids)))
        }
        assert (found, scored) == (said, scores)


@pytest.mark.usefixtures("app")
def test_moved_records_keep_what_they_said_before(cast: Cast) -> None:
    with transaction(cast.organization_id):
        playbook_id, old, new = versions(cast, PRICE | {"target": 80}, (KEPT_PRICE,))
        (record,) = add_records(cast, old, term(theirs=98))
        _publish(new)
        move_running(cast.greta.actor, playbook_id, new)

        negotiation = session.get_one(Negotiation, (cast.organization_id, record))
        target = session.scalars(select(Term.target).where(Term.negotiation_id == record)).one()
    assert (negotiation.revision, negotiation.playbook_version_id, target) == (2, new, 80)


def test_what_a_record_left_out_is_not_put_back(cast: Cast) -> None:
    with transaction(cast.organization_id):
        days = {"key": "days", "kind": "days", "target": 60}
        old = add_book(cast, (KEPT_PRICE,), variables=(PRICE, days)).version_id
        new = add_book(cast, (KEPT_PRICE,), variables=(PRICE, days, {"key": "stock"}), is_published=False, number=2)
        playbook_id = session.scalars(select(PlaybookVersion.playbook_id).where(PlaybookVersion.id == old)).one()
        session.execute(
            update(PlaybookVersion).where(PlaybookVersion.id == new.version_id).values(playbook_id=playbook_id)
        )
        (record,) = add_records(cast, old, term(theirs=95))
        _publish(new.version_id)
        move_running(cast.greta.actor, playbook_id, new.version_id)

        keys = set(session.scalars(select(Term.key).where(Term.negotiation_id == record)))

    assert keys == {"price", "stock"}
