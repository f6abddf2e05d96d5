"""Which organization a request is about, asked of the directory once per request."""

from collections.abc import Callable
from datetime import date
from typing import Literal, Protocol, overload
from uuid import UUID

from flask import current_app, g, has_request_context

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

    @property
    def number_format(self) -> str:
        """Return how it writes numbers: comma or point, by what stands before the decimals."""

    @property
    def language(self) -> str:
        """Return its language as a tag of BCP 47."""

    @property
    def fiscal_year_start(self) -> int:
        """Return the month in which its year begins, 1 to 12."""

    @property
    def working_days(self) -> tuple[int, ...]:
        """Return its working days as ISO weekdays, 1 being Monday."""

    @property
    def holiday_region(self) -> str | None:
        """Return the region whose public holidays it keeps, such as DE-BY, or none."""

    @property
    def revision(self) -> int:
        """Return a number that every change of it makes larger."""


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


def organization_asked_for() -> OrganizationHere | None:
    """Return the organization that this request has asked for already, or None outside of a request."""
    found: OrganizationHere | None = g.get("organization") if has_request_context() else None
    return found


def ask_again_unless(revision: int) -> None:
    """Return when what this request knows of its organization is of this revision.

    The directory remembers an organization for some seconds, in each process of its own; who is signed in is asked of
    the database, and the same answer says whether the organization has been changed since.
    """
    known = organization_of_request()
    if known.revision != revision:
        g.organization = current_app.extensions[DIRECTORY].anew(known.slug)


def today_here() -> date:
    """Return the present day where the organization of this request is at home."""
    return clock.today(organization_of_request().zone)
