"""A small company with something on every page."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from negostrategy.kernel import clock
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.here import Here
from negostrategy.negotiations.queries.record import record_of
from negostrategy.negotiations.schemas import MoveDraft, QuickLog
from negostrategy.negotiations.schemas.debrief import DebriefDraft
from negostrategy.negotiations.schemas.table import OutcomeDraft
from negostrategy.negotiations.service import add_move, log_negotiation, record_negotiation
from negostrategy.negotiations.service.debriefing import write_debrief
from negostrategy.negotiations.service.editing import close_negotiation
from negostrategy.strategy.queries.playbooks import playbook_text
from negostrategy.strategy.service.document import start_draft
from negostrategy.strategy.service.playbooks import install_starter
from negostrategy.strategy.service.publication import publish_playbook, publish_strategy
from negostrategy.trading.schemas import TableDraft
from negostrategy.trading.service.valuing import keep_table
from tests.browser.leading import Leading, make_leading
from tests.cast import Cast
from tests.features.trading.conftest import FERRANO
from tests.review import approved

OFFERS = (
    *(("theirs", "offer", "7.5"), ("ours", "offer", "-5"), ("theirs", "concede", "5")),
    *(("ours", "concede", "-2.5"), ("theirs", "concede", "1.5")),
)
# One of them short of what everybody may agree to, none beyond a walk-away.
AGREED = {
    "price_change": "1.5",
    "index_formula": "A fixed price for the whole time",
    "payment_days": "45",
    "delivery_reliability": "97",
    "warranty": "18",
    "improvement_projects": "1",
}
RENEWAL: dict[str, Any] = {
    "title": "Price renewal 2027, Ferrano Castings",
    "kind": "external",
    "counterpart": "Ferrano Castings",
    "topic": "finance",
    "value": Decimal(1240000),
    "style_planned": "cooperative",
    "style_used": "cooperative",
    "power_balance": -1,
    "alternative": "Second foundry in Olomouc",
    "channel": "phone",
    "segment": "bottleneck",
    "note": "They accept 45 days if we send a forecast.",
}


@dataclass(frozen=True)
class World:
    """Where things are in the small company."""

    cast: Cast
    record_id: UUID
    counterpart_id: UUID
    playbook_id: UUID
    playbook_draft_id: UUID
    strategy_draft_id: UUID
    running_id: UUID
    leading: Leading

    def pages(self) -> dict[str, list[str]]:
        """Return the pages of each person, by name of the person."""
        record = f"/negotiations/{self.record_id}"
        common = [
            "/",
            "/strategy",
            "/strategy/versions",
            "/playbooks",
            f"/playbooks/{self.playbook_id}",
            "/profile",
            "/more",
            *self.leading.pages_for_everybody(),
        ]
        recording = ["/negotiations", "/negotiations/new", "/counterparts", f"/counterparts/{self.counterpart_id}"]
        acts = [
            f"{record}{path}"
            for path in ("", "/edit", "/terms", "/moves", "/outcome", "/debrief", "/people", "/before/6")
        ]
        figures = ["/compliance", "/outcomes", "/coverage", "/records?outcome=agreed", "/compliance/rules/table"]
        running = f"/negotiations/{self.running_id}"
        asking = [
            f"{running}/ask",
            f"{running}/history",
            f"{running}/approvals/new",
            f"/proposals/new?negotiation_id={self.record_id}",
        ]
        values = [f"{running}/values", "/calculators", "/calculators/payment-days?spend=1240000&days=15&rate=6"]
        draft = f"/playbooks/versions/{self.playbook_draft_id}"
        writing = [
            f"/strategy/drafts/{self.strategy_draft_id}",
            f"/strategy/drafts/{self.strategy_draft_id}/audience",
            f"{draft}/edit",
            f"{draft}/library",
            f"{draft}/rules/new",
            f"{draft}/publication",
            f"{draft}/template",
            "/playbooks/templates",
            *self.leading.pages_for_leaders(),
        ]
        return {
            "noor": [*common, *recording, *acts, *figures, *asking, *values],
            "ines": [*figures, record, f"{running}/values", *self.leading.pages_for_approvers()],
            "greta": [*common, *figures, *writing],
            "adam": [
                "/",
                "/people",
                f"/people/{self.cast.noor.id}",
                f"/people/teams/{self.cast.sourcing_id}",
                "/people/requests",
                "/audit",
                "/audit?ids=yes",
            ],
        }


def make_world(cast: Cast) -> World:
    """Return a company with a strategy, two playbooks and some records."""
    leader, actor, here = cast.greta.actor, cast.noor.actor, Here(clock.today(), "EUR")
    with transaction(cast.organization_id):
        published, strategy = install_starter(leader, "supplier_price_renewal"), start_draft(leader)
        publish_playbook(leader, approved(cast, published), clock.today())
        publish_strategy(leader, approved(cast, strategy), clock.today())
    with transaction(cast.organization_id):
        draft, strategy_draft = install_starter(leader, "staff_allocation"), start_draft(leader)
        text = playbook_text(published)
        assert text is not None
    with transaction(cast.organization_id):
        record_id = record_negotiation(actor, RENEWAL, here)
        running_id = record_negotiation(actor, {**RENEWAL, "title": "Castings for the new press"}, here)
    for side, tag, price in OFFERS:
        with transaction(cast.organization_id):
            add_move(actor, record_id, MoveDraft(side, tag, {"price_change": price}))
    with transaction(cast.organization_id):
        record = record_of(actor, record_id)
        assert record is not None
        assert record.counterpart_id is not None
        close_negotiation(actor, record_id, OutcomeDraft("agreed", "Volume.", agreed=AGREED), here)
        write_debrief(actor, record_id, DebriefDraft("We asked first.", "They hurried.", "Ask by mail.", 6))
        for title in ("Two fitters for Mirelle until 18 December #staff", "Line 7 hand-over, Design office", "Freight"):
            log_negotiation(actor, QuickLog(title), here)
        keep_table(actor, running_id, 0, TableDraft(FERRANO))
    leading = make_leading(cast, running_id, text.playbook_id, strategy)
    places = (record_id, record.counterpart_id, text.playbook_id, draft, strategy_draft, running_id)
    return World(cast, *places, leading)
