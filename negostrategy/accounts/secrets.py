"""Passwords and random keys: what is stored can be checked, and nothing else."""

import hashlib
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from flask import current_app

HASHER = "negostrategy.hasher"
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200


def make_hasher(memory_kib: int, rounds: int) -> PasswordHasher:
    """Return the argon2id hasher with this cost.

    Source: RFC 9106; the default of 19 MiB and two rounds is what OWASP asks for at least.
    """
    return PasswordHasher(time_cost=rounds, memory_cost=memory_kib, parallelism=1)


def hash_of(password: str) -> str:
    """Return what is stored in place of a password."""
    hasher: PasswordHasher = current_app.extensions[HASHER]
    return hasher.hash(password)


def is_password(stored: str | None, password: str) -> bool:
    """Return whether the password is the one behind the stored hash.

    A person without a password, or nobody at all, costs the same time as a wrong password: the answer must not tell
    which addresses have an account.
    """
    hasher: PasswordHasher = current_app.extensions[HASHER]
    try:
        return hasher.verify(stored or _of_nobody(hasher), password) and stored is not None
    except (VerifyMismatchError, InvalidHashError):
        return False


def random_key() -> str:
    """Return 256 random bits as text, for a cookie, a link or a token."""
    return secrets.token_urlsafe(32)


def digest_of(key: str) -> bytes:
    """Return what is stored in place of a random key; its 256 bits need no slow hash."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()


def _of_nobody(hasher: PasswordHasher) -> str:
    stored: str | None = current_app.extensions.get("negostrategy.nobody")
    if stored is None:
        stored = current_app.extensions["negostrategy.nobody"] = hasher.hash(random_key())
    return stored
