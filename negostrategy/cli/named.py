"""Whom a command names: an organization, a person of it; or one sentence that says why it cannot be followed."""

from negostrategy.accounts.queries.acting import actor_by_email
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import BadInput
from negostrategy.tenancy.queries import OrganizationEntry, organization_called


class Unusable(Exception):
    """The command cannot be followed; the sentence says why. It ends with status 2."""


def organization_named(slug: str) -> OrganizationEntry:
    """Return the organization with this address.

    Errors: Unusable when there is none.
    """
    organization = organization_called(slug)
    if organization is None:
        raise Unusable("There is no organization with this address.")
    return organization


def person_named(email: str) -> Actor:
    """Return the person with this e-mail address in the organization of the transaction.

    Errors: Unusable when there is none.
    """
    actor = actor_by_email(email)
    if actor is None:
        raise Unusable("Nobody with this address is in the organization.")
    return actor


def in_one_line(refusal: BadInput) -> str:
    """Return every sentence of a refusal, one after another."""
    return " ".join(sentence for said in refusal.errors.values() for sentence in said)
