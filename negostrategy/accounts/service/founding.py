"""A new company founds itself: the organization and its first person, together or not at all."""

from uuid import UUID

from negostrategy.accounts.models import User
from negostrategy.accounts.schemas import Founding
from negostrategy.accounts.secrets import hash_of
from negostrategy.accounts.settings import settled
from negostrategy.accounts.strength import refuse_weak
from negostrategy.audit import service as trail
from negostrategy.kernel.db import session
from negostrategy.kernel.grants import Role
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import go_on_inside
from negostrategy.tenancy.regions import proposed
from negostrategy.tenancy.service import enter_organization
from negostrategy.tenancy.settings import OrganizationSettings


def found_organization(founding: Founding, usual: OrganizationSettings | None = None) -> UUID:
    """Return the id of the first person of a new organization, who leads it and administers it.

    usual: what was proposed, for the settings that were not said; by default what is usual in the time zone that was.
    Runs in a transaction that belongs to no organization yet. Errors: BadInput when the address is taken,
    or the password easily guessed.
    """
    refuse_weak(founding.password, [founding.name, founding.slug, founding.person, founding.email])
    settings = settled(usual or proposed(zone=founding.said.get("zone")), founding.said)
    organization_id = enter_organization(founding.slug, founding.name, settings)
    go_on_inside(organization_id)
    user = User(
        id=new_id(),
        name=founding.person,
        email=founding.email,
        roles=[Role.LEADER.value, Role.ADMIN.value],
        password_hash=hash_of(founding.password),
    )
    session.add(user)
    session.flush()
    trail.record(None, "organization.founded", "user", user.id)
    return user.id
