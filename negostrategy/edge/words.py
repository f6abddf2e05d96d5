"""Text that no honest client sends: refused before anything reads it."""

from collections.abc import Iterable

from negostrategy.kernel.faults import Malformed


def refuse_unusable_text(texts: Iterable[str]) -> None:
    """Return when every text can be stored.

    Errors: Malformed for a NUL byte (PostgreSQL stores none) or a lone surrogate (no encoding has one).
    """
    for text in texts:
        if "\x00" in text:
            raise Malformed("A NUL byte is not text. Remove it and send again.")
        if not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text):
            raise Malformed("Half of a character was sent. Send text in UTF-8.")
