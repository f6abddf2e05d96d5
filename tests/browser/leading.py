"""What leading leaves behind in the small company: authority, a review and a request that wait, comments, a wish."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from negostrategy.compliance.requesting import RequestDraft
from negostrategy.compliance.service.requesting import ask_approval
from negostrategy.kernel import clock
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.granting import AuthorityDraft
from negostrategy.strategy.queries.comments import subject_of
from negostrategy.strategy.reviewing import ReviewDraft, StepDraft
from negostrategy.strategy.schemas import PlaybookDraft
from negostrategy.strategy.service.authority import grant_authority
from negostrategy.strategy.service.cases import add_case
from negostrategy.strategy.service.commenting import comment
from negostrategy.strategy.service.playbooks import edit_playbook, start_playbook_draft
from negostrategy.strategy.service.proposing import ProposalDraft, propose
from negostrategy.strategy.service.reviewing import ask_review
from tests.cast import Cast

CASE = "A supplier offers 4 % less for twice the volume, today only. Nobody has asked the plant."
CHOICES = ["Take it", "Ask the plant first, and say when we answer", "Refuse"]


@dataclass(frozen=True)
class Leading:
    """Where things are that leaders and approvers look at."""

    strategy_id: UUID
    review_id: UUID
    request_id: UUID
    proposal_id: UUID
    draft_id: UUID
    playbook_id: UUID

    def pages_for_everybody(self) -> list[str]:
        """Return the pages that every person of the company may open."""
        return ["/inbox", "/proposals", f"/proposals/{self.proposal_id}", f"/strategy/versions/{self.strategy_id}"]

    def pages_for_leaders(self) -> list[str]:
        """Return the pages on which strategy and playbooks are written, tried, and let into force."""
        strategy, draft = f"/strategy/versions/{self.strategy_id}", f"/playbooks/versions/{self.draft_id}"
        version = [f"/versions/{self.draft_id}/{page}" for page in ("comments", "changes")]
        preview = [f"{draft}/preview{rest}" for rest in ("", "/approvals?closed=60")]
        return [
            *("/authority", "/approvals", f"/reviews/{self.review_id}", "/strategy/files", *version, *preview),
            *(f"{strategy}/{page}" for page in ("acknowledgements", "cases", "retirement")),
            *(f"{draft}/{page}" for page in ("seals", "tester")),
            f"/playbooks/{self.playbook_id}/retirement",
        ]

    def pages_for_approvers(self) -> list[str]:
        """Return the pages on which somebody decides."""
        return ["/approvals", f"/approvals/{self.request_id}", f"/reviews/{self.review_id}", "/inbox", "/proposals"]


def make_leading(cast: Cast, record_id: UUID, playbook_id: UUID, strategy_id: UUID) -> Leading:
    """Return what waits after a day of leading, beside a running record and a playbook and strategy in force."""
    leader, today = cast.greta.actor, clock.today()
    with transaction(cast.organization_id):
        grant_authority(leader, AuthorityDraft("points", role="employee", limit="80"), today)
        grant_authority(leader, AuthorityDraft("exception", role="manager"), today)
        grant_authority(leader, AuthorityDraft("value", role="manager", limit="2000000", currency="EUR"), today)
        grant_authority(leader, AuthorityDraft("value", user_id=cast.noor.id, limit="1500000", currency="EUR"), today)
        add_case(leader, strategy_id, CASE, CHOICES, 1, "Volume is not ours to promise.")
    with transaction(cast.organization_id):
        draft_id = start_playbook_draft(leader, playbook_id)
        note = PlaybookDraft(purpose="Keep prices below the index.", given=frozenset({"purpose"}))
        revision = edit_playbook(leader, draft_id, 1, note)
        subject = subject_of(draft_id)
        assert subject is not None
        comment(leader, subject, "price_change", "Energy has come down since spring.")
        steps = [StepDraft([cast.ines.id], 1)]
        review_id = ask_review(leader, "playbook", draft_id, ReviewDraft(revision, steps, "One sentence."), today)
    with transaction(cast.organization_id):
        wish = ProposalDraft("Ask for the cost driver by mail", "At the table nobody has the figures.", playbook_id)
        proposal_id = propose(cast.noor.actor, wish)
    with transaction(cast.organization_id):
        request_id = ask_approval(cast.noor.actor, record_id, _offer({"price_change": "6"}), today)
    return Leading(strategy_id, review_id, request_id, proposal_id, draft_id, playbook_id)


def _offer(offer: Mapping[str, str]) -> RequestDraft:
    return RequestDraft(dict(offer), "They lose the second furnace otherwise, and we have no other foundry until May.")
