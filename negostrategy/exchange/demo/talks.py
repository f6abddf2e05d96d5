"""One talk behind its record: who, when, with whom, about what, how well it went and how it ended."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from negostrategy.exchange.demo.calendar import Year
from negostrategy.exchange.demo.company import Company, Member
from negostrategy.exchange.demo.counterparts import OtherSide, other_sides
from negostrategy.exchange.demo.dice import Dice, dice, shifted
from negostrategy.exchange.demo.editions import Edition, edition_in_force
from negostrategy.exchange.demo.occasions import OCCASIONS, Occasion
from negostrategy.exchange.demo.stories import CROSSED_COUNT, CROSSED_DAYS, CROSSED_TEAM, EPISODES, Story
from negostrategy.exchange.demo.teams import TeamPlan
from negostrategy.kernel.business import Outcome

LATELY = 335
_AT_THE_TOP = {"budget": 3, "partner": 3, "roles": 3, "customer": 1}


@dataclass(frozen=True, slots=True)
class Talk:
    """What is true of a talk, before anybody writes a word of it.

    Units: share is how much of the year has passed, 0 to 1; power -2 to +2; quality is where on the way from walk-away
    (0) over acceptable (0.6) to target (1) the terms lie; care is a shift of the odds that a rule is kept.
    """

    key: str
    chance: Dice
    occasion: Occasion
    topic: str
    owner: Member
    held_on: date
    closed_on: date | None
    share: float
    outside: OtherSide | None
    inside: str | None
    edition: Edition | None
    outcome: str
    style: str
    power: int
    quality: float
    care: float
    is_deep: bool
    stories: frozenset[Story]

    @property
    def other_name(self) -> str:
        """Return what the other side is called."""
        return self.outside.name if self.outside else self.inside or ""

    @property
    def size(self) -> float:
        """Return how large the business is, 1 being usual."""
        return self.outside.size if self.outside else 1.0


def talks(company: Company, seed: int, year: Year, count: int) -> Iterator[Talk]:
    """Return so many talks of a company in the order of their days."""
    crossed, visited = 0, set(company.accounts.values())
    for number, day in enumerate(year.days(dice(seed, company.slug, "days"), count), 1):
        talk = _talk(f"{company.slug}-{number:05d}", dice(seed, company.slug, number), company, seed, year, day)
        if crossed < CROSSED_COUNT and _could_cross(talk, year.place(day)):
            crossed += 1
            talk = replace(talk, is_deep=True, stories=frozenset({Story.PRICE_CROSSED}))
        # Visitors find something to do: the latest talks of the people they sign in as still wait for an ending.
        if year.place(day) > LATELY and talk.owner.email in visited and number % 2:
            talk = replace(talk, outcome=Outcome.OPEN.value, closed_on=None)
        yield talk


def _talk(key: str, chance: Dice, company: Company, seed: int, year: Year, day: date) -> Talk:
    place, share = year.place(day), year.share(day)
    owner = chance.choices(company.people, _paces(company, place))[0]
    plan = company.plan_of(owner.team)
    occasion = OCCASIONS[chance.one_of(plan.mix if plan else _AT_THE_TOP)]
    outside = _outside(chance, occasion, seed)
    style = chance.one_of(occasion.styles)
    power = chance.choices(range(-2, 3), (1, 3, 5, 3, 1))[0]
    outcome, closed_on = _ending(chance, occasion, year, day, style, power)
    return Talk(
        key=key,
        chance=chance,
        occasion=occasion,
        topic=chance.one_of(occasion.topics),
        owner=owner,
        held_on=day,
        closed_on=closed_on,
        share=share,
        outside=outside,
        inside=None if outside else _inside(chance, company.teams, owner.team),
        edition=edition_in_force(occasion.playbook, place) if occasion.playbook else None,
        outcome=outcome,
        style=style,
        power=power,
        quality=_quality(chance, owner, style, power, share),
        care=owner.care + 0.3 + 0.8 * (share - 0.45) + chance.gauss(0, 0.5),
        is_deep=chance.happens(min(0.95, occasion.depth * (0.8 + 0.35 * share))),
        stories=_stories(chance, occasion.key, owner.team or "", place),
    )


def _could_cross(talk: Talk, place: int) -> bool:
    is_renewal = talk.occasion.key == "supplier" and talk.edition is not None and talk.outcome == Outcome.AGREED
    return is_renewal and talk.owner.team == CROSSED_TEAM and place in CROSSED_DAYS


def _paces(company: Company, place: int) -> list[float]:
    open_teams = {
        team.name: team.pace for team in company.teams if not team.quiet or not team.quiet[0] <= place < team.quiet[1]
    }
    return [person.pace * (open_teams.get(person.team, 0.0) if person.team else 1.0) for person in company.people]


def _outside(chance: Dice, occasion: Occasion, seed: int) -> OtherSide | None:
    fitting = [
        other for other in other_sides(seed) if other.part == occasion.part and other.segment in occasion.segments
    ]
    return chance.choices(fitting, [other.weight for other in fitting])[0] if fitting else None


def _inside(chance: Dice, teams: Sequence[TeamPlan], own: str | None) -> str:
    others = [team for team in teams if team.name != own]
    return chance.choices(others, [1 if team.headcount == 1 else 6 for team in others])[0].name


def _ending(chance: Dice, occasion: Occasion, year: Year, day: date, style: str, power: int) -> tuple[str, date | None]:
    closed_on = day + timedelta(days=min(120, int(chance.expovariate(1 / occasion.days))))
    if closed_on >= year.until or chance.happens(0.025):
        return Outcome.OPEN.value, None
    outcome = chance.one_of(occasion.outcomes)
    hardness = {"combative": -0.9, "partnership": 0.6}.get(style, 0.0) + (0.3 * power if style == "combative" else 0.1)
    if outcome == Outcome.AGREED and not chance.happens(shifted(0.95, hardness)):
        outcome = chance.one_of({Outcome.NO_DEAL.value: 3, Outcome.BROKEN_OFF.value: 1})
    return outcome, closed_on


def _quality(chance: Dice, owner: Member, style: str, power: int, share: float) -> float:
    of_style = {"combative": -0.03 + 0.05 * power, "partnership": 0.06}.get(style, 0.02)
    return 0.68 + owner.skill + of_style + 0.03 * power + 0.07 * (share - 0.5) + chance.gauss(0, 0.11)


def _stories(chance: Dice, occasion: str, team: str, place: int) -> frozenset[Story]:
    return frozenset(
        episode.story for episode in EPISODES if episode.fits(occasion, team, place) and chance.happens(episode.share)
    )
