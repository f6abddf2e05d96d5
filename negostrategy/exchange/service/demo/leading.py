"""What leading looks like in the demo: some authority, and a review, a request and a proposal that wait."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Text, any_, literal, select, update

from negostrategy.accounts.models import User
from negostrategy.accounts.queries.acting import actor_of
from negostrategy.compliance.requesting import RequestDraft
from negostrategy.compliance.service.requesting import NobodyToAsk, NothingToApprove, ask_approval
from negostrategy.exchange.demo.company import Company
from negostrategy.exchange.service.demo.strategy import leader_of
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Outcome
from negostrategy.kernel.db import session
from negostrategy.kernel.grants import Role
from negostrategy.negotiations.models import Negotiation, Term
from negostrategy.notices.models import Notice
from negostrategy.strategy.granting import AuthorityDraft
from negostrategy.strategy.models import Authority, Playbook, PlaybookVersion, Variable
from negostrategy.strategy.reviewing import ReviewDraft, StepDraft
from negostrategy.strategy.schemas import PlaybookDraft, VariableDraft
from negostrategy.strategy.service.authority import grant_authority
from negostrategy.strategy.service.playbooks import edit_playbook, start_playbook_draft
from negostrategy.strategy.service.proposing import ProposalDraft, propose
from negostrategy.strategy.service.reviewing import ask_review

BOOK = "supplier_price_renewal"
LINES = (
    AuthorityDraft("points", role="employee", limit="80", note="A good package needs no second pair of eyes."),
    AuthorityDraft("value", role="manager", limit="500000", currency="EUR"),
    AuthorityDraft("value", role="employee", limit="150000", currency="EUR"),
    AuthorityDraft("exception", role="leader"),
)
WISH = ProposalDraft(
    "Ask for the cost driver by mail, before the talk",
    "At the table nobody has the figures. Asked a week before, four of five suppliers sent them.",
    part="cost_driver_asked",
)
OFFER = {"price_change": "2.5", "payment_days": "60"}
WHY = "They give sixty days for it and keep stock for us; the spot market is four percent dearer."


def lead(company: Company, today: date) -> None:
    """Grant authority, ask for one review and propose one change, unless that has been done."""
    if session.scalar(select(Authority.id).limit(1)) is not None:
        return
    leader = leader_of(company)
    for line in LINES:
        grant_authority(leader, line, today)
    playbook_id = session.scalar(select(Playbook.id).where(Playbook.key == BOOK))
    if playbook_id is not None:
        _ask_for_a_review(leader, playbook_id, today)
        propose(_somebody(Role.EMPLOYEE), ProposalDraft(WISH.title, WISH.wish, playbook_id, WISH.part))
        _ask_for_an_approval(_somebody(Role.EMPLOYEE), playbook_id, today)
    # A year of news would hide the few things that wait now.
    session.execute(update(Notice).where(Notice.told_at < clock.now() - timedelta(days=30)).values(read_at=clock.now()))


def _ask_for_a_review(leader: Actor, playbook_id: UUID, today: date) -> None:
    version_id = start_playbook_draft(leader, playbook_id)
    rows = session.scalars(select(Variable).where(Variable.playbook_version_id == version_id).order_by(Variable.place))
    names = VariableDraft.__dataclass_fields__
    variables = [_stricter(VariableDraft(**{name: getattr(row, name) for name in names})) for row in rows]
    note = "One point less on the price change: energy has come down."
    change = PlaybookDraft(variables=variables, change_note=note, given=frozenset({"variables", "change_note"}))
    revision = edit_playbook(leader, version_id, 1, change)
    asked = ReviewDraft(revision, [StepDraft([_somebody(Role.MANAGER).user_id], 1)], note)
    ask_review(leader, "playbook", version_id, asked, today)


def _ask_for_an_approval(actor: Actor, playbook_id: UUID, today: date) -> None:
    negotiation_id = session.scalar(
        select(Negotiation.id)
        .join(PlaybookVersion, PlaybookVersion.id == Negotiation.playbook_version_id)
        .join(Term, Term.negotiation_id == Negotiation.id)
        .where(PlaybookVersion.playbook_id == playbook_id)
        .where(Negotiation.owner_id == actor.user_id)
        .where(Negotiation.outcome == Outcome.OPEN)
        .where(Term.key == "price_change")
        .order_by(Negotiation.held_on.desc(), Negotiation.id)
        .limit(1)
    )
    if negotiation_id is None:
        return
    spoken_of = set(session.scalars(select(Term.key).where(Term.negotiation_id == negotiation_id)))
    offer = {key: said for key, said in OFFER.items() if key in spoken_of}
    # Another number of the demo may draw a record on which they may say yes alone: then nobody is asked.
    with suppress(NothingToApprove, NobodyToAsk):
        ask_approval(actor, negotiation_id, RequestDraft(offer, WHY), today)


def _stricter(variable: VariableDraft) -> VariableDraft:
    if variable.key != "price_change" or variable.walk_away is None:
        return variable
    return replace(variable, walk_away=variable.walk_away - Decimal(1))


def _somebody(role: Role) -> Actor:
    # The one whom the sign-in page of the demo offers for this role, or else the first.
    holds_it = literal(role.value, Text()) == any_(User.roles)
    visitor = User.email == f"{role.value}@demo.example"
    user_id = session.scalars(
        select(User.id).where(holds_it).where(User.is_active).order_by(visitor.desc(), User.email).limit(1)
    ).one()
    actor = actor_of(user_id)
    assert actor is not None
    return actor
