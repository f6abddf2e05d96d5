"""What became of an adopted proposal: how often it was kept before and after; silent while that says little."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, case, func, select

from negostrategy.compliance.models import Finding
from negostrategy.facts.models import Facts
from negostrategy.kernel.business import Result
from negostrategy.kernel.db import session
from negostrategy.kernel.interval import wilson
from negostrategy.strategy.queries.proposals import ProposalRow, first_version_after
from negostrategy.strategy.queries.rules import rules_of_playbook, versions_of
from negostrategy.tenancy.queries import day_of

FEWEST = 20
GOOD_BANDS = ("within", "target")
type_of_counted = Select[int, int]


@dataclass(frozen=True)
class Side:
    """How often it was kept: kept of n, with its interval."""

    kept: int
    n: int
    interval: tuple[float, float] | None


@dataclass(frozen=True)
class Effect:
    """Before and after. what: what is counted; since_on: from the first version after the decision, or the decision.

    version: the number of that version, None while there is none.
    """

    what: str
    since_on: date
    version: int | None
    before: Side
    after: Side

    @property
    def is_sayable(self) -> bool:
        """Return whether both sides have at least twenty decided records."""
        return min(self.before.n, self.after.n) >= FEWEST


def effect_of(proposal: ProposalRow) -> Effect | None:
    """Return what became of an adopted proposal; None where it is about the strategy, which no record is judged by.

    Counted by records: its rule kept, its term agreed within what is acceptable, or every rule of its playbook kept.
    """
    if proposal.playbook_id is None or proposal.decided_at is None:
        return None
    what, counted = _counted(proposal.playbook_id, proposal.part)
    version = first_version_after(proposal.playbook_id, proposal.decided_at)
    day = version.effective_on if version else day_of(proposal.decided_at)
    return Effect(
        what,
        day,
        version.number if version else None,
        _side(counted.where(Facts.held_on < day)),
        _side(counted.where(Facts.held_on >= day)),
    )


def _counted(playbook_id: UUID, part: str | None) -> tuple[str, type_of_counted]:
    if part is None:
        return "Every rule kept", _all_rules(playbook_id)
    if session.scalar(rules_of_playbook(playbook_id, part).limit(1)) is not None:
        return "The rule kept", _one_rule(playbook_id, part)
    return "Agreed within what is acceptable", _one_term(playbook_id, part)


def _one_rule(playbook_id: UUID, key: str) -> type_of_counted:
    return (
        select(func.count().filter(Finding.result == Result.KEPT), func.count())
        .select_from(Finding)
        .join(Facts, Facts.id == Finding.negotiation_id)
        .where(Finding.rule_id.in_(rules_of_playbook(playbook_id, key)))
        .where(Finding.result.in_([Result.KEPT, Result.BROKEN]))
    )


def _all_rules(playbook_id: UUID) -> type_of_counted:
    # A record counts once, however many rules it broke: findings of one record are not independent of each other.
    judged = (
        select(Finding.negotiation_id, func.max(case((Finding.result == Result.BROKEN, 1), else_=0)).label("broken"))
        .where(Finding.result.in_([Result.KEPT, Result.BROKEN]))
        .group_by(Finding.negotiation_id)
        .subquery()
    )
    return (
        select(func.count().filter(judged.c.broken == 0), func.count())
        .select_from(Facts)
        .join(judged, judged.c.negotiation_id == Facts.id)
        .where(Facts.playbook_version_id.in_(versions_of(playbook_id)))
    )


def _one_term(playbook_id: UUID, key: str) -> type_of_counted:
    band = Facts.terms[key]["band"].astext
    return (
        select(func.count().filter(band.in_(GOOD_BANDS)), func.count())
        .select_from(Facts)
        .where(Facts.playbook_version_id.in_(versions_of(playbook_id)))
        .where(Facts.outcome == "agreed")
        .where(band.is_not(None))
    )


def _side(counted: type_of_counted) -> Side:
    kept, n = session.execute(counted).one()
    return Side(kept, n, wilson(kept, n))
