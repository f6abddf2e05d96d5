"""An import can be repeated, tried first, and cut short anywhere."""

import time
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from negostrategy.exchange.drafts import NegotiationLine
from negostrategy.exchange.service import importing
from negostrategy.exchange.service.importing import Errand, Summary, bring_in_lines
from negostrategy.exchange.service.reading import Refusal
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.models import Negotiation
from negostrategy.settings import Settings
from tests.cast import Cast
from tests.features.exchange.command import started
from tests.features.exchange.conftest import Gate
from tests.features.exchange.samples import counted, raw, renewal, short

TABLES = ("negotiations", "terms", "moves", "pulses", "counterparts", "facts", "audit_entries")


def test_the_same_lines_again_add_nothing(cast: Cast, gate: Gate) -> None:
    lines = [renewal(), short("a"), short("b")]
    gate.take(*lines)
    with transaction(cast.organization_id):
        before = counted(*TABLES)

    summary = gate.take(*lines)

    with transaction(cast.organization_id):
        assert (summary.added, summary.known, counted(*TABLES)) == (0, 3, before)


def test_a_line_that_changed_since_leaves_the_record_as_it_is(cast: Cast, gate: Gate) -> None:
    gate.take(renewal())

    gate.take(renewal(title="Something else", held_on="2026-05-13", terms=None, moves=None))

    with transaction(cast.organization_id):
        assert session.scalars(select(Negotiation.title)).all() == ["Renewed the bearings for a year"]


def test_the_same_key_twice_in_one_file_comes_in_once(cast: Cast, gate: Gate) -> None:
    summary = gate.take(renewal(), renewal(), renewal(held_on="2026-05-11"))

    with transaction(cast.organization_id):
        assert (summary.added, summary.known, summary.refused, counted("terms")) == (1, 1, 1, {"terms": 4})


def test_another_line_under_the_same_key_is_refused_by_its_number(gate: Gate) -> None:
    summary = gate.take(short("first"), short("twice"), short("twice") | {"title": "Something else"})

    assert (summary.added, summary.known, summary.refused) == (2, 0, 1)
    assert [(one.number, one.errors) for one in gate.refusals] == [
        (3, {"/key": ["Line 3 repeats the key of line 2 with other content."]})
    ]


def test_a_key_is_remembered_from_one_batch_to_the_next(gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 1)

    summary = gate.take(short("a"), short("b"), short("a") | {"note": "A word more"}, short("a"))

    assert (summary.added, summary.known, summary.refused) == (2, 1, 1)


def test_the_same_key_from_another_source_is_another_negotiation(gate: Gate) -> None:
    summary = gate.take(short("a", source="crm"), short("a", source="mail"), short("a"))

    assert summary.added == 3


def test_two_companies_may_use_the_same_keys(gate: Gate, next_door: Cast) -> None:
    gate.take(renewal())

    summary = Gate(next_door).take(renewal())

    assert summary.added == 1


def test_a_dry_run_says_what_would_happen_and_writes_nothing(cast: Cast, gate: Gate) -> None:
    gate.take(short("a"))
    with transaction(cast.organization_id):
        before = counted(*TABLES)

    summary = gate.take(short("a"), renewal(), short("bad", topic="weather"), is_dry_run=True)

    with transaction(cast.organization_id):
        assert (summary, counted(*TABLES)) == (Summary(added=1, known=1, refused=1), before)


def test_of_a_batch_that_the_database_refuses_only_the_guilty_line_stays_out(cast: Cast) -> None:
    refusals: list[Refusal] = []
    errand = Errand(organization_id=cast.organization_id, actor=cast.noor.actor, refuse=refusals.append)
    day = _line("a").held_on
    guilty = NegotiationLine(key="b", title="Out of all proportion", held_on=day, power_balance=9)

    summary = bring_in_lines(errand, [_line("a"), guilty, _line("c")])

    assert (summary, [refusal.number for refusal in refusals]) == (Summary(added=2, refused=1), [2])
    assert "power_balance" in refusals[0].reason


def test_lines_go_in_batches(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    told: list[Summary] = []
    errand = Errand(organization_id=cast.organization_id, actor=cast.noor.actor, tell=told.append)

    bring_in_lines(errand, [_line(key) for key in "abcde"])

    assert [summary.added for summary in told] == [2, 4, 5]


def test_a_killed_import_is_simply_started_again(cast: Cast, settings: Settings) -> None:
    lines = [raw(renewal(key=f"line-{number}")) + b"\n" for number in range(700)]
    killed = started(cast, settings, "--as", cast.noor.email, "-")
    assert killed.stdin is not None
    killed.stdin.write(b"".join(lines[:600]))
    killed.stdin.flush()
    _until(lambda: _negotiations(cast) == 500)
    killed.kill()
    killed.wait(10)

    again = started(cast, settings, "--as", cast.noor.email, "-")
    said, _ = again.communicate(b"".join(lines), timeout=60)

    assert said.decode() == "700 lines: 200 added, 500 were there before, 0 refused.\n"
    with transaction(cast.organization_id):
        assert counted("negotiations", "terms", "facts") == {"negotiations": 700, "terms": 2800, "facts": 700}


def _line(key: str) -> NegotiationLine:
    return NegotiationLine(key=key, title="Asked for two more days", held_on=date(2026, 5, 12))


def _negotiations(cast: Cast) -> int:
    with transaction(cast.organization_id):
        return counted("negotiations")["negotiations"]


def _until(happened: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)
