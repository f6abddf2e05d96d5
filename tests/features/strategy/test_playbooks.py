"""Playbooks: installed with one click, edited, checked, published."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from negostrategy.kernel import clock
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy import starters
from negostrategy.strategy.queries import pinned_for
from negostrategy.strategy.queries.playbooks import playbooks
from negostrategy.strategy.schemas import PlaybookDraft, QuestionDraft, RuleDraft, VariableDraft
from negostrategy.strategy.service.drafting import AlreadyPublished, DraftNotAsSeen
from negostrategy.strategy.service.playbooks import (
    AlreadyInstalled,
    edit_playbook,
    install_starter,
    new_playbook,
    start_playbook_draft,
)
from negostrategy.strategy.service.publication import confirm_figures, publish_playbook
from tests.cast import Cast
from tests.features.strategy.drafts import read
from tests.review import approved


def installed(cast: Cast, key: str = "supplier_price_renewal") -> UUID:
    with transaction(cast.organization_id):
        return install_starter(cast.greta.actor, key)


def changed(**given: Any) -> PlaybookDraft:
    return PlaybookDraft(**given, given=frozenset(given))


@pytest.mark.parametrize("key", starters.KEYS)
def test_every_starter_is_installed_whole_and_can_be_published(cast: Cast, key: str) -> None:
    starter = starters.playbook(key)

    version_id = installed(cast, key)
    with transaction(cast.organization_id):
        publish_playbook(cast.greta.actor, approved(cast, version_id), clock.today())

    found = read(cast, version_id)
    assert (len(found.variables), len(found.rules), len(found.questions)) == (
        len(starter.variables),
        len(starter.rules),
        len(starter.questions),
    )
    assert found.state == "published"


def test_a_starter_is_installed_once(cast: Cast) -> None:
    installed(cast)

    with pytest.raises(AlreadyInstalled):
        installed(cast)


def test_figures_are_suggestions_until_confirmed(cast: Cast) -> None:
    version_id = installed(cast)
    before = read(cast, version_id).to_confirm_count

    with transaction(cast.organization_id):
        confirm_figures(cast.greta.actor, version_id)

    assert before > 0
    assert read(cast, version_id).to_confirm_count == 0


def test_a_published_playbook_is_pinned_to_what_fits(cast: Cast) -> None:
    version_id = installed(cast)
    with transaction(cast.organization_id):
        publish_playbook(cast.greta.actor, approved(cast, version_id), clock.today())

    with transaction(cast.organization_id):
        fits = pinned_for("external", "finance", "bottleneck", Decimal(1240000), clock.today())
        does_not = pinned_for("internal", "staff", None, None, clock.today())
        too_early = pinned_for("external", "finance", "bottleneck", None, clock.today() - timedelta(days=1))

    assert fits.playbook_version_id == version_id
    assert does_not.playbook_version_id is None
    assert too_early.playbook_version_id is None


def test_the_next_version_begins_as_a_copy(cast: Cast) -> None:
    version_id = installed(cast)
    with transaction(cast.organization_id):
        publish_playbook(cast.greta.actor, approved(cast, version_id), clock.today())
    first = read(cast, version_id)

    with transaction(cast.organization_id):
        second_id = start_playbook_draft(cast.greta.actor, first.playbook_id)

    second = read(cast, second_id)
    assert (second.number, len(second.rules), second.is_draft) == (2, len(first.rules), True)


def test_an_edit_changes_only_what_is_given(cast: Cast) -> None:
    version_id = installed(cast)
    before = read(cast, version_id)

    with transaction(cast.organization_id):
        edit_playbook(cast.greta.actor, version_id, 1, changed(purpose="Renew without drifting.", topics=["finance"]))

    after = read(cast, version_id)
    assert (after.purpose, after.topics) == ("Renew without drifting.", ["finance"])
    assert after.rules == before.rules


def test_an_old_form_does_not_overwrite(cast: Cast) -> None:
    version_id = installed(cast)

    with pytest.raises(DraftNotAsSeen), transaction(cast.organization_id):
        edit_playbook(cast.greta.actor, version_id, 7, changed(purpose="x"))


VARIABLE = VariableDraft("price", "Price", direction="less", target=Decimal(5), walk_away=Decimal(4))
RULE = RuleDraft("a", "We know our alternative.", "floor", 5, expression={"fact": "has_alternative", "is": "yes"})


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"variables": [VARIABLE]}, "the walk-away position lies beyond the target one"),
        ({"variables": [replace(VARIABLE, walk_away=Decimal(5))]}, "target and walk-away are the same"),
        ({"variables": [replace(VARIABLE, walk_away=None, opening=Decimal(6))]}, "less than our own target"),
        ({"variables": [VariableDraft("a", "A", weight=Decimal(10))]}, "say whether more or less is better"),
        ({"variables": [VariableDraft("a", "A", kind="choice")]}, "a choice needs levels"),
        ({"rules": [RULE], "questions": [QuestionDraft("q", "Who?", "choice", ["us"])]}, "at least two of them"),
        (
            {"rules": [RuleDraft("a", "R.", "floor", 5, expression={"fact": "mood", "is": "yes"})]},
            "no fact called “mood”",
        ),
        (
            {"rules": [RuleDraft("a", "R.", "floor", 5, expression={"variable": "x", "of": "agreed", "is": "known"})]},
            "“x”",
        ),
        ({"rules": [RuleDraft("a", "R.", "floor", 5, expression={"fact": "value", "is": "yes"})]}, "is a number"),
        ({}, "at least one variable or one rule"),
    ],
)
def test_what_cannot_be_judged_is_not_published(cast: Cast, given: dict[str, Any], sentence: str) -> None:
    with transaction(cast.organization_id):
        version_id = new_playbook(cast.greta.actor, "Freight")
        edit_playbook(cast.greta.actor, version_id, 1, changed(purpose="Freight.", **given))

    with pytest.raises(BadInput) as refusal, transaction(cast.organization_id):
        publish_playbook(cast.greta.actor, approved(cast, version_id), clock.today())

    assert any(sentence in said for list_of in refusal.value.errors.values() for said in list_of)


def test_many_rules_are_warned_of(cast: Cast) -> None:
    rules = [RuleDraft(f"r{n}", f"Rule {n}.", "posture", 3, expression=RULE.expression) for n in range(26)]
    with transaction(cast.organization_id):
        version_id = new_playbook(cast.greta.actor, "Freight")
        edit_playbook(cast.greta.actor, version_id, 1, changed(purpose="Freight.", rules=rules))

    with transaction(cast.organization_id):
        warnings = publish_playbook(cast.greta.actor, approved(cast, version_id), clock.today())

    assert "26 rules" in warnings[0]


def test_a_published_playbook_never_changes(cast: Cast) -> None:
    version_id = installed(cast)
    with transaction(cast.organization_id):
        publish_playbook(cast.greta.actor, approved(cast, version_id), clock.today())

    with pytest.raises(AlreadyPublished), transaction(cast.organization_id):
        edit_playbook(cast.greta.actor, version_id, 1, changed(purpose="x"))


def test_the_list_shows_each_playbook_once(cast: Cast) -> None:
    version_id = installed(cast)
    with transaction(cast.organization_id):
        publish_playbook(cast.greta.actor, approved(cast, version_id), clock.today())
    playbook_id = read(cast, version_id).playbook_id
    with transaction(cast.organization_id):
        start_playbook_draft(cast.greta.actor, playbook_id)

    with transaction(cast.organization_id):
        rows = playbooks(clock.today())

    assert [(row.key, row.state) for row in rows] == [("supplier_price_renewal", "published")]


def test_a_rule_says_what_has_to_hold(cast: Cast) -> None:
    version_id = installed(cast)

    with pytest.raises(BadInput, match="cannot be used") as refusal, transaction(cast.organization_id):
        edit_playbook(cast.greta.actor, version_id, 1, changed(rules=[RuleDraft("a", "R.", "floor", 5)]))

    assert "/rules/0/expression" in refusal.value.errors
