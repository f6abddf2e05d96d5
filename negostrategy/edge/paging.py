"""Pages by key, not by number: the cursor says where the last page ended, and is signed so that nobody invents one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from negostrategy.kernel.faults import Malformed
from negostrategy.kernel.transaction import organization_in_force

T = TypeVar("T")
DEFAULT_LIMIT = 50
LARGEST_LIMIT = 200


class BadCursor(Malformed):
    """This cursor does not belong here. Start again from the first page."""

    code = "bad_cursor"


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some rows, and the cursors of the pages beside them; None where there is no further page."""

    rows: Sequence[T]
    next: str | None = None
    previous: str | None = None


def seal_cursor(*key: str) -> str:
    """Return a cursor for the place after the row with this sort key; good in this organization only."""
    return _signer().dumps(list(key))


def open_cursor(cursor: str, parts: int) -> list[str]:
    """Return the sort key inside a cursor.

    Errors: BadCursor when it was altered, was made in another organization, or has another number of parts.
    """
    try:
        key = _signer().loads(cursor)
    except BadData as refusal:
        raise BadCursor from refusal
    if not isinstance(key, list) or len(key) != parts or not all(isinstance(part, str) for part in key):
        raise BadCursor
    return key


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt=f"cursor {organization_in_force()}")
