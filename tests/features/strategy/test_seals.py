"""Sealed walk-aways: encrypted, opened by their holders alone, and never found by asking."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text, update

from negostrategy.accounts.models import User
from negostrategy.accounts.secrets import hash_of
from negostrategy.audit.models import AuditEntry
from negostrategy.compliance.service import asking
from negostrategy.compliance.service.asking import AskedEnough, may_i_agree
from negostrategy.facts.models import Facts
from negostrategy.facts.service import refresh
from negostrategy.kernel.clock import standing_still
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.here import Here
from negostrategy.negotiations.schemas import TermDraft
from negostrategy.negotiations.service import edit_negotiation
from negostrategy.notices.models import Notice
from negostrategy.strategy.models import PlaybookVersion, SealedLimit, Variable
from negostrategy.strategy.queries.playbooks import playbook_text
from negostrategy.strategy.schemas import PlaybookDraft, VariableDraft
from negostrategy.strategy.sealing import edge_of
from negostrategy.strategy.service.checking import warnings_about
from negostrategy.strategy.service.playbooks import edit_playbook, start_playbook_draft
from negostrategy.strategy.service.sealing import (
    NotAHolder,
    carry_seals,
    close_seal,
    name_holders,
    open_seal,
    unset_seals,
)
from tests.cast import PASSWORD, Cast
from tests.features.compliance.books import add_book
from tests.features.facts.records import PRICE, add_record

LIMIT = Decimal("103.5")
PRICE_SEALED = {"key": "price", "kind": "money", "direction": "less", "target": 90, "acceptable": 96, "seal": "sealed"}
OPEN_PRICE = PRICE | {"walk_away": None}
NOON = datetime.fromisoformat("2026-11-23T12:00:00+00:00")


def sealed_draft(cast: Cast, limit: Decimal = LIMIT) -> UUID:
    """Return a draft whose price is sealed by Greta."""
    with transaction(cast.organization_id):
        version_id = add_book(cast, (), variables=(PRICE_SEALED,), is_published=False).version_id
        close_seal(cast.greta.actor, version_id, "price", str(limit))
        return version_id


def published_with_record(cast: Cast, limit: Decimal = LIMIT) -> tuple[UUID, UUID]:
    """Return a published version with a sealed price, and a record of Noor's under it."""
    version_id = sealed_draft(cast, limit)
    with transaction(cast.organization_id):
        session.execute(
            update(PlaybookVersion)
            .where(PlaybookVersion.id == version_id)
            .values(state="published", effective_on=date(2026, 1, 1), published_at=NOON, published_by_id=cast.greta.id)
        )
        record = add_record(cast.noor, {"price": OPEN_PRICE}, playbook_version_id=version_id)
        refresh([record], is_new=True)
        return version_id, record


def test_what_is_sealed_is_nowhere_in_the_database_in_plain(cast: Cast) -> None:
    sealed_draft(cast)

    with transaction(cast.organization_id):
        stored = session.scalars(select(SealedLimit)).one()

    assert (b"103.5" in stored.sealed, stored.edge > LIMIT * Decimal("1.14")) == (False, True)


def test_its_holder_opens_it(cast: Cast) -> None:
    version_id = sealed_draft(cast)

    with transaction(cast.organization_id):
        assert open_seal(cast.greta.actor, version_id, "price") == LIMIT


def test_every_look_is_on_the_trail(cast: Cast) -> None:
    version_id = sealed_draft(cast)

    with transaction(cast.organization_id):
        open_seal(cast.greta.actor, version_id, "price")

    with transaction(cast.organization_id):
        acts = session.scalars(select(AuditEntry.act).where(AuditEntry.act == "limit.opened")).all()
    assert acts == ["limit.opened"]


def test_nobody_else_opens_it(cast: Cast) -> None:
    version_id = sealed_draft(cast)

    with pytest.raises(NotAHolder), transaction(cast.organization_id):
        open_seal(cast.ines.actor, version_id, "price")


def test_a_holder_names_others(cast: Cast) -> None:
    version_id = sealed_draft(cast)
    with transaction(cast.organization_id):
        playbook_id = session.scalars(select(PlaybookVersion.playbook_id)).one()
        name_holders(cast.greta.actor, playbook_id, [cast.greta.id, cast.ines.id])

    with transaction(cast.organization_id):
        assert open_seal(cast.ines.actor, version_id, "price") == LIMIT


def test_who_writes_a_playbook_does_not_become_a_holder_by_sealing_something(cast: Cast) -> None:
    version_id = sealed_draft(cast)

    with pytest.raises(NotAHolder), transaction(cast.organization_id):
        close_seal(cast.ines.actor, version_id, "price", "120")


def test_when_every_holder_has_left_somebody_else_seals_anew(cast: Cast) -> None:
    version_id = sealed_draft(cast)
    with transaction(cast.organization_id):
        session.execute(update(User).where(User.id == cast.greta.id).values(is_active=False))

        close_seal(cast.ines.actor, version_id, "price", "100")

        assert open_seal(cast.ines.actor, version_id, "price") == Decimal(100)


@pytest.mark.parametrize(
    ("change", "unset"),
    [
        ({"acceptable": Decimal(97)}, ["Price"]),
        ({"acceptable": Decimal(95)}, []),
        ({"note": "As before."}, []),
        ({"unit": "USD"}, ["Price"]),
        ({"kind": "number"}, ["Price"]),
    ],
)
def test_a_seal_is_void_once_more_is_accepted_or_it_is_counted_otherwise(
    cast: Cast, change: dict[str, Any], unset: list[str]
) -> None:
    version_id = sealed_draft(cast)
    with transaction(cast.organization_id):
        text = playbook_text(version_id)
        assert text is not None
        said = {name: getattr(text.variables[0], name) for name in VariableDraft.__dataclass_fields__}

        variables = [VariableDraft(**said | change)]
        edit_playbook(
            cast.greta.actor,
            version_id,
            text.revision,
            PlaybookDraft(variables=variables, given=frozenset({"variables"})),
        )

        assert unset_seals(version_id) == unset


def test_whoever_compares_versions_learns_that_a_limit_was_sealed_anew_and_no_more(cast: Cast, browser: Any) -> None:
    first, _record = published_with_record(cast)
    with standing_still(NOON + timedelta(days=400)), transaction(cast.organization_id):
        playbook_id = session.scalars(select(PlaybookVersion.playbook_id).where(PlaybookVersion.id == first)).one()
        draft = start_playbook_draft(cast.greta.actor, playbook_id)
        close_seal(cast.greta.actor, draft, "price", "104.25")

    page = browser(cast.greta).get(f"/versions/{draft}/changes").text

    assert ("Sealed walk-aways" in page, "104.25" in page, "103.5" in page) == (True, False, False)


def test_a_seal_copied_to_another_row_cannot_be_opened(cast: Cast) -> None:
    first, second = sealed_draft(cast), sealed_draft(cast, Decimal(200))
    with transaction(cast.organization_id):
        stolen = session.scalars(select(SealedLimit.sealed).where(SealedLimit.playbook_version_id == first)).one()
        session.execute(update(SealedLimit).where(SealedLimit.playbook_version_id == second).values(sealed=stolen))

    with pytest.raises(Exception, match="cannot be opened"), transaction(cast.organization_id):
        open_seal(cast.greta.actor, second, "price")


def test_a_published_seal_cannot_be_changed_even_by_sql(cast: Cast) -> None:
    published_with_record(cast)

    with pytest.raises(Exception, match="never changes"), transaction(cast.organization_id):
        session.execute(text("UPDATE sealed_limits SET edge = 0"))


def test_the_next_draft_carries_the_seal_and_its_edge(cast: Cast) -> None:
    version_id, _record = published_with_record(cast)
    with transaction(cast.organization_id):
        draft = add_book(cast, (), variables=(PRICE_SEALED,), is_published=False).version_id
        name_holders_of(cast, draft)

        carry_seals(version_id, draft)

    with transaction(cast.organization_id):
        edges = set(session.scalars(select(SealedLimit.edge)))
        assert (open_seal(cast.greta.actor, draft, "price"), len(edges)) == (LIMIT, 1)


def test_the_same_limit_beside_another_acceptable_has_no_second_edge(cast: Cast) -> None:
    version_id = sealed_draft(cast)
    with transaction(cast.organization_id):
        session.execute(update(Variable).where(Variable.playbook_version_id == version_id).values(acceptable=50))

        close_seal(cast.greta.actor, version_id, "price", str(LIMIT))

    with transaction(cast.organization_id):
        edge = session.scalars(select(SealedLimit.edge)).one()
    assert (edge, edge_of(LIMIT, Decimal(50), "less", "money") == edge) == (
        edge_of(LIMIT, Decimal(96), "less", "money"),
        False,
    )


def name_holders_of(cast: Cast, version_id: UUID) -> None:
    """Make Greta a holder of the playbook of a version."""
    playbook_id = session.scalars(select(PlaybookVersion.playbook_id).where(PlaybookVersion.id == version_id)).one()
    name_holders(cast.greta.actor, playbook_id, [cast.greta.id])


def test_sealing_what_an_earlier_version_says_openly_is_warned_of(cast: Cast) -> None:
    with transaction(cast.organization_id):
        version_id = add_book(cast, (), variables=(PRICE_SEALED | {"seal": "open", "walk_away": 100},)).version_id
        playbook_id = session.scalars(select(PlaybookVersion.playbook_id)).one()
        draft = start_playbook_draft(cast.greta.actor, playbook_id, version_id)
        text = playbook_text(draft)
        assert text is not None
        said = {name: getattr(text.variables[0], name) for name in VariableDraft.__dataclass_fields__}
        sealed = PlaybookDraft(variables=[VariableDraft(**said | {"seal": "sealed"})], given=frozenset({"variables"}))

        edit_playbook(cast.greta.actor, draft, text.revision, sealed)

        assert "says its walk-away openly" in " ".join(warnings_about(draft))


def test_a_walk_away_on_the_good_side_of_acceptable_is_refused(cast: Cast) -> None:
    with pytest.raises(BadInput):
        sealed_draft(cast, Decimal(95))


def test_a_sealed_variable_without_a_limit_is_named(cast: Cast) -> None:
    with transaction(cast.organization_id):
        version_id = add_book(cast, (), variables=(PRICE_SEALED,), is_published=False).version_id

        assert unset_seals(version_id) == ["Price"]


def test_another_organization_finds_no_seal(cast: Cast, next_door: Cast) -> None:
    version_id = sealed_draft(cast)

    with pytest.raises(NotFound), transaction(next_door.organization_id):
        close_seal(next_door.greta.actor, version_id, "price", "1")


@pytest.mark.parametrize(
    ("price", "band"), [("90", "target"), ("96", "within"), ("100", "ask"), ("103.6", "ask"), ("999", "stop")]
)
def test_everybody_else_gets_a_band(cast: Cast, price: str, band: str) -> None:
    _version, record = published_with_record(cast)

    with transaction(cast.organization_id):
        answer = may_i_agree(cast.noor.actor, record, {"price": price}, date(2026, 11, 23))

    assert answer.terms[0].band == band


def test_the_score_below_acceptable_tells_nothing(cast: Cast) -> None:
    _version, record = published_with_record(cast)
    with transaction(cast.organization_id):
        session.execute(text("UPDATE terms SET agreed = 100, weight = 1"))
        refresh([record])

        facts = session.scalars(select(Facts)).one()

    assert (facts.deal_score, "score" in facts.terms["price"], "walk_away" in facts.terms["price"]) == (
        None,
        False,
        False,
    )


@pytest.mark.parametrize("limit", ["103.5", "98", "250", "1000"])
def test_two_hundred_bisecting_checks_do_not_come_within_ten_per_cent(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    # Not even with the daily bound taken away: the bound only makes it slow, the edge makes it useless.
    monkeypatch.setattr(asking, "MOST_SEALED_A_DAY", 1000)
    _version, record = published_with_record(cast, Decimal(limit))
    low, high = Decimal(96), Decimal(10_000)

    with transaction(cast.organization_id):
        for _ in range(200):
            middle = ((low + high) / 2).quantize(Decimal("0.0001"))
            band = may_i_agree(cast.noor.actor, record, {"price": str(middle)}, date(2026, 11, 23)).terms[0].band
            low, high = (low, middle) if band == "stop" else (middle, high)

    assert not Decimal(limit) * Decimal("0.9") <= low <= Decimal(limit) * Decimal("1.1")


def test_a_day_has_few_questions_about_sealed_limits(cast: Cast) -> None:
    _version, record = published_with_record(cast)

    for number in range(asking.MOST_SEALED_A_DAY):
        with transaction(cast.organization_id):
            may_i_agree(cast.noor.actor, record, {"price": str(90 + number)}, date(2026, 11, 23))

    with pytest.raises(AskedEnough), transaction(cast.organization_id):
        may_i_agree(cast.noor.actor, record, {"price": "99"}, date(2026, 11, 23))


def test_closing_in_on_a_limit_is_told_to_its_holders(cast: Cast) -> None:
    _version, record = published_with_record(cast)

    low, high = Decimal(96), Decimal(1000)

    for number, middle in enumerate([low, high] + [None] * 6):
        price = middle or (low + high) / 2
        with standing_still(NOON + timedelta(minutes=number)), transaction(cast.organization_id):
            band = may_i_agree(cast.noor.actor, record, {"price": str(price)}, date(2026, 11, 23)).terms[0].band
        low, high = (low, price) if band == "stop" else (price, high)

    with transaction(cast.organization_id):
        assert session.scalars(select(Notice.kind).where(Notice.user_id == cast.greta.id)).all() == ["limits.probed"]


def bisected(steps: int = 8) -> list[Decimal]:
    """Return the prices of somebody who halves the range between 96 and 2000 where a price of 294.40 turns to stop."""
    low, high = Decimal(96), Decimal(2000)
    prices = [low, high]
    for _ in range(steps):
        middle = ((low + high) / 2).quantize(Decimal("0.01"))
        low, high = (low, middle) if middle > Decimal("294.4") else (middle, high)
        prices.append(middle)
    return prices


def told(cast: Cast) -> list[str]:
    """Return what Greta was told."""
    with transaction(cast.organization_id):
        return list(session.scalars(select(Notice.kind).where(Notice.user_id == cast.greta.id)))


def test_closing_in_over_many_records_is_told_too(cast: Cast) -> None:
    version_id, _record = published_with_record(cast)

    for number, price in enumerate(bisected()):
        with standing_still(NOON + timedelta(days=number)), transaction(cast.organization_id):
            record = add_record(cast.noor, {"price": OPEN_PRICE}, playbook_version_id=version_id)
            refresh([record], is_new=True)
            may_i_agree(cast.noor.actor, record, {"price": str(price)}, date(2026, 11, 23))

    assert told(cast) == ["limits.probed"]


def test_saving_and_looking_is_told_too(cast: Cast) -> None:
    _version, record = published_with_record(cast)

    for revision, price in enumerate(bisected(), 1):
        with transaction(cast.organization_id):
            terms = [replace(TermDraft(key="price", name="Price"), kind="money", direction="less", agreed=price)]
            edit_negotiation(cast.noor.actor, record, revision, {"terms": terms}, Here(date(2026, 11, 23), "EUR"))

    assert told(cast) == ["limits.probed"]


def test_a_deal_that_comes_closer_step_by_step_alarms_nobody(cast: Cast) -> None:
    _version, record = published_with_record(cast)

    for price in (900, 600, 400, 300, 250, 200, 150, 120, 110):
        with transaction(cast.organization_id):
            may_i_agree(cast.noor.actor, record, {"price": str(price)}, date(2026, 11, 23))

    assert told(cast) == []


def with_password(cast: Cast) -> None:
    """Let Greta have a password."""
    with transaction(cast.organization_id):
        session.execute(update(User).where(User.id == cast.greta.id).values(password_hash=hash_of(PASSWORD)))


def test_the_page_shows_a_limit_after_the_password(cast: Cast, browser: Any) -> None:
    version_id = sealed_draft(cast)
    with_password(cast)

    page = browser(cast.greta).post(f"/playbooks/versions/{version_id}/seals/price/look", {"password": PASSWORD})

    assert ("103.5" in page.text, page.headers["Cache-Control"]) == (True, "no-store")


def test_a_wrong_password_opens_nothing(cast: Cast, browser: Any) -> None:
    version_id = sealed_draft(cast)
    with_password(cast)

    page = browser(cast.greta).post(f"/playbooks/versions/{version_id}/seals/price/look", {"password": "guess"})

    assert ("103.5" in page.text, page.status_code) == (False, 422)


def test_who_neither_writes_nor_holds_finds_no_such_page(cast: Cast, browser: Any) -> None:
    version_id = sealed_draft(cast)

    assert browser(cast.noor).get(f"/playbooks/versions/{version_id}/seals").status_code == 404


def test_no_answer_of_any_page_or_api_holds_the_limit_or_its_edge(cast: Cast, browser: Any, program: Any) -> None:
    version_id, record = published_with_record(cast)
    with transaction(cast.organization_id):
        edge = session.scalars(select(SealedLimit.edge)).one()
    greta, noor = browser(cast.greta), browser(cast.noor)

    said = [
        greta.get(f"/playbooks/versions/{version_id}/seals").text,
        greta.get("/playbooks").text,
        noor.get(f"/negotiations/{record}").text,
        noor.get(f"/negotiations/{record}/ask").text,
        program(cast.noor).call("GET", f"/negotiations/{record}").text,
        program(cast.greta).call("GET", f"/playbooks/versions/{version_id}").text,
    ]

    assert [text for text in said if "103.5" in text or str(edge.normalize()) in text] == []
