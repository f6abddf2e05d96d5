"""Names of people, and their addresses."""

import unicodedata
from collections.abc import Iterator

from negostrategy.exchange.demo.dice import Dice
from negostrategy.exchange.demo.texts import said_in

_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "o"})


def names(chance: Dice) -> Iterator[str]:
    """Return names of which no two are equal, in an order that follows from chance."""
    given, family = (said_in("names")[which].split() for which in ("given", "family"))
    chance.shuffle(given)
    chance.shuffle(family)
    for place in range(len(given) * len(family)):
        turn, within = divmod(place, len(family))
        yield f"{given[(place + turn) % len(given)]} {family[within]}"


def address_of(name: str, domain: str) -> str:
    """Return the e-mail address of somebody of this name."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS)).encode("ascii", "ignore").decode()
    return f"{plain.replace(' ', '.')}@{domain}"
