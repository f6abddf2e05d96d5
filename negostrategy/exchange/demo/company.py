"""Who works where: two companies, their trees of teams, and how each person goes about negotiating."""

from collections.abc import Iterator
from dataclasses import dataclass

from negostrategy.exchange.demo.dice import Dice, dice
from negostrategy.exchange.demo.names import address_of, names
from negostrategy.exchange.demo.teams import ARLUND, VELDEN, TeamPlan
from negostrategy.kernel.business import NumberFormat
from negostrategy.kernel.grants import Role
from negostrategy.tenancy.settings import OrganizationSettings

DOMAIN = "demo.example"
# Where the demo's companies are at home: their lines are written in euros, and their year keeps the days of Munich.
IN_BAVARIA = OrganizationSettings(
    zone="Europe/Berlin", currency="EUR", number_format=NumberFormat.COMMA.value, holiday_region="DE-BY"
)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the company.

    Units: care and skill are shifts around 0; diligence is the share of questions answered; pace is how many records
    they make compared with others.
    """

    name: str
    email: str
    role: Role
    team: str | None
    care: float
    skill: float
    diligence: float
    pace: float


@dataclass(frozen=True, slots=True)
class Company:
    """A company to be filled. accounts: {what it shows: e-mail address} of those named to visitors."""

    slug: str
    name: str
    teams: tuple[TeamPlan, ...]
    people: tuple[Member, ...]
    managers: dict[str, str]
    accounts: dict[str, str]
    settings: OrganizationSettings = IN_BAVARIA

    def of_team(self, team: str) -> list[Member]:
        """Return the people of one team."""
        return [person for person in self.people if person.team == team]

    def plan_of(self, team: str | None) -> TeamPlan | None:
        """Return what is special about a team."""
        return next((plan for plan in self.teams if plan.name == team), None)


def arlund(seed: int) -> Company:
    """Return the demo company: makers of presses, about 120 people."""
    known = {
        ("Operations", 0): ("Ines Carvalho", f"manager@{DOMAIN}"),
        ("Parts and drives", 1): ("Noor Haddad", f"employee@{DOMAIN}"),
    }
    chance = dice(seed, "arlund", "people")
    people = [
        _member(chance, "Greta Holm", f"leader@{DOMAIN}", Role.LEADER, None),
        _member(chance, "Lars Winther", f"admin@{DOMAIN}", Role.ADMIN, None),
        *_staff(chance, ARLUND, DOMAIN, known),
    ]
    accounts = {
        "leads the company": f"leader@{DOMAIN}",
        "manages Operations": f"manager@{DOMAIN}",
        "works in Parts and drives": f"employee@{DOMAIN}",
        "runs the accounts": f"admin@{DOMAIN}",
    }
    return _company("demo", "Arlund Machines", ARLUND, people, accounts)


def velden(seed: int) -> Company:
    """Return the company next door: a dozen people, to show that nothing leaks between two companies."""
    known = {
        ("Buying", 0): ("Lotte Visser", "manager@velden.example"),
        ("Projects", 1): ("Joost Brouwer", "employee@velden.example"),
    }
    chance = dice(seed, "velden", "people")
    people = [
        _member(chance, "Saskia Velden", "leader@velden.example", Role.LEADER, None),
        _member(chance, "Ruben Smit", "admin@velden.example", Role.ADMIN, None),
        *_staff(chance, VELDEN, "velden.example", known),
    ]
    return _company("velden", "Velden Electric", VELDEN, people, {"leads the company": "leader@velden.example"})


def _company(
    slug: str, name: str, teams: tuple[TeamPlan, ...], people: list[Member], accounts: dict[str, str]
) -> Company:
    managers = {person.team: person.email for person in people if person.role == Role.MANAGER and person.team}
    return Company(slug, name, teams, tuple(people), managers, accounts)


def _staff(
    chance: Dice, teams: tuple[TeamPlan, ...], domain: str, known: dict[tuple[str, int], tuple[str, str]]
) -> Iterator[Member]:
    taken = {name for name, _address in known.values()}
    spare = (name for name in names(chance) if name not in taken)
    for team in teams:
        for place in range(team.headcount):
            # Exactly one spare name per seat, so that naming somebody changes nobody else.
            name = next(spare)
            name, address = known.get((team.name, place), (name, address_of(name, domain)))
            yield _member(chance, name, address, Role.EMPLOYEE if place else Role.MANAGER, team)


def _member(chance: Dice, name: str, email: str, role: Role, team: TeamPlan | None) -> Member:
    pace = 0.45 if role == Role.MANAGER else chance.uniform(0.5, 1.5)
    # Visitors look at the records of one employee: there have to be enough of them.
    pace = 1.35 if email == f"employee@{DOMAIN}" else pace
    return Member(
        name=name,
        email=email,
        role=role,
        team=team.name if team else None,
        care=(team.care if team else 0.2) + chance.gauss(0, 0.35),
        skill=(team.skill if team else 0.1) + chance.gauss(0, 0.08),
        diligence=min(0.99, max(0.5, (team.diligence if team else 0.9) + chance.gauss(0, 0.04))),
        pace=0.0 if role == Role.ADMIN else 0.2 if role == Role.LEADER else max(0.3, pace),
    )
