"""Telling people: in their inbox always, by mail where something waits for them."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from negostrategy.accounts.models import User
from negostrategy.edge.address import public_address
from negostrategy.jobs import mail
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import organization_in_force
from negostrategy.notices import service as inbox
from negostrategy.notices.service import News
from negostrategy.tenancy.queries import every_organization


def tell_people(user_ids: Collection[UUID], news: News, *, by_mail: bool = False) -> None:
    """Put news into the inbox of these people, and into a mail where asked. Who has left is told nothing.

    The mail holds the sentence and a link that asks for sign-in, nothing else.
    """
    people = session.execute(
        select(User.id, User.email).where(User.id.in_(set(user_ids))).where(User.is_active).order_by(User.id)
    ).all()
    inbox.keep([person.id for person in people], news)
    if by_mail and people:
        link = f"{address_of_organization()}{news.address}"
        for person in people:
            mail.tell(person.email, news.sentence, f"{news.sentence}\n\n{link}\n")


def address_of_organization() -> str:
    """Return where the organization in force is reached from outside, without a closing slash."""
    slug = next(one.slug for one in every_organization() if one.id == organization_in_force())
    return public_address(f"/o/{slug}")
