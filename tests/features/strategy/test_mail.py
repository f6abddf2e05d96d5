"""Mail, as it really goes out: one sentence and a link, which asks for sign-in and then leads to the thing."""

from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import update

from negostrategy.accounts.models import User
from negostrategy.accounts.secrets import hash_of
from negostrategy.compliance.requesting import RequestDraft
from negostrategy.compliance.service.judging import judge
from negostrategy.compliance.service.requesting import ask_approval
from negostrategy.facts.service import refresh
from negostrategy.kernel import clock
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.audiences import AudienceDraft
from negostrategy.strategy.reviewing import ReviewDraft, StepDraft
from negostrategy.strategy.service.acknowledging import remind_when_due
from negostrategy.strategy.service.audience import set_audience
from negostrategy.strategy.service.document import start_draft
from negostrategy.strategy.service.proposing import ProposalDraft, decide_proposal, propose
from negostrategy.strategy.service.publication import publish_strategy
from negostrategy.strategy.service.reviewing import ask_review
from tests.cast import PASSWORD, Cast, Person
from tests.features.compliance.books import FLOOR, add_book
from tests.features.facts.records import PRICE, add_record
from tests.mailbox import Mailbox
from tests.review import approved

READING_TIME = timedelta(days=24)
LIMIT = {"variable": "price", "of": "current", "is": "no_worse_than", "than": "walk_away"}


def publication(cast: Cast) -> tuple[Person, UUID, str]:
    """Publish a strategy for the design office; return who is told, the id, and where the link leads."""
    with transaction(cast.organization_id):
        draft = start_draft(cast.greta.actor)
        set_audience(cast.greta.actor, draft, 1, AudienceDraft(team_ids=[cast.design_id]))
        publish_strategy(cast.greta.actor, approved(cast, draft), clock.today())
    return cast.otto, draft, f"/strategy/versions/{draft}"


def review(cast: Cast) -> tuple[Person, UUID, str]:
    """Ask Ines to approve a draft of the strategy."""
    with transaction(cast.organization_id):
        draft = start_draft(cast.greta.actor)
        asked = ReviewDraft(1, [StepDraft([cast.ines.id], 1)])
        made = ask_review(cast.greta.actor, "strategy", draft, asked, clock.today())
    return cast.ines, made, f"/reviews/{made}"


def approval(cast: Cast) -> tuple[Person, UUID, str]:
    """Ask Ines to approve an offer of Noor's."""
    with transaction(cast.organization_id):
        book = add_book(cast, ({**FLOOR, "key": "kept", "title": "Price above 100", "expression": LIMIT},))
        record = add_record(
            cast.noor,
            {"price": PRICE},
            playbook_version_id=book.version_id,
            topic="finance",
            title="Ferrano",
            team_id=cast.sourcing_id,
        )
        refresh([record], is_new=True)
        judge([record])
        made = ask_approval(cast.noor.actor, record, RequestDraft({"price": "98"}, "They waited."), clock.today())
    return cast.ines, made, f"/approvals/{made}"


def decision(cast: Cast) -> tuple[Person, UUID, str]:
    """Decide a proposal of Noor's."""
    with transaction(cast.organization_id):
        made = propose(cast.noor.actor, ProposalDraft("Ferrano pays late", "Let 98 days be enough."))
        decide_proposal(cast.greta.actor, made, is_adopted=True, reason="It fits Ferrano.")
    return cast.noor, made, f"/proposals/{made}"


type_of_happening = Callable[[Cast], tuple[Person, UUID, str]]
HAPPENINGS = pytest.mark.parametrize("happening", [publication, review, approval, decision])


def lines_of(mail: EmailMessage) -> list[str]:
    """Return the lines of a mail's text."""
    text: str = mail.get_content()
    return text.strip().splitlines()


@HAPPENINGS
def test_a_mail_is_one_sentence_and_a_link(
    cast: Cast, mailbox: Mailbox, post: Callable[[], None], happening: type_of_happening
) -> None:
    person, _subject, path = happening(cast)

    post()

    mail = mailbox.for_address(person.email)[-1]
    sentence, empty, link = lines_of(mail)
    assert (mail["Subject"].strip(), empty, urlsplit(link).path) == (sentence, "", f"/o/{cast.slug}{path}")


@HAPPENINGS
def test_a_mail_names_no_counterpart_and_no_amount(
    cast: Cast, mailbox: Mailbox, post: Callable[[], None], happening: type_of_happening
) -> None:
    person, *_others = happening(cast)

    post()

    words = " ".join(line for mail in mailbox.for_address(person.email) for line in lines_of(mail)[:-1])
    assert [secret for secret in ("Ferrano", "98", "100") if secret in words] == []


@HAPPENINGS
def test_the_link_asks_for_sign_in_and_then_leads_there(
    app: Flask, cast: Cast, mailbox: Mailbox, post: Callable[[], None], happening: type_of_happening
) -> None:
    person, *_others = happening(cast)
    post()
    link = urlsplit(lines_of(mailbox.for_address(person.email)[-1])[-1]).path
    with transaction(cast.organization_id):
        session.execute(update(User).where(User.id == person.id).values(password_hash=hash_of(PASSWORD)))
    client = app.test_client()

    asked = client.get(link)
    wanted = parse_qs(urlsplit(asked.location).query)["next"][0]
    entered = client.post(f"/o/{cast.slug}/sign-in", data={"email": person.email, "password": PASSWORD, "next": wanted})

    assert (asked.status_code, entered.location, client.get(entered.location).status_code) == (303, link, 200)


def test_who_mistypes_at_first_still_arrives(app: Flask, cast: Cast) -> None:
    page = app.test_client().post(f"/o/{cast.slug}/sign-in", data={"email": "", "next": "/proposals/new"}).text

    assert 'name="next" value="/proposals/new"' in page


def test_the_reminder_goes_out_by_mail_to_who_is_asked_and_has_not_read(
    cast: Cast, mailbox: Mailbox, post: Callable[[], None]
) -> None:
    publication(cast)
    with clock.standing_still(clock.now().replace(microsecond=0) + READING_TIME), transaction(cast.organization_id):
        remind_when_due()

    post()

    ours = {person.email for person in (cast.noor, cast.nils, cast.ines, cast.greta, cast.otto)}
    reading = [
        mail["To"] for mail in mailbox.mails if mail["To"] in ours and "waits for you to read" in mail["Subject"]
    ]
    assert reading == [cast.otto.email] * 2
