"""Bodies that no honest client sends are refused with a sentence, before anything is read into a record."""

import pytest

from negostrategy.edge.fields import text
from negostrategy.edge.payloads import read_json
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
