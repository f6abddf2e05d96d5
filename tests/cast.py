"""The people of the tests: Noor logs, Ines manages her, Greta leads, Adam administers, Otto works elsewhere."""

from dataclasses import dataclass, field
from uuid import UUID

from negostrategy.accounts.models import Team, User
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.grants import Role, grants_of
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import transaction
from negostrategy.tenancy.models import Organization

PASSWORD = "correct horse battery staple"


@dataclass(frozen=True)
class Person:
    """Somebody of the cast, with everything needed to act as them."""

    id: UUID
    name: str
    email: str
    role: Role
    organization_id: UUID
    slug: str
    team_id: UUID | None
    managed_team_ids: frozenset[UUID] = field(default_factory=frozenset)

    @property
    def actor(self) -> Actor:
        """Return the person as an actor."""
        return Actor(
            user_id=self.id,
            organization_id=self.organization_id,
            name=self.name,
            email=self.email,
            roles=frozenset({self.role}),
            grants=grants_of([self.role]),
            team_id=self.team_id,
            managed_team_ids=self.managed_team_ids,
        )


@dataclass(frozen=True)
class Cast:
    """One organization and its people: sourcing lies below operations, and Ines manages both; design is elsewhere."""

    organization_id: UUID
    slug: str
    operations_id: UUID
    sourcing_id: UUID
    design_id: UUID
    noor: Person
    nils: Person
    ines: Person
    greta: Person
    adam: Person
    otto: Person


def make_organization(slug: str, name: str = "Arlund Machines") -> UUID:
    """Return the id of a new, empty organization."""
    # Tests say today as UTC does; where it is tomorrow already, every evening some of them would fail.
    organization = Organization(
        id=new_id(), slug=slug, name=name, zone="UTC", currency="EUR", number_format="point", language="en"
    )
    with transaction(None):
        session.add(organization)
    return organization.id


def make_cast(slug: str) -> Cast:
    """Return a new organization with all of its people."""
    organization_id = make_organization(slug)
    operations, sourcing, design = new_id(), new_id(), new_id()

    def person(name: str, role: Role, team: UUID | None, manages: frozenset[UUID] = frozenset()) -> Person:
        email = f"{name.split()[0].lower()}@{slug}.example"
        return Person(new_id(), name, email, role, organization_id, slug, team, manages)

    cast = Cast(
        organization_id=organization_id,
        slug=slug,
        operations_id=operations,
        sourcing_id=sourcing,
        design_id=design,
        noor=person("Noor Haddad", Role.EMPLOYEE, sourcing),
        nils=person("Nils Berg", Role.EMPLOYEE, sourcing),
        ines=person("Ines Carvalho", Role.MANAGER, operations, frozenset({operations, sourcing})),
        greta=person("Greta Holm", Role.LEADER, None),
        adam=person("Adam Wirth", Role.ADMIN, None),
        otto=person("Otto Lind", Role.EMPLOYEE, design),
    )
    _store(cast)
    return cast


def _store(cast: Cast) -> None:
    people = [cast.noor, cast.nils, cast.ines, cast.greta, cast.adam, cast.otto]
    with transaction(cast.organization_id):
        session.add_all([Team(id=cast.operations_id, name="Operations"), Team(id=cast.design_id, name="Design office")])
        session.flush()
        session.add(Team(id=cast.sourcing_id, name="Sourcing", parent_id=cast.operations_id))
        session.flush()
        session.add_all(
            User(id=p.id, name=p.name, email=p.email, roles=[p.role.value], team_id=p.team_id, password_hash=None)
            for p in people
        )
        session.flush()
        session.get_one(Team, (cast.organization_id, cast.operations_id)).manager_id = cast.ines.id
