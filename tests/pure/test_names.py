"""The one form in which names are compared."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from negostrategy.kernel.names import name_key, shown_name

SAME = [
    ("ΣΊΣΥΦΟΣ", "Σίσυφος"),
    ("ΟΔΟΣ ΑΕ", "οδός αε".replace("ό", "ο")),
    ("Straße AG", "STRASSE AG"),
    ("STRAẞE AG", "straße ag"),
    ("ﬁbre", "fibre"),
    ("Oﬃce ﬂoor", "OFFICE FLOOR"),
    ("İzmir Döküm", "I\u0307ZMIR DO\u0308KU\u0308M"),
    ("İzmir Döküm", "i\u0307zmir döküm"),
    ("ＡＣＭＥ　ＬＴＤ", "Acme Ltd"),
    ("ｱｸﾒ", "アクメ"),
    ("ǅakovo", "Ǆakovo"),
    ("Ǆakovo", "džakovo"),
    ("№ 1 Foods", "No 1 foods"),
    ("Müller  AG", "Müller AG"),
    ("Müller AG ", "Müller AG"),
    ("Müller\u00a0AG", "Müller AG"),
    ("Müller\u2009AG\u202f", "Müller AG"),
    ("Mu\u0308ller AG", "Müller AG"),
    ("Mül\u00adler\u200b AG\ufeff", "Müller AG"),
    ("\tMüller\nAG", "Müller AG"),
]


@pytest.mark.parametrize(("typed", "other"), SAME)
def test_spellings_that_mean_one_name_are_one(typed: str, other: str) -> None:
    assert name_key(typed) == name_key(other)


@pytest.mark.parametrize(
    ("typed", "other"), [("Müller", "Muller"), ("Łódź", "Lodz"), ("izmir", "ızmır"), ("MüllerAG", "Müller AG")]
)
def test_names_that_differ_in_more_stay_two(typed: str, other: str) -> None:
    assert name_key(typed) != name_key(other)


@given(st.text(max_size=60))
@example("\u1fb3\u0308")
@example("a\u200d\u0308")
@example("\u0345\u1fc6")
@example("\ufdfa")
@example("¨ ﬃ\u00ad\u0308")
def test_the_form_of_a_form_is_itself(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


def test_no_letter_there_is_has_a_form_that_changes_again() -> None:
    letters = [chr(number) for number in range(0x110000) if not 0xD800 <= number < 0xE000]

    keys = {name_key(letter) for letter in letters}

    assert [key for key in keys if name_key(key) != key] == []


@given(st.text(max_size=60))
def test_blanks_at_the_ends_tell_no_names_apart(name: str) -> None:
    assert name_key(f"\u00a0 {name}\t") == name_key(name)


def test_a_name_is_shown_as_it_was_typed_without_blanks_at_the_ends() -> None:
    assert shown_name("\u00a0 Straße  AG \n") == "Straße  AG"
