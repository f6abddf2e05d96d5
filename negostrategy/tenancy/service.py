"""Entering an organization into the directory."""

from dataclasses import asdict
from uuid import UUID

from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.ids import new_id
from negostrategy.tenancy.models import Organization
from negostrategy.tenancy.queries import organization_called
from negostrategy.tenancy.settings import OrganizationSettings


def enter_organization(
    slug: str, name: str, settings: OrganizationSettings, *, is_demo: bool = False, organization_id: UUID | None = None
) -> UUID:
    """Return the id of a new organization; what belongs to it is added in a transaction of its own.

    Errors: BadInput when the address is taken.
    """
    if organization_called(slug):
        raise BadInput({"/slug": ["This address is taken. Choose another."]})
    said = asdict(settings) | {"working_days": list(settings.working_days)}
    organization = Organization(id=organization_id or new_id(), slug=slug, name=name, is_demo=is_demo, **said)
    session.add(organization)
    session.flush()
    return organization.id
