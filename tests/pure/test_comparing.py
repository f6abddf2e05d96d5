"""How one text becomes another: word by word while much stays, as a whole when it was written anew."""

from hypothesis import given
from hypothesis import strategies as st

from negostrategy.strategy.comparing import GONE, NEW, SAME, Piece, pieces_between

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
