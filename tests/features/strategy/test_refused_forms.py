"""Forms of the strategy room: what is refused comes back as it was typed, with the sentence at the field."""

from typing import Any
from uuid import UUID

import pytest

from negostrategy.kernel import clock
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.reviewing import ReviewDraft, StepDraft
from negostrategy.strategy.service.reviewing import ask_review, withdraw
from negostrategy.strategy.service.sealing import close_seal
from tests.cast import Cast
from tests.features.compliance.books import add_book
from tests.features.strategy.seals import PRICE_SEALED

TYPED = "They signed with somebody else last year."
CASE = {"situation": TYPED, "choices": "Wait\nAnswer", "right_place": "2", "because": "It says so."}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"because": ""}, "because"),
        ({"because": "x" * 2001}, "because"),
        ({"choices": "Wait"}, "choices"),
        ({"choices": "Wait\n" + "x" * 501}, "choices"),
        ({"right_place": "3"}, "right_place"),
    ],
)
def test_a_refused_case_comes_back_whole(
    cast: Cast, strategy: UUID, browser: Any, change: dict[str, str], field: str
) -> None:
    form = CASE | change

    answer = browser(cast.greta).post(f"/strategy/versions/{strategy}/cases", form)

    assert (answer.status_code, f'id="f-{field}-error"' in answer.text) == (422, True)
    assert all(said in answer.text for said in form.values())
    assert "<title>Error: What would you do?" in answer.text


@pytest.mark.parametrize(("user", "status"), [("greta", 409), ("noor", 422)])
def test_refused_authority_comes_back_as_it_was_typed(cast: Cast, browser: Any, user: str, status: int) -> None:
    person = getattr(cast, user)
    limit = "500" if user == "greta" else ""
    form = {"user_id": str(person.id), "basis": "value", "limit": limit, "currency": "EUR", "note": TYPED}

    answer = browser(cast.greta).post("/authority", form)

    assert (answer.status_code, TYPED in answer.text, "<title>Error: Authority" in answer.text) == (status, True, True)


@pytest.mark.parametrize("change", [{"retired_on": "2000-01-01"}, {"retired_on": ""}])
def test_a_refused_retirement_keeps_the_reason(
    cast: Cast, strategy: UUID, browser: Any, change: dict[str, str]
) -> None:
    form = {"retired_on": "2100-01-01", "reason": TYPED} | change

    answer = browser(cast.greta).post(f"/strategy/versions/{strategy}/retirement", form)

    assert (answer.status_code, TYPED in answer.text, 'id="f-retired_on-error"' in answer.text) == (422, True, True)
    assert "<title>Error: Retire" in answer.text


def test_a_refused_comment_comes_back(cast: Cast, strategy: UUID, browser: Any) -> None:
    answer = browser(cast.noor).post(f"/versions/{strategy}/comments", {"part": "no_such", "body": TYPED})

    assert (answer.status_code, TYPED in answer.text, 'id="f-part-error"' in answer.text) == (422, True, True)


def test_a_comment_of_full_length_with_several_lines_is_taken(cast: Cast, strategy: UUID, browser: Any) -> None:
    noor = browser(cast.noor)
    part = noor.get(f"/versions/{strategy}/comments").text.split('<option value="')[1].split('"')[0]

    answer = noor.post(f"/versions/{strategy}/comments", {"part": part, "body": "a\r\n" * 1999 + "ab"})

    assert answer.status_code == 303


def test_a_reason_typed_while_a_review_was_withdrawn_is_not_lost(cast: Cast, draft: UUID, browser: Any) -> None:
    with transaction(cast.organization_id):
        steps = [StepDraft([cast.ines.id], 1)]
        review = ask_review(cast.greta.actor, "strategy", draft, ReviewDraft(1, steps), clock.today())
        withdraw(cast.greta.actor, review)

    form = {"revision": "1", "approves": "yes", "reason": TYPED}
    answer = browser(cast.ines).post(f"/reviews/{review}/decision", form)

    assert (answer.status_code, TYPED in answer.text, "<title>Error: " in answer.text) == (409, True, True)


def test_a_decision_on_another_revision_keeps_its_reason(cast: Cast, draft: UUID, browser: Any) -> None:
    with transaction(cast.organization_id):
        steps = [StepDraft([cast.ines.id], 1)]
        review = ask_review(cast.greta.actor, "strategy", draft, ReviewDraft(1, steps), clock.today())

    form = {"revision": "7", "approves": "yes", "reason": TYPED}
    answer = browser(cast.ines).post(f"/reviews/{review}/decision", form)

    assert (answer.status_code, f"\n{TYPED}</textarea>" in answer.text) == (412, True)


def test_refused_holders_stay_ticked_and_in_sight(cast: Cast, browser: Any) -> None:
    with transaction(cast.organization_id):
        version_id = add_book(cast, (), variables=(PRICE_SEALED,), is_published=False).version_id
        close_seal(cast.greta.actor, version_id, "price", "103")
    nobody = "00000000-0000-0000-0000-000000000000"

    form = {"holders": [str(cast.ines.id), nobody]}
    answer = browser(cast.greta).post(f"/playbooks/versions/{version_id}/holders", form)

    assert answer.status_code == 422
    assert f'value="{cast.ines.id}" checked' in answer.text
    assert f'value="{cast.greta.id}" checked' not in answer.text
    assert '<details class="more" open>' in answer.text


def test_a_sealed_limit_that_is_refused_is_not_shown_again(cast: Cast, browser: Any) -> None:
    with transaction(cast.organization_id):
        version_id = add_book(cast, (), variables=(PRICE_SEALED,), is_published=False).version_id

    answer = browser(cast.greta).post(f"/playbooks/versions/{version_id}/seals/price", {"limit": "about 4711"})

    assert (answer.status_code, "4711" in answer.text, 'id="f-limit-price-error"' in answer.text) == (422, False, True)
