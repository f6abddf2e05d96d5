"""The strategy and its playbooks as JSON."""

from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.test import TestResponse

from negostrategy.kernel import clock
from tests.cast import Cast, Person
from tests.clients import Program

type_of_program = Callable[[Person], Program]


def today() -> dict[str, str]:
    return {"effective_on": clock.today().isoformat()}


def asked(cast: Cast, script: Program, one: str, revision: int) -> TestResponse:
    """Return the answer to asking Ines for a review."""
    steps = [{"user_ids": [str(cast.ines.id)]}]
    return script.call("POST", f"{one}/reviews", {"revision": revision, "steps": steps})


def approve(cast: Cast, program: type_of_program, one: str, revision: int) -> None:
    """Have Greta ask for a review, and Ines approve."""
    review = asked(cast, program(cast.greta), one, revision).json["id"]
    said = program(cast.ines).call(
        "POST", f"/reviews/{review}/decision", {"revision": revision, "approves": True, "reason": "Clear."}
    )
    assert said.json["ended_how"] == "approved"


def test_a_strategy_is_drafted_changed_and_published(cast: Cast, program: type_of_program) -> None:
    script = program(cast.greta)
    made = script.call("POST", "/strategy/versions")
    one = f"/strategy/versions/{made.json['id']}"

    changed = script.call("PATCH", one, {"title": "How we negotiate"}, If_Match=made.headers["ETag"])
    approve(cast, program, one, changed.json["revision"])
    published = script.call("POST", f"{one}/publication", today())

    assert (made.status_code, changed.json["title"], published.json["state"]) == (201, "How we negotiate", "published")
    assert program(cast.noor).call("GET", "/strategy").json["title"] == "How we negotiate"
    assert program(cast.noor).call("POST", f"{one}/acknowledgement").status_code == 204


def test_a_playbook_is_installed_changed_and_published(cast: Cast, program: type_of_program) -> None:
    script = program(cast.greta)
    made = script.call("POST", "/playbooks", {"starter": "supplier_price_renewal"})
    one = f"/playbooks/versions/{made.json['id']}"
    fields = ("key", "title", "binding", "severity", "guidance", "condition", "expression")
    rules = [{name: rule[name] for name in fields} for rule in made.json["rules"]]

    changed = script.call("PATCH", one, {"rules": rules[:3], "purpose": "P."}, If_Match=made.headers["ETag"])
    approve(cast, program, one, changed.json["revision"])
    published = script.call("POST", f"{one}/publication", today())

    assert "still suggestions" in published.json["warnings"][0]
    assert (made.status_code, len(changed.json["rules"]), published.json["state"]) == (201, 3, "published")
    assert [row["key"] for row in program(cast.noor).call("GET", "/playbooks").json["rows"]] == [
        "supplier_price_renewal"
    ]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"variables": [{"key": "Price", "name": "x"}]}, "/variables/0/key"),
        ({"variables": [{"key": "p", "name": "x", "target": "NaN"}]}, "/variables/0/target"),
        ({"rules": [{"key": "a", "title": "x", "binding": "iron", "severity": 5}]}, "/rules/0/binding"),
        ({"rules": [{"key": "a", "title": "x", "binding": "floor", "severity": 4}]}, "/rules/0/severity"),
        ({"mood": "good"}, "/mood"),
    ],
)
def test_bad_input_gets_a_pointer(cast: Cast, program: type_of_program, body: dict[str, Any], pointer: str) -> None:
    script = program(cast.greta)
    made = script.call("POST", "/playbooks", {"name": "Freight"})

    answer = script.call("PATCH", f"/playbooks/versions/{made.json['id']}", body, If_Match=made.headers["ETag"])

    assert answer.status_code == 422
    assert pointer in [error["pointer"] for error in answer.json["errors"]]


@pytest.mark.parametrize(
    "node",
    [
        {"foo": 1},
        {"fact": "value"},
        {"fact": 5, "is": "yes"},
        {"fact": "value", "is": ["yes"]},
        {"variable": "price", "is": "known"},
        {"variable": "price", "of": "agreed", "is": "no_worse_than"},
        {"all": []},
        {"any": "fact"},
        {"not": None},
        {"all": [{"not": {"all": [{"not": {"all": [{"not": {"not": {"fact": "value", "is": "known"}}}]}}]}}]},
        {"all": [{"fact": "value", "is": "known"}] * 41},
    ],
)
def test_what_is_no_rule_at_all_is_not_kept(cast: Cast, program: type_of_program, node: dict[str, Any]) -> None:
    script = program(cast.greta)
    made = script.call("POST", "/playbooks", {"name": "Freight"})
    one = f"/playbooks/versions/{made.json['id']}"
    rule = {"key": "a", "title": "R.", "binding": "posture", "severity": 3, "expression": node}

    answer = script.call("PATCH", one, {"rules": [rule]}, If_Match=made.headers["ETag"])

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json["errors"]] == ["/rules/0/expression"]
    assert script.call("GET", one).json["rules"] == []


def test_a_rule_about_a_missing_fact_is_not_published(cast: Cast, program: type_of_program) -> None:
    script = program(cast.greta)
    made = script.call("POST", "/playbooks", {"name": "Freight"})
    one = f"/playbooks/versions/{made.json['id']}"
    rule = {"key": "a", "title": "R.", "binding": "floor", "severity": 5, "expression": {"fact": "mood", "is": "yes"}}
    changed = script.call("PATCH", one, {"purpose": "P.", "rules": [rule]}, If_Match=made.headers["ETag"])

    answer = asked(cast, script, one, changed.json["revision"])

    assert answer.status_code == 422
    assert "/rules/0/expression" in [error["pointer"] for error in answer.json["errors"]]


def test_drafts_and_writing_are_for_leaders(cast: Cast, next_door: Cast, program: type_of_program) -> None:
    made = program(cast.greta).call("POST", "/playbooks", {"name": "Freight"})
    one = f"/playbooks/versions/{made.json['id']}"

    assert program(cast.noor).call("GET", one).status_code == 404
    assert program(next_door.greta).call("GET", one).status_code == 404
    assert program(cast.noor).call("POST", "/playbooks", {"name": "Mine"}).status_code == 403


def test_lists_go_on_where_the_page_before_ended(cast: Cast, program: type_of_program) -> None:
    script = program(cast.greta)
    every = [row["key"] for row in script.call("GET", "/playbooks/starters").json["rows"]]

    seen, path = [], "/playbooks/starters?limit=3"
    for _page in range(3):
        page = script.call("GET", path).json
        seen += [row["key"] for row in page["rows"]]
        path = f"/playbooks/starters?limit=3&cursor={page['next']}"

    assert seen == every == sorted(every)
    assert page["next"] is None


def test_versions_are_listed_newest_first(cast: Cast, program: type_of_program) -> None:
    script = program(cast.greta)
    made = script.call("POST", "/strategy/versions")
    approve(cast, program, f"/strategy/versions/{made.json['id']}", 1)
    script.call("POST", f"/strategy/versions/{made.json['id']}/publication", today())
    script.call("POST", "/strategy/versions")

    first = script.call("GET", "/strategy/versions?limit=1").json
    second = script.call("GET", f"/strategy/versions?limit=1&cursor={first['next']}").json

    assert [row["number"] for row in first["rows"] + second["rows"]] == [2, 1]
    assert [row["number"] for row in program(cast.noor).call("GET", "/strategy/versions").json["rows"]] == [1]


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=many", "mood=good"])
def test_a_page_nobody_can_give_is_refused(cast: Cast, program: type_of_program, query: str) -> None:
    assert program(cast.greta).call("GET", f"/playbooks?{query}").status_code == 422


def test_a_foreign_cursor_is_refused(cast: Cast, next_door: Cast, program: type_of_program) -> None:
    cursor = program(next_door.greta).call("GET", "/playbooks/starters?limit=1").json["next"]

    assert program(cast.greta).call("GET", f"/playbooks/starters?cursor={cursor}").status_code == 400


def test_a_playbook_without_a_name_is_refused(cast: Cast, program: type_of_program) -> None:
    assert program(cast.greta).call("POST", "/playbooks", {}).status_code == 422
    assert program(cast.greta).call("POST", "/playbooks", {"starter": "no_such"}).status_code == 404


@pytest.mark.parametrize("one", ["strategy", "playbook"])
def test_an_owner_who_is_not_here_is_refused_with_a_sentence(
    cast: Cast, next_door: Cast, program: type_of_program, one: str
) -> None:
    script = program(cast.greta)
    begun = ("/strategy/versions", None) if one == "strategy" else ("/playbooks", {"starter": "supplier_price_renewal"})
    made = script.call("POST", *begun)
    path = ("/strategy/versions/" if one == "strategy" else "/playbooks/versions/") + made.json["id"]

    answer = script.call("PATCH", path, {"owner_id": str(next_door.greta.id)}, If_Match=made.headers["ETag"])

    assert (answer.status_code, [said["pointer"] for said in answer.json["errors"]]) == (422, ["/owner_id"])
    assert answer.json["errors"][0]["detail"].startswith("Nobody here is this person.")
