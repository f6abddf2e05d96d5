"""Entering an organization into the directory."""

from uuid import UUID

from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.ids import new_id
from negostrategy.tenancy.models import Organization
from negostrategy.tenancy.queries import organization_called


def enter_organization(slug: str, name: str, *, is_demo: bool = False, organization_id: UUID | None = None) -> UUID:
    """Return the id of a new organization; what belongs to it is added in a transaction of its own.

    Errors: BadInput when the address is taken.
    """
    if organization_called(slug):
        raise BadInput({"/slug": ["This address is taken. Choose another."]})
    organization = Organization(id=organization_id or new_id(), slug=slug, name=name, is_demo=is_demo)
    session.add(organization)
    session.flush()
    return organization.id
