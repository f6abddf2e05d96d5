"""Whether a password would stand up to somebody who guesses by lists: common words, patterns, and who it is about."""

from collections.abc import Iterable

from zxcvbn import zxcvbn

from negostrategy.kernel.faults import BadInput

# Below this score, lists of common passwords and simple patterns reach it within a hundred million tries.
LEAST_SCORE = 3
# The estimate takes longer the more there is; whatever is this long is decided by its beginning, too.
LONGEST_LOOKED_AT = 72
SHORTEST_PART = 4


def refuse_weak(password: str, about: Iterable[str]) -> None:
    """Return when a password may be used. about: name, address and company of whoever it is for.

    Errors: BadInput for one that is common, a simple pattern, or made of what is known about its person.
    Source: Wheeler, zxcvbn: Low-Budget Password Strength Estimation (2016).
    """
    known = [one.lower() for one in about if one]
    parts = {part for one in known for part in one.replace("@", " ").replace(".", " ").split()}
    words = [*known, *(part for part in parts if len(part) >= SHORTEST_PART)]
    if zxcvbn(password[:LONGEST_LOOKED_AT], user_inputs=words)["score"] < LEAST_SCORE or _is_made_of(password, parts):
        raise BadInput({"/password": [WEAK]})


WEAK = "This is easily guessed: a common password, a pattern, or your own name. Take a sentence of several words."


def _is_made_of(password: str, parts: Iterable[str]) -> bool:
    rest = password.lower()
    for part in sorted(parts, key=len, reverse=True):
        if len(part) >= SHORTEST_PART:
            rest = rest.replace(part, "")
    return len(rest) < SHORTEST_PART
