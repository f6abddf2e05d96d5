"""Asking for a review of a draft of the strategy, and deciding in it."""

from uuid import UUID

from negostrategy.kernel import clock
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.reviewing import DecisionDraft, ReviewDraft, StepDraft
from negostrategy.strategy.service.reviewing import ask_review, decide
from tests.cast import Cast, Person

YES = DecisionDraft(1, approves=True, reason="Clear.")


def ask(cast: Cast, draft: UUID, *steps: StepDraft) -> UUID:
    """Return the id of a review of a draft of the strategy, which Greta asks for."""
    with transaction(cast.organization_id):
        return ask_review(cast.greta.actor, "strategy", draft, ReviewDraft(1, list(steps)), clock.today())


def say(person: Person, review: UUID, decision: DecisionDraft = YES) -> None:
    """Let somebody decide."""
    with transaction(person.organization_id):
        decide(person.actor, review, decision, clock.today())
