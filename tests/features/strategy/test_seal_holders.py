"""Who holds a seal is decided by what they may do today: not by the name on a list."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from negostrategy.accounts.models import User
from negostrategy.accounts.secrets import hash_of
from negostrategy.audit.models import AuditEntry
from negostrategy.kernel.db import session
from negostrategy.kernel.grants import Role
from negostrategy.kernel.transaction import transaction
from negostrategy.notices.models import Notice
from tests.cast import PASSWORD, Cast, Person
from tests.features.compliance.house import gets_roles, make_house
from tests.features.strategy.seals import sealed_draft


def with_password(person: Person) -> None:
    """Let somebody have a password."""
    with transaction(person.organization_id):
        session.execute(update(User).where(User.id == person.id).values(password_hash=hash_of(PASSWORD)))


def look(browser: Any, person: Person, version_id: UUID) -> Any:
    """Return the answer to somebody who wants to see the sealed limit."""
    with_password(person)
    return browser(person).post(f"/playbooks/versions/{version_id}/seals/price/look", {"password": PASSWORD})


def name(browser: Any, actor: Person, version_id: UUID, *people: Person) -> Any:
    """Return the answer to somebody who names holders."""
    chosen = {"holders": [str(one.id) for one in people]}
    return browser(actor).post(f"/playbooks/versions/{version_id}/holders", chosen)


def test_a_leader_takes_over_from_a_sole_holder_who_may_not_write_any_more(cast: Cast, browser: Any) -> None:
    georg, version_id = make_house(cast).georg, sealed_draft(cast)
    gets_roles(cast.greta, Role.EMPLOYEE)

    answer = name(browser, georg, version_id, georg)

    with transaction(cast.organization_id):
        acts = session.scalars(select(AuditEntry.act).where(AuditEntry.act == "seals.taken_over")).all()
        told = session.scalars(select(Notice.user_id).where(Notice.kind == "seals.taken_over")).all()
    assert (answer.status_code, acts, told) == (303, ["seals.taken_over"], [georg.id])


def test_a_leader_who_is_no_holder_takes_nothing_over_while_one_may_write(cast: Cast, browser: Any) -> None:
    georg, version_id = make_house(cast).georg, sealed_draft(cast)

    assert name(browser, georg, version_id, georg).status_code == 403


def test_a_holder_who_only_administers_opens_nothing(cast: Cast, browser: Any) -> None:
    version_id = sealed_draft(cast)
    gets_roles(cast.greta, Role.ADMIN)

    answer = look(browser, cast.greta, version_id)

    assert (answer.status_code, "103.5" in answer.text) == (403, False)


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.MANAGER, Role.LEADER])
def test_a_holder_who_negotiates_opens_it(cast: Cast, browser: Any, role: Role) -> None:
    version_id = sealed_draft(cast)
    gets_roles(cast.greta, role)

    assert "103.5" in look(browser, cast.greta, version_id).text


def test_somebody_who_has_left_is_no_holder(cast: Cast, browser: Any) -> None:
    version_id = sealed_draft(cast)
    with transaction(cast.organization_id):
        session.execute(update(User).where(User.id == cast.ines.id).values(is_active=False))

    answer = name(browser, cast.greta, version_id, cast.ines)

    assert (answer.status_code, "Somebody of these is not here any more." in answer.text) == (422, True)


def test_somebody_who_only_administers_is_no_holder(cast: Cast, browser: Any) -> None:
    version_id = sealed_draft(cast)

    answer = name(browser, cast.greta, version_id, cast.greta, cast.adam)

    assert (answer.status_code, "Somebody of these is not here any more." in answer.text) == (422, True)
