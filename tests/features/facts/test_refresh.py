"""The stored copy: equal to the view, walled twice, and as cheap with a million records as with one."""

import time
from collections.abc import Iterator
from threading import Thread
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import create_engine, select, text, update

from negostrategy.facts.events import FactsRefreshed
from negostrategy.facts.models import Facts
from negostrategy.facts.queries import differences
from negostrategy.facts.service import _REFRESH, refresh
from negostrategy.kernel.db import session
from negostrategy.kernel.events import wire
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.models import Move, Term
from negostrategy.wiring import REACTIONS
from tests.cast import Cast
from tests.database import Urls
from tests.features.facts.locks import without_the_first_lock
from tests.features.facts.records import DAYS, PRICE, add_record, facts_of_record


@pytest.fixture
def heard() -> Iterator[list[FactsRefreshed]]:
    """Return what facts announce from now on."""
    events: list[FactsRefreshed] = []
    wire({FactsRefreshed: [events.append]})
    yield events
    wire(REACTIONS)


def test_a_record_without_stored_facts_is_a_difference(cast: Cast) -> None:
    with transaction(cast.organization_id):
        negotiation_id = add_record(cast.noor)
        found = differences()

    assert [difference.negotiation_id for difference in found] == [negotiation_id]


def test_a_change_is_a_difference_until_facts_are_refreshed(cast: Cast) -> None:
    facts = facts_of_record(cast, {"price": PRICE})
    with transaction(cast.organization_id):
        session.execute(update(Term).where(Term.negotiation_id == facts.id).values(agreed=93))
        before = differences()
        refresh([facts.id])
        after = differences()

    assert (sorted(before[0].columns), after) == (
        ["agreed_term_count", "terms", "within_count"],
        [],
    )


def test_many_records_are_refreshed_together(cast: Cast) -> None:
    with transaction(cast.organization_id):
        refresh([add_record(cast.noor, {"price": PRICE | {"agreed": 90 + i}}) for i in range(12)])

        assert differences() == []


def test_refreshing_says_which_version_each_record_is_pinned_to(cast: Cast, heard: list[FactsRefreshed]) -> None:
    facts = facts_of_record(cast)

    assert heard == [FactsRefreshed((facts.id,), {None: (facts.id,)}, is_new=True)]


def test_nothing_is_announced_for_nothing(cast: Cast, heard: list[FactsRefreshed]) -> None:
    with transaction(cast.organization_id):
        refresh([])

    assert heard == []


def test_the_second_lock_holds_without_the_first(cast: Cast, next_door: Cast, urls: Urls) -> None:
    with transaction(next_door.organization_id):
        theirs = add_record(next_door.noor)

    with without_the_first_lock(urls) as connection:
        written = [
            len(connection.execute(_REFRESH, {"ids": [theirs], "organization_id": company.organization_id}).all())
            for company in (cast, next_door)
        ]

    assert written == [0, 1]


def test_the_first_lock_holds_without_the_second(cast: Cast, next_door: Cast) -> None:
    theirs = facts_of_record(next_door)

    with transaction(cast.organization_id):
        written = session.execute(_REFRESH, {"ids": [theirs.id], "organization_id": next_door.organization_id}).all()

    assert written == []


def test_refreshing_one_record_reads_no_table_from_end_to_end(cast: Cast) -> None:
    facts = facts_of_record(cast, {"price": PRICE, "days": DAYS})
    values = {"ids": [facts.id], "organization_id": cast.organization_id}
    with transaction(cast.organization_id):
        # Few rows make reading them all the cheapest way; forbidden, it is taken only where no index would do.
        session.execute(text("SET LOCAL enable_seqscan = off"))
        plan = _plan(values)

    assert [node for node in _nodes(plan) if node.endswith("Seq Scan")] == []


def test_two_people_who_add_a_move_at_once_are_both_counted(cast: Cast, app: Flask, urls: Urls) -> None:
    facts = facts_of_record(cast)
    second = Thread(target=_add_a_move, args=(app, cast, facts.id, 1))
    with transaction(cast.organization_id):
        _move(facts.id, 0)
        refresh([facts.id])
        second.start()
        _until_somebody_waits(urls)
    second.join()

    with transaction(cast.organization_id):
        counted = session.scalars(select(Facts.move_count)).one()

    assert counted == 2


def _add_a_move(app: Flask, cast: Cast, negotiation_id: UUID, place: int) -> None:
    with app.app_context(), transaction(cast.organization_id):
        _move(negotiation_id, place)
        refresh([negotiation_id])


def _move(negotiation_id: UUID, place: int) -> None:
    session.add(Move(negotiation_id=negotiation_id, place=place, side="ours", tag="offer", positions={}))
    session.flush()


def _until_somebody_waits(urls: Urls) -> None:
    engine = create_engine(urls.owner, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        deadline = time.monotonic() + 10
        while not connection.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
            assert time.monotonic() < deadline
            time.sleep(0.02)
    engine.dispose()


def _plan(values: dict[str, object]) -> dict[str, object]:
    connection = session.connection()
    compiled = _REFRESH.compile(connection)
    statement = f"EXPLAIN (FORMAT JSON) {compiled}"
    return connection.exec_driver_sql(statement, compiled.construct_params(values)).scalar_one()[0]["Plan"]


def _nodes(plan: dict[str, object]) -> Iterator[str]:
    yield str(plan["Node Type"])
    inner = plan.get("Plans", [])
    assert isinstance(inner, list)
    for node in inner:
        yield from _nodes(node)
