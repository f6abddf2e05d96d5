"""Names as they are compared: one form, made here and nowhere else, and stored where it has to be found.

The database never folds a name: its small letters are not those of the language (İ, a final Σ).
"""

from unicodedata import category, normalize


def name_key(name: str) -> str:
    """Return the form in which a name is compared: the same for all spellings that mean one name.

    Compatible letters become one (ﬁ is fi, Ａ is A), capitals small (ß is ss), blanks one; the unseen is left out.
    Accents stay: Müller and Muller are two. "" for a name of which nothing is seen. The key of a key is the key.
    Source: Unicode Standard, section 3.13, caseless matching. Folding can need composing again and the other way round,
    so both are repeated until nothing changes.
    """
    # Nearly all names are plain, and each creation asks.
    if name.isascii():
        return " ".join(name.casefold().split())
    before, key = name, _folded(name)
    while key != before:
        before, key = key, _folded(key)
    return key


def spelled(text: str) -> str:
    """Return a text with its letters composed and compatible ones made one, without what is not seen."""
    return normalize("NFKC", "".join(letter for letter in text if category(letter) != "Cf"))


def shown_name(typed: str) -> str:
    """Return a name as it is shown: as it was typed, without blanks at the ends."""
    return typed.strip()


def _folded(name: str) -> str:
    return " ".join(spelled(spelled(name).casefold()).split())
