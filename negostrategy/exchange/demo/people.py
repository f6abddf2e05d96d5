"""Who else of ours was there, and who may read about it."""

from negostrategy.exchange.demo.company import Company
from negostrategy.exchange.demo.talks import Talk
from negostrategy.exchange.drafts import PersonLine
from negostrategy.kernel.business import Privacy


def others_of(talk: Talk, company: Company) -> tuple[PersonLine, ...]:
    """Return the others of ours: inside, mostly somebody of the other team; seldom a named reader."""
    chance = talk.chance
    found: dict[str, str] = {}
    if talk.inside and chance.happens(0.8):
        found[chance.choice(company.of_team(talk.inside)).email] = "party"
    own_team = company.of_team(talk.owner.team) if talk.owner.team else []
    if own_team and chance.happens(0.3 if talk.outside else 0.15):
        found.setdefault(chance.choice(own_team).email, "party")
    manager = company.managers.get(talk.owner.team or "")
    if manager and chance.happens(0.06):
        found.setdefault(manager, "reader")
    found.pop(talk.owner.email, None)
    return tuple(PersonLine(email=email, part=part) for email, part in found.items())


def privacy_of(talk: Talk) -> str | None:
    """Return how private somebody made it; None leaves it to the playbook."""
    shares = {None: 93.0, Privacy.NEED_TO_KNOW.value: 4.5, Privacy.PRIVATE.value: 2.5}
    return talk.chance.one_of(shares)
