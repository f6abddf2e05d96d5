"""Whatever is wrong with a line, that line stays out with a reason and its neighbours come in."""

import json
from io import BytesIO
from typing import Any

import pytest

from negostrategy.exchange.service.lines import LONGEST_LINE_BYTES, lines_of
from negostrategy.kernel.transaction import transaction
from tests.cast import Cast
from tests.features.exchange.conftest import Gate
from tests.features.exchange.samples import counted, raw, renewal, short

LEAST = b'{"key": "bad", "title": "Asked", "held_on": "2026-05-12"'
PRICE: dict[str, Any] = {"key": "price", "direction": "less"}

UNREADABLE = {
    "cut in half": raw(renewal())[:400],
    "no object": b"[1, 2]",
    "a bare word": b"null",
    "a NUL byte": LEAST + b', "note": "a\x00b"}',
    "an escaped NUL byte": LEAST + rb', "note": "a\u0000b"}',
    "half of a character": LEAST + rb', "note": "\ud800"}',
    "half of a character in a name": LEAST + rb', "answers": {"\udfff": 1}}',
    "NaN": LEAST + b', "value": NaN}',
    "infinity": LEAST + b', "value": -Infinity}',
    "too large a number": LEAST + b', "value": 1e999}',
    "too many digits": LEAST + b', "value": ' + b"9" * 5000 + b"}",
    "another encoding": '{"key": "bad", "title": "Angebot geprüft", "held_on": "2026-05-12"}'.encode("latin-1"),
    "two bytes a letter": json.dumps(short("bad")).encode("utf-16"),
    "a member twice": LEAST + b', "key": "other"}',
    "a deep member": LEAST + b', "answers": ' + b'{"a":' * 60 + b"1" + b"}" * 60 + b"}",
    "bottomless nesting": b"[" * 200_000,
    "two lines in one": raw(short("a")) + raw(short("b")),
}
UNUSABLE = {
    "/weather": {"weather": "fine"},
    "/key": {"key": ""},
    "/title": {"title": "   "},
    "/held_on": {"held_on": "0000-01-01"},
    "/kind": {"kind": "sideways"},
    "/topic": {"topic": ["finance"]},
    "/note": {"note": "a" * 20_001},
    "/owner": {"owner": "nobody@nowhere.example"},
    "/team": {"team": "Astronauts"},
    "/people/0/email": {"people": [{"email": "nobody@nowhere.example"}]},
    "/counterpart/segment": {"counterpart": {"name": "Ostrava", "segment": "friends"}},
    "/power_balance": {"power_balance": 3},
    "/value": {"value": 10**15},
    "/alternative/value": {"alternative": {"value": "1e99999999"}},
    "/currency": {"currency": "euro"},
    "/alternative/valued_on": {"alternative": {"valued_on": "9999-12-31"}},
    "/terms/0/key": {"terms": [{"key": "Price per unit"}]},
    "/terms/0/target": {"terms": [PRICE | {"target": 100, "walk_away": 90}]},
    "/terms/0/agreed": {"terms": [{"key": "penalty", "kind": "yes_no", "agreed": "perhaps"}]},
    "/terms/0/levels/0/label": {"terms": [{"key": "class", "kind": "choice", "levels": [{}]}]},
    "/terms": {"terms": [PRICE, PRICE]},
    "/moves": {"moves": [{"side": "ours", "tag": "offer", "positions": {"speed": 1}}]},
    "/moves/0/side": {"moves": [{"tag": "offer"}]},
    "/moves/0/made_at": {"moves": [{"side": "ours", "tag": "offer", "made_at": "2026-05-12T09:00:00"}]},
    "/pulses/0/score": {"pulses": [{"side": "ours", "domain": "result", "score": 8}]},
    "/answers/asked": {"answers": {"asked": {"deep": True}}},
    "/answers/taken": {"answers": {"taken": 10**30}},
    "/outcome": {"outcome": {"state": "agreed", "closed_on": "2026-05-11"}},
}


@pytest.mark.parametrize("line", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_line_that_cannot_be_read_stays_out_with_a_reason(cast: Cast, gate: Gate, line: bytes) -> None:
    summary = gate.take(short("before"), line, short("after"))

    assert (summary.added, [refusal.number for refusal in gate.refusals]) == (2, [2])
    assert gate.refusals[0].reason.startswith("/: ")


@pytest.mark.parametrize(("pointer", "said"), UNUSABLE.items(), ids=UNUSABLE.keys())
def test_a_line_that_cannot_be_used_stays_out_and_says_which_part(
    gate: Gate, pointer: str, said: dict[str, Any]
) -> None:
    summary = gate.take(short("before"), short("bad") | said, short("after"))

    assert (summary.added, [list(refusal.errors) for refusal in gate.refusals]) == (2, [[pointer]])


@pytest.mark.parametrize("day", ["0000-00-00", "0001-01-01", "9999-12-31", "10000-01-01", "2026-02-30", "20260512", 12])
def test_a_day_that_nobody_means_is_refused(gate: Gate, day: object) -> None:
    gate.take(short("bad", held_on=day))

    assert [list(refusal.errors) for refusal in gate.refusals] == [["/held_on"]]


def test_the_people_of_the_company_next_door_are_unknown_here(next_door: Cast, gate: Gate) -> None:
    gate.take(short("bad", owner=next_door.noor.email))

    assert gate.refusals[0].reason == "/owner: Nobody with this address is in the organization."


def test_the_teams_of_the_company_next_door_are_unknown_here(cast: Cast, next_door: Cast) -> None:
    with transaction(next_door.organization_id):
        assert counted("teams") == {"teams": 3}
    gate = Gate(cast)

    gate.take(short("bad", team=str(next_door.sourcing_id)))

    assert list(gate.refusals[0].errors) == ["/team"]


def test_a_refusal_carries_the_line_as_it_was(gate: Gate) -> None:
    line = raw(short("bad", topic="weather"))

    gate.take(line)

    assert json.loads(gate.refusals[0].as_json())["said"] == line.decode()


def test_of_a_line_of_ten_megabytes_only_the_beginning_is_read() -> None:
    file = BytesIO(raw(short("a")) + b"\n" + b"x" * 10_000_000 + b"\n" + raw(short("b")))

    lines = list(lines_of(file))

    assert [(line.number, line.is_whole, len(line.content) <= LONGEST_LINE_BYTES + 1) for line in lines] == [
        (1, True, True),
        (2, False, True),
        (3, True, True),
    ]


def test_blank_lines_windows_ends_and_a_byte_order_mark_are_passed_over() -> None:
    file = BytesIO(b"\xef\xbb\xbf{}\r\n\r\n   \n{}")

    assert [(line.number, line.content) for line in lines_of(file)] == [(1, b"{}"), (4, b"{}")]
