"""More people for who decides: Clara manages sourcing below Ines, Felix and Eva work elsewhere, Georg leads too."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import update

from negostrategy.accounts.models import StandIn, Team, User
from negostrategy.kernel.db import session
from negostrategy.kernel.grants import Role
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import transaction
from tests.cast import Cast, Person
from tests.features.compliance.approvals import TODAY


@dataclass(frozen=True)
class House:
    """The cast with more people in it."""

    cast: Cast
    clara: Person
    felix: Person
    eva: Person
    georg: Person


def make_house(cast: Cast) -> House:
    """Return the cast with Clara between Noor and Ines, and others elsewhere."""
    clara = replace(
        _person(cast, "Clara Voss", Role.MANAGER, cast.sourcing_id), managed_team_ids=frozenset({cast.sourcing_id})
    )
    felix = _person(cast, "Felix Roth", Role.EMPLOYEE, cast.design_id)
    eva = _person(cast, "Eva Lang", Role.MANAGER, cast.design_id)
    georg = _person(cast, "Georg Zimmer", Role.LEADER, None)
    with transaction(cast.organization_id):
        session.get_one(Team, (cast.organization_id, cast.sourcing_id)).manager_id = clara.id
        session.get_one(Team, (cast.organization_id, cast.design_id)).manager_id = eva.id
    return House(cast, clara, felix, eva, georg)


def stands_in(deputy: Person, away: Person, until: date = TODAY) -> UUID:
    """Return the id of a stand-in, as it lies in the table."""
    made = StandIn(user_id=away.id, deputy_id=deputy.id, set_by_id=away.id, from_on=TODAY, until_on=until, id=new_id())
    with transaction(away.organization_id):
        session.add(made)
    return made.id


def gets_roles(person: Person, *roles: Role) -> Person:
    """Return somebody who has these roles from now on, and no others."""
    with transaction(person.organization_id):
        session.execute(update(User).where(User.id == person.id).values(roles=[role.value for role in roles]))
    return replace(person, role=roles[0])


def _person(cast: Cast, name: str, role: Role, team_id: UUID | None) -> Person:
    email = f"{name.split()[0].lower()}@{cast.slug}.example"
    made = Person(new_id(), name, email, role, cast.organization_id, cast.slug, team_id)
    with transaction(cast.organization_id):
        session.add(User(id=made.id, name=name, email=email, roles=[role.value], team_id=team_id))
    return made
