"""The chapters leave nothing out: every setting, command, route of the API and fact of the rules is described."""

import re

import pytest
from flask import Flask

from negostrategy.cli.commands import COMMANDS
from negostrategy.settings import KNOWN
from negostrategy.strategy.language.catalogue import ATTRIBUTES, FACTS
from tests.conventions.code import ROOT

API = "/api/v1/"


def chapter(name: str) -> str:
    """Return what a chapter says."""
    return (ROOT / "docs" / name).read_text()


@pytest.mark.parametrize("setting", sorted(KNOWN))
def test_every_setting_is_described(setting: str) -> None:
    said = chapter("operations.md")

    assert f"NEGOSTRATEGY_{setting}`" in said or f"…_{setting}`" in said


@pytest.mark.parametrize("command", [one.__name__.rpartition(".")[2].rstrip("_") for one in COMMANDS])
def test_every_command_is_described(command: str) -> None:
    assert f"`negostrategy {command}" in chapter("operations.md")


def test_every_route_of_the_api_is_described(application: Flask) -> None:
    said = set(re.findall(r"[\w-]+", chapter("api.md")))
    steps = {
        step
        for rule in application.url_map.iter_rules()
        if rule.rule.startswith(API) and rule.endpoint != "documents.openapi"
        for step in rule.rule.removeprefix(API).split("/")
        if not step.startswith("<")
    }

    assert steps - said == set()


@pytest.mark.parametrize("word", [*FACTS, *ATTRIBUTES])
def test_every_fact_that_a_rule_may_name_is_described(word: str) -> None:
    assert f"`{word}`" in chapter("rules.md")


@pytest.mark.parametrize("page", sorted(path.name for path in (ROOT / "docs").glob("*.md")))
def test_no_link_leads_nowhere(page: str) -> None:
    inside = [link for link in re.findall(r"\]\(([^)#\s]+)", chapter(page)) if ":" not in link]

    assert [link for link in inside if not (ROOT / "docs" / link).exists()] == []
