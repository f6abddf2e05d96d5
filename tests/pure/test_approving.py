"""Who may say yes, as pure decisions: chains of any length, circles, ended roles, several seats, limits of value."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negostrategy.accounts.standing_in import (
    LEADERS,
    NOWHERE,
    Absence,
    Decider,
    House,
    chain_of,
    present_for,
)
from negostrategy.compliance.approving import Matter, away_of, office_to_ask, reach_of, reaches, whom_to_ask
from negostrategy.kernel.ids import new_id
from negostrategy.strategy.authority import AuthorityLine, Deal, Need, TermOnTable

DAY = date(2026, 11, 23)
IDS = [new_id() for _ in range(12)]
places = st.integers(0, len(IDS) - 1)
roles = st.sampled_from([("employee",), ("manager",), ("leader",), ("admin",), ("admin", "manager"), ()])
distances = st.sampled_from([0, 1, 2, LEADERS, NOWHERE])
values = st.none() | st.integers(0, 1000).map(Decimal)
currencies = st.sampled_from(["EUR", "SEK"])


@st.composite
def people(draw: st.DrawFn) -> list[Decider]:
    """Draw twelve people with roles and places, some of whom have left."""
    return [Decider(IDS[i], f"Person {i}", draw(roles), draw(distances), draw(st.booleans())) for i in range(len(IDS))]


@st.composite
def absences(draw: st.DrawFn) -> dict[UUID, Absence]:
    """Draw who is away and who stands in, circles among them."""
    pairs = draw(st.dictionaries(places, places))
    return {IDS[i]: Absence(IDS[i], IDS[j], DAY) for i, j in pairs.items() if i != j}


@st.composite
def lines(draw: st.DrawFn) -> list[AuthorityLine]:
    """Draw lines of authority by value, by exception and on the price."""
    return [_line(draw) for _ in range(draw(st.integers(0, 5)))]


def _line(draw: st.DrawFn) -> AuthorityLine:
    basis = draw(st.sampled_from(["value", "exception", "variable"]))
    role = draw(st.sampled_from(["employee", "manager", "leader", None]))
    return AuthorityLine(
        id=new_id(),
        role=role,
        user_id=None if role else IDS[draw(places)],
        basis=basis,
        topic=None,
        segment=None,
        variable="price" if basis == "variable" else None,
        limit=None if basis == "exception" else Decimal(draw(st.integers(0, 1000))),
        currency=draw(currencies) if basis == "value" else None,
        from_on=DAY,
        until_on=None,
    )


@st.composite
def matters(draw: st.DrawFn) -> Matter:
    """Draw something for which a yes is wanted."""
    everybody = draw(people())
    above = sorted((one for one in everybody if one.distance <= LEADERS), key=lambda one: one.distance)
    house = House(
        tuple(above),
        tuple(one for one in everybody if one.distance > LEADERS),
        {one.user_id: one for one in everybody},
        draw(absences()),
    )
    deal = Deal("finance", None, draw(values), draw(currencies), None, {"price": TermOnTable(Decimal(98), "ask", -1)})
    needs = draw(st.sampled_from([("term",), ("floor",), ("term", "value"), ("value",)]))
    without = frozenset(IDS[i] for i in draw(st.sets(places, max_size=3)))
    wanted = tuple(Need(kind, "price" if kind != "value" else "") for kind in needs)
    return Matter(deal, wanted, draw(lines()), house, without)


@given(absences())
def test_a_chain_ends_also_where_it_goes_round(away: dict[UUID, Absence]) -> None:
    chain = chain_of(IDS[0], away)

    assert len(chain) == len(set(chain))
    assert all(away[one].deputy_id == other for one, other in pairwise(chain))


@given(matters())
def test_nobody_is_asked_who_may_not_decide_or_negotiates(matter: Matter) -> None:
    asked = [*whom_to_ask(matter), *office_to_ask(matter)]

    assert all(matter.house.people[one.user_id].is_able and not matter.is_barred(one.user_id) for one in asked)


@given(matters())
def test_whoever_is_asked_speaks_for_a_word_that_is_a_yes(matter: Matter) -> None:
    seats = [(one.user_id, seat) for one in [*whom_to_ask(matter), *office_to_ask(matter)] for seat in one.seat_ids]

    assert all(matter.may_say_yes(seat) and matter.acting_for(user_id, seat) for user_id, seat in seats)
    assert not any(matter.is_barred(seat) for _, seat in seats)


@given(matters())
def test_nobody_is_asked_twice(matter: Matter) -> None:
    asked = [one.user_id for one in whom_to_ask(matter)]

    assert len(asked) == len(set(asked))


@given(matters())
def test_nobody_is_found_only_where_everybody_who_may_is_barred_or_away(matter: Matter) -> None:
    if whom_to_ask(matter):
        return

    words = [*matter.entitled, *matter.by_office]
    assert len({name for name, _ in away_of(matter)}) == len({one.user_id for one in words})


@given(matters())
def test_no_word_goes_further_than_its_lines_where_a_value_is_known(matter: Matter) -> None:
    if matter.deal.value is None:
        return

    words = [*matter.entitled, *matter.by_office]
    assert all(_reaches(matter, one) for one in words)


@given(matters())
def test_an_unknown_value_asks_nobody_whom_the_largest_would_not_while_a_word_is_without_end(matter: Matter) -> None:
    if matter.deal.value is not None:
        return

    words = [*matter.entitled, *matter.by_office]
    endless = [one for one in words if reach_of(one, matter.deal, matter.matrix) is None]
    assert not endless or endless == words


@given(matters())
def test_whoever_would_be_asked_anyway_has_a_seat_of_their_own(matter: Matter) -> None:
    words = {one.user_id for one in (matter.entitled or matter.by_office)}

    if any(matter.entitled) == bool(whom_to_ask(matter)):
        assert all(one.user_id in one.seat_ids for one in whom_to_ask(matter) if one.user_id in words)


@pytest.mark.parametrize("length", [1, 2, 5, 300])
def test_the_last_of_a_chain_of_any_length_decides(length: int) -> None:
    links = [new_id() for _ in range(length + 1)]
    everybody = {one: Decider(one, f"Link {place}", ("manager",), 0) for place, one in enumerate(links)}
    away = {one: Absence(one, other, DAY) for one, other in pairwise(links)}

    present = present_for(everybody[links[0]], everybody, away, ())

    assert present is not None
    assert (present.user_id, present.acts_for_id, len(present.in_place_of)) == (links[-1], links[0], length - 1)


@pytest.mark.parametrize(
    ("unable", "negotiating", "decides"),
    [
        ([], [], 3),
        ([3], [], 2),
        ([1], [], 3),
        ([1, 2, 3], [], 0),
        ([], [3], None),
        ([], [1, 2], 3),
        ([3], [2], None),
    ],
)
def test_links_who_may_not_decide_are_passed_over(
    unable: Sequence[int], negotiating: Sequence[int], decides: int | None
) -> None:
    everybody = {
        IDS[i]: Decider(IDS[i], f"Link {i}", ("admin",) if i in unable else ("employee",), 0) for i in range(4)
    }
    away = {IDS[i]: Absence(IDS[i], IDS[i + 1], DAY) for i in range(3)}

    present = present_for(everybody[IDS[0]], everybody, away, {IDS[i] for i in negotiating})

    assert (present.user_id if present else None) == (None if decides is None else IDS[decides])


def _reaches(matter: Matter, one: Decider) -> bool:
    return reaches(reach_of(one, matter.deal, matter.matrix), matter.deal.value, matter.deal.currency)
