"""The answer as a table: who asks, where the offer lies, what authority there is, and until when."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from negostrategy.strategy.authority import (
    AuthorityLine,
    Deal,
    Holder,
    TermOnTable,
    in_force,
    lacking,
)

NOOR, NILS = UUID(int=1), UUID(int=2)
TODAY = date(2026, 11, 23)
EMPLOYEE, MANAGER, LEADER = frozenset({"employee"}), frozenset({"employee", "manager"}), frozenset({"leader"})
PRICE = TermOnTable(Decimal(98), "ask", -1)
DEAL = Deal("finance", "strategic", Decimal(50_000), "EUR", Decimal(72), {"price": PRICE})
SHORT, FLOOR = ["term:price"], ["floor:rule:kept"]


def line(**said: Any) -> AuthorityLine:
    """Return a line for employees, without an end, unless it says otherwise."""
    usual: dict[str, Any] = {"id": UUID(int=9), "role": "employee", "user_id": None, "basis": "variable"}
    usual |= dict.fromkeys(("topic", "segment", "variable", "limit", "currency", "until_on"))
    given = usual | {"from_on": date(2026, 1, 1)} | said
    return AuthorityLine(**given | {"limit": None if given["limit"] is None else Decimal(given["limit"])})


def price_line(limit: int, **said: Any) -> AuthorityLine:
    """Return a line over the price."""
    return line(variable="price", limit=limit, **said)


def missing(deal: Deal, *lines: AuthorityLine, roles: frozenset[str] = EMPLOYEE, is_above: bool = True) -> list[str]:
    """Return what Noor lacks today, in words."""
    lacks = lacking(Holder(NOOR, roles, is_above), deal, in_force(lines, TODAY))
    return [f"{need.kind}:{need.key}" for need in lacks]


@pytest.mark.parametrize(
    ("band", "lacks"), [("target", []), ("within", []), ("ask", SHORT), (None, [])], ids=lambda said: str(said)
)
def test_without_authority_the_band_decides(band: str | None, lacks: list[str]) -> None:
    deal = replace(DEAL, terms={"price": replace(PRICE, band=band)})

    assert missing(deal) == lacks


@pytest.mark.parametrize(
    ("given", "lacks"),
    [
        (price_line(98), []),
        (price_line(97), SHORT),
        (price_line(98, from_on=TODAY, until_on=TODAY), []),
        (price_line(98, until_on=date(2026, 11, 22)), SHORT),
        (price_line(98, from_on=date(2026, 11, 24)), SHORT),
        (price_line(98, topic="finance", segment="strategic"), []),
        (price_line(98, topic="staff"), SHORT),
        (price_line(98, segment="leverage"), SHORT),
        (line(variable="days", limit=98), SHORT),
        (price_line(98, role=None, user_id=NOOR), []),
        (price_line(98, role=None, user_id=NILS), SHORT),
        (price_line(98, role="leader"), SHORT),
        (line(basis="points", limit=70), []),
        (line(basis="points", limit=72), []),
        (line(basis="points", limit=73), SHORT),
        (line(basis="exception"), []),
    ],
    ids=[
        *("at the limit", "beyond the limit", "on its only day", "over since yesterday", "not before tomorrow"),
        *("for this topic and segment", "for another topic", "for another segment", "over another term"),
        *("by name", "of somebody else", "of another role", "enough points", "just enough points", "too few points"),
        "exceptions",
    ],
)
def test_a_line_covers_what_is_short_of_acceptable(given: AuthorityLine, lacks: list[str]) -> None:
    assert missing(DEAL, given) == lacks


@pytest.mark.parametrize(
    ("given", "lacks"),
    [
        (price_line(200), FLOOR),
        (line(basis="points", limit=1), [*FLOOR, *SHORT]),
        (line(basis="exception"), []),
        (line(basis="exception", until_on=date(2026, 11, 22)), [*FLOOR, *SHORT]),
    ],
    ids=["a wide limit", "points", "an exception", "an exception that is over"],
)
def test_only_an_exception_goes_beyond_a_floor(given: AuthorityLine, lacks: list[str]) -> None:
    assert missing(replace(DEAL, floors=frozenset({"rule:kept"})), given) == lacks


@pytest.mark.parametrize(
    ("roles", "is_above", "lacks"),
    [(MANAGER, True, []), (MANAGER, False, SHORT), (EMPLOYEE, True, SHORT), (LEADER, True, SHORT)],
    ids=["a manager above", "a manager elsewhere", "an employee", "a leader"],
)
def test_a_line_of_managers_counts_above_the_record_only(
    roles: frozenset[str], is_above: bool, lacks: list[str]
) -> None:
    assert missing(DEAL, price_line(98, role="manager"), roles=roles, is_above=is_above) == lacks


@pytest.mark.parametrize(
    ("deal", "lacks"),
    [
        ({"value": Decimal(50_000)}, []),
        ({"value": Decimal(50_001)}, ["value:"]),
        ({"value": None}, ["value:"]),
        ({"value": Decimal(1), "currency": "SEK"}, ["value:"]),
        ({"value": Decimal(60_000), "topic": "staff"}, []),
    ],
    ids=["at the limit", "above it", "not known", "in another currency", "about something else"],
)
def test_a_limit_on_the_value_holds_for_everybody(deal: Mapping[str, Any], lacks: list[str]) -> None:
    reached = replace(DEAL, terms={}, **deal)

    assert missing(reached, line(basis="value", limit=50_000, currency="EUR", topic="finance")) == lacks


@pytest.mark.parametrize(
    ("roles", "lines", "lacks"),
    [
        (EMPLOYEE, (), ["trade:price"]),
        (MANAGER, (), []),
        (LEADER, (), []),
        (EMPLOYEE, (price_line(98),), []),
        (EMPLOYEE, (price_line(97),), ["trade:price"]),
        (EMPLOYEE, (line(basis="points", limit=1),), ["trade:price"]),
        (EMPLOYEE, (line(basis="exception"),), []),
    ],
    ids=[
        *("another role", "a role that trades", "another role that trades", "authority over it"),
        *("authority that ends before", "points", "an exception"),
    ],
)
def test_what_is_for_others_to_trade_needs_them(
    roles: frozenset[str], lines: tuple[AuthorityLine, ...], lacks: list[str]
) -> None:
    term = replace(PRICE, band="within", traders=frozenset({"manager", "leader"}))

    assert missing(replace(DEAL, terms={"price": term}), *lines, roles=roles) == lacks


@pytest.mark.parametrize(
    ("limit", "lacks"), [(0, []), (2, SHORT), (4, SHORT), (9, SHORT)], ids=["better", "worse", "no points", "no level"]
)
def test_levels_without_an_order_are_compared_by_points(limit: int, lacks: list[str]) -> None:
    points = (Decimal(10), Decimal(40), Decimal(100), Decimal(0), None)
    deal = replace(DEAL, terms={"price": TermOnTable(Decimal(1), "ask", None, points)})

    assert missing(deal, price_line(limit)) == lacks
