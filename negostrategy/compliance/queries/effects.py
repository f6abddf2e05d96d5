"""What became of an adopted proposal: how often its rule was kept before and after; silent while that says little."""

from dataclasses import dataclass

from sqlalchemy import Select, func, select

from negostrategy.compliance.models import Finding
from negostrategy.facts.models import Facts
from negostrategy.kernel.business import Result
from negostrategy.kernel.db import session
from negostrategy.kernel.interval import wilson
from negostrategy.strategy.queries.proposals import ProposalRow
from negostrategy.strategy.queries.rules import rules_of_playbook

FEWEST = 20


@dataclass(frozen=True)
class Side:
    """How often a rule was kept: kept of n, with its interval."""

    kept: int
    n: int
    interval: tuple[float, float] | None


@dataclass(frozen=True)
class Effect:
    """Before and after the day of the decision. is_sayable: both sides have at least twenty decided records."""

    before: Side
    after: Side

    @property
    def is_sayable(self) -> bool:
        """Return whether there is enough on both sides to speak of."""
        return min(self.before.n, self.after.n) >= FEWEST


def effect_of(proposal: ProposalRow) -> Effect | None:
    """Return how often the rule of an adopted proposal was kept before and after; None where it is about no rule."""
    if proposal.playbook_id is None or proposal.part is None or proposal.decided_at is None:
        return None
    rules = rules_of_playbook(proposal.playbook_id, proposal.part)
    day = proposal.decided_at.date()
    counted = (
        select(func.count().filter(Finding.result == Result.KEPT), func.count())
        .select_from(Finding)
        .join(Facts, Facts.id == Finding.negotiation_id)
        .where(Finding.rule_id.in_(rules))
        .where(Finding.result.in_([Result.KEPT, Result.BROKEN]))
    )
    return Effect(_side(counted.where(Facts.held_on < day)), _side(counted.where(Facts.held_on >= day)))


def _side(counted: Select[int, int]) -> Side:
    kept, n = session.execute(counted).one()
    return Side(kept, n, wilson(kept, n))
