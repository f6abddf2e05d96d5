"""Which organization a request is about, asked of the directory once per request."""

from collections.abc import Callable
from datetime import date
from typing import Literal, Protocol, overload
from uuid import UUID

from flask import current_app, g

from negostrategy.edge.address import slug_asked_for
from negostrategy.kernel import clock
from negostrategy.kernel.faults import NotFound

DIRECTORY = "negostrategy.directory"


class OrganizationHere(Protocol):
    """What the edge needs to know of an organization."""

    @property
    def id(self) -> UUID:
        """Return its id."""

    @property
    def slug(self) -> str:
        """Return the word in its address."""

    @property
    def name(self) -> str:
        """Return how it calls itself."""

    @property
    def zone(self) -> str:
        """Return its IANA time zone."""

    @property
    def currency(self) -> str:
        """Return its ISO 4217 code."""


@overload
def organization_of_request(required: Literal[True] = True) -> OrganizationHere: ...
@overload
def organization_of_request(required: bool) -> OrganizationHere | None: ...
def organization_of_request(required: bool = True) -> OrganizationHere | None:
    """Return the organization that the address names.

    Errors: NotFound when it is required and there is none; the same answer as for anything else that does not exist.
    """
    if "organization" not in g:
        look_up: Callable[[str], OrganizationHere | None] = current_app.extensions[DIRECTORY]
        slug = slug_asked_for()
        g.organization = look_up(slug) if slug else None
    found: OrganizationHere | None = g.organization
    if found is None and (required or slug_asked_for()):
        raise NotFound
    return found


def today_here() -> date:
    """Return the present day where the organization of this request is at home."""
    return clock.today(organization_of_request().zone)
