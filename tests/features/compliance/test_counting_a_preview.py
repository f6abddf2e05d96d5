"""Where a draft leaves the positions alone, the database counts: the same as looking at every record by itself."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from negostrategy.compliance.queries.preview import EFFECTS, preview_of
from negostrategy.compliance.queries.replaying import (
    APPROVALS,
    CANNOT_TELL,
    OPEN_AFFECTED,
    SCORED,
    Replay,
    Replayed,
    records_under,
    records_with,
    replay,
)
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.models import PlaybookVersion
from negostrategy.strategy.rulebook import rulebook_of
from tests.cast import Cast
from tests.features.compliance.books import FLOOR, add_book
from tests.features.compliance.test_preview import ASKED, PRICE, RULES, add_records, term

LENIENT: dict[str, Any] = {**RULES[2], "expression": {"fact": "deal_score", "is": "at_least", "value": 10}}
ADVICE: dict[str, Any] = {**ASKED, "binding": "posture", "severity": 3}
CONDITIONAL: dict[str, Any] = {**FLOOR, "key": "terms", "condition": {"answer": "asked", "is": "yes"}} | {
    "expression": {"fact": "open_term_count", "is": "at_least", "value": 2}
}
NUMBERS = (*EFFECTS, APPROVALS, CANNOT_TELL, OPEN_AFFECTED, SCORED)
some_rules = st.lists(
    st.sampled_from([*RULES, LENIENT, ADVICE, CONDITIONAL]), unique_by=lambda one: str(one["key"]), min_size=1
)
some_terms = st.lists(
    st.sampled_from([term(theirs=98), term(theirs=91), term(theirs=101), term()]), min_size=1, max_size=4
)


def replay_over(cast: Cast, first: list[Any], second: list[Any], draft: list[Any], terms: list[Any]) -> Replay:
    """Return the replay of a draft over records of two published versions of one playbook, some of them closed."""
    books = [
        add_book(cast, tuple(rules), variables=(PRICE,), is_published=False, number=number).version_id
        for number, rules in enumerate((first, second, draft), 1)
    ]
    _make_one_playbook(books)
    for version_id in books[:2]:
        add_records(cast, version_id, *terms)
        add_records(cast, version_id, *terms, answers={"asked": True})
        add_records(
            cast, version_id, term(agreed=97), outcome="agreed", closed_on=date(2026, 11, 21), answers={"asked": False}
        )
    book = rulebook_of(books[2])
    assert book is not None
    return Replay(book, tuple(books[:2]), 1)


def _make_one_playbook(books: list[UUID]) -> None:
    playbook_id = session.scalars(select(PlaybookVersion.playbook_id).where(PlaybookVersion.id == books[0])).one()
    session.execute(update(PlaybookVersion).where(PlaybookVersion.id.in_(books)).values(playbook_id=playbook_id))
    for number, version_id in enumerate(books[:2], 1):
        said = {
            "state": "published",
            "effective_on": date(2026, 1, number),
            "published_at": "2026-01-01T12:00:00+00:00",
        }
        session.execute(update(PlaybookVersion).where(PlaybookVersion.id == version_id).values(**said))


def one_by_one(asked: Replay) -> list[Replayed]:
    """Return every record by itself, seen as if it had moved: nothing moves where positions are the same."""
    return list(replay(asked.book, asked.earlier, records_under(asked.earlier, asked.closed)))


def ids_with(records: list[Replayed], effect: str, key: str | None) -> set[UUID | None]:
    """Return the records that show an effect."""
    return {one.negotiation_id for one in records if one.shows(effect, key)}


def over_drafts(test: Callable[..., None]) -> Callable[..., None]:
    """Run a test over rules of two versions and of a draft, and terms of records under them."""
    few = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    return few(given(first=some_rules, second=some_rules, draft=some_rules, terms=some_terms)(test))


@over_drafts
def test_counts_are_those_of_every_record_by_itself(
    cast: Cast, first: list[Any], second: list[Any], draft: list[Any], terms: list[Any]
) -> None:
    with transaction(cast.organization_id):
        asked = replay_over(cast, first, second, draft, terms)
        each = one_by_one(asked)
        preview = preview_of(asked)

    counts = {name: len(ids_with(each, name, None)) for name in NUMBERS}
    rules = {rule.key: {name: len(ids_with(each, name, rule.key)) for name in EFFECTS} for rule in asked.judging}
    assert {name: getattr(preview, name) for name in counts} == counts
    assert {rule.key: rule.counts for rule in preview.rules} == rules
    assert preview.record_count == len(each)


@over_drafts
def test_each_number_opens_the_records_it_counts(
    cast: Cast, first: list[Any], second: list[Any], draft: list[Any], terms: list[Any]
) -> None:
    with transaction(cast.organization_id):
        asked = replay_over(cast, first, second, draft, terms)
        each = one_by_one(asked)
        keys = [None, *(rule.key for rule in asked.judging)]
        asked_of = [*((number, None) for number in NUMBERS), *((effect, key) for effect in EFFECTS for key in keys)]

        opened = {one: set(session.scalars(records_with(asked, *one))) for one in asked_of}

    assert opened == {one: ids_with(each, *one) for one in asked_of}


@pytest.mark.usefixtures("app")
def test_another_organization_opens_no_record(cast: Cast, next_door: Cast) -> None:
    with transaction(cast.organization_id):
        asked = replay_over(cast, [ASKED], [ASKED], [RULES[0]], [term(theirs=101)])

    with transaction(next_door.organization_id):
        assert session.scalars(records_with(asked, "newly_broken", None)).all() == []
