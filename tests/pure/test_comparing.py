"""How one text becomes another: word by word while much stays, as a whole when it was written anew."""

from hypothesis import given, settings
from hypothesis import strategies as st

from negostrategy.strategy.pieces import GONE, NEW, SAME, Piece, pieces_between

texts = st.text("ab .\n", max_size=30)


@given(old=texts, new=texts)
def test_the_pieces_are_the_older_and_the_newer_text(old: str, new: str) -> None:
    pieces = pieces_between(old, new)

    assert "".join(one.text for one in pieces if one.kind != NEW) == old
    assert "".join(one.text for one in pieces if one.kind != GONE) == new


def test_a_word_that_changes_is_told_alone() -> None:
    assert pieces_between("We ask six people first.", "We ask two people first.") == (
        Piece(SAME, "We ask "),
        Piece(GONE, "six"),
        Piece(NEW, "two"),
        Piece(SAME, " people first."),
    )


def test_a_text_written_anew_is_told_as_a_whole() -> None:
    old, new = "Trust saves work, and we build it.", "They changed it alone."

    assert pieces_between(old, new) == (Piece(GONE, old), Piece(NEW, new))


@given(old=st.text("ab .\n", min_size=700, max_size=900), new=st.text("ab .\n", min_size=700, max_size=900))
@settings(max_examples=5)
def test_long_texts_come_out_whole_too(old: str, new: str) -> None:
    pieces = pieces_between(old, new)

    assert "".join(one.text for one in pieces if one.kind != NEW) == old
    assert "".join(one.text for one in pieces if one.kind != GONE) == new


def test_in_a_long_text_the_word_that_changes_is_told_alone() -> None:
    lines = [
        f"In case {place} we ask whoever may say yes, on the record, before the handshake.\n" for place in range(90)
    ]

    pieces = pieces_between("".join(lines), "".join(lines).replace("case 44", "event 44"))

    assert [one.text for one in pieces if one.kind != SAME] == ["case", "event"]


def test_a_text_that_says_the_same_over_and_over_is_not_compared_word_by_word() -> None:
    old, new = "a b " * 5_000, "b a a " * 3_300

    assert [one.kind for one in pieces_between(old, new)] == [GONE, NEW]
