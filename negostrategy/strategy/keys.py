"""Keys: the lasting short names of playbooks, variables, questions and rules."""

import re
from collections.abc import Collection
from itertools import count
from unicodedata import normalize

_NO_KEY = re.compile(r"[^a-z0-9]+")
LONGEST = 50


def key_of(name: str) -> str:
    """Return a key for a name: small letters, digits and underscores, beginning with a letter."""
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode()
    made = _NO_KEY.sub("_", plain.lower()).strip("_")[:LONGEST].rstrip("_")
    return made if made[:1].isalpha() else f"k_{made}".rstrip("_")


def free_key(name: str, taken: Collection[str]) -> str:
    """Return a key for a name that is not taken: price, price_2, price_3."""
    made = key_of(name)
    return next(key for n in count(1) if (key := made if n == 1 else f"{made}_{n}") not in taken)
