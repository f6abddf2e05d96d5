"""What value tables come to over many records: the database says what the arithmetic says, line by line."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random
from uuid import UUID

import pytest
from sqlalchemy import select

from negostrategy.analytics.asked import Asked, CellSchema
from negostrategy.analytics.histogram import Histogram
from negostrategy.analytics.queries.gains import Gains, gains
from negostrategy.analytics.queries.records import records_behind
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.here import Here
from negostrategy.negotiations.queries.record import record_of
from negostrategy.negotiations.schemas import MoveDraft, TermDraft
from negostrategy.negotiations.service import add_move, edit_negotiation
from negostrategy.trading.models import ValueSums
from negostrategy.trading.queries.table import Values
from negostrategy.trading.schemas import EntryDraft
from tests.cast import Cast, Person
from tests.features.trading.conftest import FERRANO, entry

HERE = Here(date(2026, 11, 23), "EUR")
YEAR = Asked(held_from=date(2026, 1, 1), held_to=date(2026, 12, 31))
type_of_keep = Callable[..., int]
type_of_values = Callable[..., Values]


def any_line(dice: Random, place: int) -> EntryDraft:
    """Return a line with anything in it: unknown figures, told ones, points, options of a term."""
    known = [dice.choice([None, dice.randrange(0, 5000)]) for _figure in range(2)]
    told = dice.choice([None, None, Decimal(dice.randrange(0, 5000))])
    measure = dice.choice(["money", "money", "points"])
    return entry(f"Line {place}", dice.choice(["us", "them"]), *known, told=told, measure=measure)


@pytest.mark.parametrize("seed", range(6))
def test_the_database_adds_up_as_the_arithmetic_does(
    seed: int, cast: Cast, record_id: UUID, keep: type_of_keep, values: type_of_values
) -> None:
    dice = Random(seed)
    lines = [replace(any_line(dice, place), is_chosen=dice.random() < 0.5) for place in range(12)]
    keep(lines, point_price=dice.choice([None, Decimal(3)]))

    with transaction(cast.organization_id):
        stored = session.scalars(select(ValueSums).where(ValueSums.id == record_id)).one()
        said = (stored.measure, stored.gain_agreed, stored.gain_possible)

    sums = values().money if said[0] == "money" else values().points
    assert sums is not None
    assert said[1:] == (sums.capture.agreed.middle, sums.capture.possible.middle)


def test_options_of_a_term_count_once(cast: Cast, record_id: UUID, keep: type_of_keep) -> None:
    _with_payment(cast, record_id)
    options = [replace(FERRANO[place], term_key="payment", is_chosen=place == 0) for place in (0, 1)]
    keep(options)

    with transaction(cast.organization_id):
        stored = session.scalars(select(ValueSums).where(ValueSums.id == record_id)).one()
        assert (stored.gain_agreed, stored.gain_possible) == (4000, 8000)


def test_a_guess_is_right_when_it_holds_what_they_told(cast: Cast, record_id: UUID, keep: type_of_keep) -> None:
    keep(
        [
            replace(FERRANO[0], told=Decimal(7100)),
            replace(FERRANO[1], told=Decimal(1)),
            FERRANO[2],
            replace(FERRANO[5], told=Decimal(900)),
        ]
    )

    with transaction(cast.organization_id):
        stored = session.scalars(select(ValueSums).where(ValueSums.id == record_id)).one()
        assert (stored.guess_count, stored.tested_count, stored.right_count) == (3, 2, 1)


def test_figures_of_agreements_open_their_records(cast: Cast, record_id: UUID, keep: type_of_keep) -> None:
    keep(FERRANO)
    _agree(cast, record_id)

    found = _gains(cast, cast.noor)

    assert (found.captured.n, found.captured.median) == (1, 0.531)
    assert [(one.currency, one.counted, one.total) for one in found.money] == [("EUR", 17000, 32000)]
    with transaction(cast.organization_id):
        for cell in (found.captured.cell, found.guesses.cell):
            behind = records_behind(cast.noor.actor, CellSchema().load(dict(cell)))
            assert [row.id for row in behind.page.rows] == [record_id]


def test_a_leader_sees_nothing_of_few(cast: Cast, record_id: UUID, keep: type_of_keep) -> None:
    keep(FERRANO)
    _agree(cast, record_id)

    found = _gains(cast, cast.greta)

    assert found.captured.is_hidden
    assert found.guesses.is_hidden
    assert found.money == []


def test_breadth_counts_variables_and_not_moves(cast: Cast, record_id: UUID) -> None:
    _with_payment(cast, record_id)
    with transaction(cast.organization_id):
        add_move(cast.noor.actor, record_id, MoveDraft("ours", "offer", {"payment": "45"}))
        add_move(cast.noor.actor, record_id, MoveDraft("theirs", "offer", {"payment": "30"}))

    found = _gains(cast, cast.noor)

    assert (found.breadth.n, found.breadth.median) == (1, 1.0)


@pytest.mark.parametrize(
    ("counts", "quartiles", "likely"),
    [
        ({}, (None, None, None), None),
        ({4: 1}, (4, 4, 4), (4, 4)),
        ({1: 1, 2: 1, 3: 1, 4: 1}, (1.75, 2.5, 3.25), (1, 4)),
        (dict.fromkeys(range(1, 101), 1), (25.75, 50.5, 75.25), (40, 61)),
    ],
)
def test_a_median_has_its_interval(
    counts: dict[int, int], quartiles: tuple[float | None, ...], likely: tuple[float, float] | None
) -> None:
    found = Histogram(counts)

    assert tuple(found.quantile(part) for part in (0.25, 0.5, 0.75)) == quartiles
    assert found.likely_median == likely


def _gains(cast: Cast, person: Person) -> Gains:
    with transaction(cast.organization_id):
        return gains(person.actor, YEAR)


def _agree(cast: Cast, record_id: UUID) -> None:
    _edit(cast, record_id, {"outcome": "agreed", "closed_on": date(2026, 11, 23)})


def _with_payment(cast: Cast, record_id: UUID) -> None:
    _edit(cast, record_id, {"terms": [TermDraft("payment", "Payment", "finance", "days")]})


def _edit(cast: Cast, record_id: UUID, said: dict[str, object]) -> None:
    with transaction(cast.organization_id):
        record = record_of(cast.noor.actor, record_id)
        assert record is not None
        edit_negotiation(cast.noor.actor, record_id, record.revision, said, HERE)
