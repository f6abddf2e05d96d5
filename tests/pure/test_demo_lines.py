"""The demo year: the same from the same seed, believable, and sayable in a file."""

from collections import Counter
from dataclasses import asdict
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from negostrategy.exchange.demo.company import arlund, velden
from negostrategy.exchange.demo.lines import lines_of_year
from negostrategy.exchange.demo.teams import ARLUND
from negostrategy.exchange.drafts import NegotiationLine
from negostrategy.exchange.schemas import LineSchema

UNTIL = date(2026, 6, 30)
OTHER_YEARS = (date(2024, 3, 1), date(2025, 9, 30), date(2027, 1, 2))


@cache
def year(seed: int = 7, count: int = 2000) -> tuple[NegotiationLine, ...]:
    """Return a year of the demo company."""
    return tuple(lines_of_year(arlund(seed), seed, UNTIL, count))


def as_said(value: Any) -> Any:
    """Return a line as a file would say it."""
    if isinstance(value, dict):
        return {key: as_said(said) for key, said in value.items() if said is not None}
    if isinstance(value, list | tuple):
        return [as_said(said) for said in value]
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value.isoformat() if isinstance(value, date) else value


def test_the_same_seed_makes_the_same_year() -> None:
    first, again = (tuple(lines_of_year(arlund(7), 7, UNTIL, 300)) for _ in range(2))

    assert first == again


def test_another_seed_makes_another_year() -> None:
    assert year(7)[0].title != year(8, 300)[0].title


@pytest.mark.parametrize("until", OTHER_YEARS)
def test_every_line_could_come_from_a_file(until: date) -> None:
    schema = LineSchema(ZoneInfo("Europe/Berlin"))

    refused = [errors for line in lines_of_year(arlund(7), 7, until, 150) if (errors := schema.validate(said(line)))]

    assert refused == []


def said(line: NegotiationLine) -> Any:
    """Return a whole line as a file would say it."""
    return as_said(asdict(line))


def test_nobody_writes_down_a_talk_before_it_was_held() -> None:
    written = [line.recorded_at.date() - line.held_on for line in year() if line.recorded_at]

    assert min(written) >= timedelta(0)


def test_nothing_lies_beyond_the_end_of_the_year() -> None:
    days = [line.recorded_at.date() for line in year() if line.recorded_at]
    days += [line.outcome.closed_on for line in year() if line.outcome.closed_on]

    assert max(days) < UNTIL


def test_each_record_has_a_key_of_its_own() -> None:
    assert len({line.key for line in year()}) == len(year())


def test_every_owner_and_every_other_person_works_there() -> None:
    people = {person.email for person in arlund(7).people}

    named = {line.owner for line in year()} | {person.email for line in year() for person in line.people}

    assert named <= people


def test_a_staff_note_names_nobody() -> None:
    names = {person.name for person in arlund(7).people}

    notes = " ".join(line.note or "" for line in year() if line.topic == "staff")

    assert [name for name in names if name in notes] == []


def test_regional_sales_stopped_logging_for_five_weeks() -> None:
    days = [line.held_on for line in year() if line.team == "Regional sales"]

    assert max(later - earlier for earlier, later in pairwise(days)) >= timedelta(weeks=5)


def test_two_prices_crossed_the_limit_unasked() -> None:
    lines = lines_of_year(arlund(7), 7, UNTIL, 6000)
    crossed = [
        term.agreed
        for line in lines
        for term in line.terms
        if line.team == "Raw materials" and term.key == "price_change" and term.agreed == Decimal("6.5")
        if line.answers.get("category_head_approved") is False
    ]

    assert len(crossed) >= 2


def test_no_sentence_keeps_a_gap() -> None:
    gaps = [line.title for line in year() if "{" in f"{line.title}{line.note}{line.outcome.reason}"]

    assert gaps == []


@pytest.mark.parametrize("field", ["kind", "topic", "channel", "style_used", "rules_of_game"])
def test_every_word_of_a_vocabulary_is_met(field: str) -> None:
    met = Counter(getattr(line, field) for line in year())

    assert min(met.values()) >= 5


def test_both_companies_have_the_size_that_is_promised() -> None:
    working = [team for team in ARLUND if team.headcount > 1]

    assert (len(working), len(arlund(7).people), len(velden(7).people)) == (10, 122, 12)
