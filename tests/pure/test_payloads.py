"""Bodies that no honest client sends are refused with a sentence, before anything is read into a record."""

import json

import pytest

from negostrategy.edge.fields import text
from negostrategy.edge.payloads import MOST_ERRORS, MOST_VALUES, error_pointers, read_json
from negostrategy.edge.words import refuse_unusable_text
from negostrategy.kernel.faults import Malformed

BAD = {
    "cut in half": b'{"title": "Price',
    "nothing": b"",
    "latin 1": '{"title": "Müller"}'.encode("latin-1"),
    "a NUL byte": b'{"title": "a\\u0000b"}',
    "half a character": b'{"title": "\\ud800"}',
    "not a number": b'{"value": NaN}',
    "infinity": b'{"value": Infinity}',
    "too large a number": b'{"value": 1e999}',
    "a member twice": b'{"title": "a", "title": "b"}',
    "nested deeply": b'{"a":' * 30 + b"1" + b"}" * 30,
    "nested without end": b"[" * 100_000,
    "two values": b"{} {}",
}


@pytest.mark.parametrize("body", BAD.values(), ids=BAD.keys())
def test_a_body_that_cannot_be_stored_is_refused(body: bytes) -> None:
    with pytest.raises(Malformed):
        read_json(body)


def test_what_is_readable_comes_back_as_it_was_sent() -> None:
    assert read_json('{"title": "Müller 😀", "terms": [1, 2.5]}'.encode()) == {"title": "Müller 😀", "terms": [1, 2.5]}


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "ok \udfff"])
def test_text_that_no_database_stores_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        refuse_unusable_text([text])


def test_lines_as_a_browser_sends_them_are_the_lines_as_they_are_kept() -> None:
    field = text(100)

    assert field.deserialize("one\r\ntwo\r\n\r\nthree") == "one\ntwo\n\nthree"


@pytest.mark.parametrize(
    "body",
    [
        json.dumps({f"k{number}": 1 for number in range(MOST_VALUES + 1)}),
        json.dumps([1] * (MOST_VALUES + 1)),
        json.dumps({"terms": [{"key": "price"}] * (MOST_VALUES // 2 + 1)}),
    ],
)
def test_more_values_than_anybody_sends_are_refused(body: str) -> None:
    with pytest.raises(Malformed, match="more than 20,000 values"):
        read_json(body.encode())


def test_as_many_values_as_are_taken_are_read() -> None:
    assert len(read_json(json.dumps([1] * MOST_VALUES).encode())) == MOST_VALUES


def test_an_answer_tells_a_hundred_errors_and_no_more() -> None:
    assert len(error_pointers({f"k{number}": ["Unknown field."] for number in range(5_000)})) == MOST_ERRORS
