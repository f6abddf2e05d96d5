"""Who answers for a strategy, in its file: by mail address, because an id means nothing in another house."""

from typing import Any
from uuid import UUID

from negostrategy.accounts.queries.people import people, person
from negostrategy.kernel.faults import BadInput


def address_of(user_id: UUID | None) -> str | None:
    """Return the mail address of somebody, or None for nobody."""
    found = person(user_id) if user_id else None
    return found.email if found else None


def owner_named(address: Any) -> str | None:
    """Return the id of whoever has a mail address here, as a form would send it; None for nobody.

    Errors: BadInput for an address that nobody here has.
    """
    if address is None:
        return None
    wanted = str(address).strip().casefold()
    for one in people(most=None):
        if one.email.casefold() == wanted:
            return str(one.id)
    raise BadInput({"/owner": [f"Nobody here has the address “{address}”. Correct it, or take the line out."]})
