"""Keys: the lasting short names of playbooks, variables, questions and rules."""

import re

_NO_KEY = re.compile(r"[^a-z0-9]+")
LONGEST = 50


def key_of(name: str) -> str:
    """Return a key for a name: small letters, digits and underscores, beginning with a letter."""
    made = _NO_KEY.sub("_", name.lower()).strip("_")[:LONGEST].rstrip("_")
    return made if made[:1].isalpha() else f"k_{made}".rstrip("_")
