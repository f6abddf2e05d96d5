"""Public ids: UUIDs of version 7, which a client may also make itself."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """Return an id that sorts by the time of its making."""
    return uuid7()
