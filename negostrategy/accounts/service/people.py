"""Changing what people may do, and where they are reached."""

from uuid import UUID

from sqlalchemy import func, select

from negostrategy.accounts.models import AccessKind, User
from negostrategy.accounts.queries.hands import is_weighty, person_change_waits
from negostrategy.accounts.schemas import AddressChange, PersonChange
from negostrategy.accounts.service.access_requests import ask_second_person
from negostrategy.accounts.service.inviting import refuse_taken_address
from negostrategy.accounts.service.moving import put_into
from negostrategy.accounts.service.resetting import CHANGED, end_links
from negostrategy.accounts.service.signing_in import end_sign_ins
from negostrategy.accounts.service.telling import tell_people
from negostrategy.accounts.service.tokens import end_tokens
from negostrategy.audit import service as trail
from negostrategy.jobs import mail
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import Conflict, NotFound
from negostrategy.kernel.grants import Role
from negostrategy.kernel.transaction import organization_in_force
from negostrategy.notices.service import News


class LastAdministrator(Conflict):
    """Somebody has to be able to run the accounts. Make another person an administrator first."""

    code = "last_administrator"


def change_person(actor: Actor, user_id: UUID, change: PersonChange) -> bool:
    """Set somebody's roles and team, and whether they may sign in; False while a second person is waited for.

    Errors: NotFound; LastAdministrator when nobody would be left to run the accounts.
    """
    user = _locked(user_id)
    _refuse_leaving_nobody(user_id, change)
    if person_change_waits(actor, user, change):
        asked = {
            "roles": [role.value for role in change.roles],
            "team_id": str(change.team_id) if change.team_id else None,
            "is_active": change.is_active,
        }
        ask_second_person(actor, AccessKind.PERSON, user_id, asked)
        return False
    set_person(actor, user_id, change)
    return True


def set_person(actor: Actor, user_id: UUID, change: PersonChange) -> None:
    """Set somebody's roles and team now. Who may not sign in any more is signed out, and their tokens end for good.

    Errors: NotFound; LastAdministrator.
    """
    user = _locked(user_id)
    _refuse_leaving_nobody(user_id, change)
    user.roles = [role.value for role in change.roles]
    put_into(user, change.team_id)
    user.is_active = change.is_active
    if not change.is_active:
        end_sign_ins(user_id)
        end_tokens(user_id)
        end_links(user_id)
    trail.record(actor, "person.changed", "user", user_id, roles=user.roles, is_active=change.is_active)


def choose_number_format(actor: Actor, number_format: str | None) -> None:
    """Have numbers read and written for this person in a format, or with None in that of their organization."""
    session.get_one(User, (actor.organization_id, actor.user_id)).number_format = number_format
    session.flush()


def change_address(actor: Actor, user_id: UUID, change: AddressChange) -> bool:
    """Change where somebody is reached and signs in; False while a second person is waited for.

    Errors: NotFound; BadInput when somebody has the address.
    """
    user = _locked(user_id)
    refuse_taken_address(change.email)
    if is_weighty(user_id):
        ask_second_person(actor, AccessKind.ADDRESS, user_id, {"email": change.email})
        return False
    if not actor.is_leader:
        user.opened_by_id = actor.user_id
    set_address(actor, user_id, change)
    return True


def set_address(actor: Actor | None, user_id: UUID, change: AddressChange) -> None:
    """Change the address now: every sign-in and link ends, and the person is told at both.

    actor: None for whoever operates the service.
    Errors: NotFound; BadInput when somebody has the address.
    """
    user = _locked(user_id)
    refuse_taken_address(change.email)
    before, user.email = user.email, change.email
    end_sign_ins(user_id)
    end_links(user_id)
    session.flush()
    trail.record(actor, "address.changed", "user", user_id)
    said = "The address of your account was changed. If you did not ask for it, tell an administrator."
    mail.tell(before, said, f"{said}\n")
    tell_people([user_id], News(CHANGED, user_id, said, "/profile"), by_mail=True)


def _locked(user_id: UUID) -> User:
    user = session.get(User, (organization_in_force(), user_id), with_for_update=True)
    if user is None:
        raise NotFound
    return user


def _refuse_leaving_nobody(user_id: UUID, change: PersonChange) -> None:
    stays_admin = Role.ADMIN in change.roles and change.is_active
    if not stays_admin and _others_who_administer(user_id) == 0:
        raise LastAdministrator


def _others_who_administer(user_id: UUID) -> int:
    statement = select(func.count(User.id)).where(
        User.roles.contains([Role.ADMIN.value]), User.is_active, User.id != user_id
    )
    return session.scalar(statement) or 0
