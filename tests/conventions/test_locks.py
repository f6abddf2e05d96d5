"""The locks pin what is installed, and hold no address: the same files serve behind any mirror."""

import re
import tomllib

import pytest

from tests.conventions.code import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
ADDRESS = re.compile(r"https?://|index-url|find-links|trusted-host|@ file")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_holds_no_address(lock: object) -> None:
    lines = ROOT.joinpath("requirements", str(lock)).read_text().splitlines()

    assert [line for line in lines if ADDRESS.search(line)] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_pinned_package_has_a_digest(lock: object) -> None:
    text = ROOT.joinpath("requirements", str(lock)).read_text().replace("\\\n", " ")

    assert [line for line in text.splitlines() if "==" in line and "--hash=sha256:" not in line] == []


def pinned(lock: str) -> set[tuple[str, str]]:
    """Return what a lock pins: names and versions."""
    text = (ROOT / "requirements" / lock).read_text()
    return set(re.findall(r"^([a-z0-9-]+)(?:\[[^]]*\])?==([^ ;\\]+)", text, re.MULTILINE))


def named(requirements: list[str]) -> set[str]:
    """Return the names of requirements."""
    return {re.split(r"[\[><=~! ]", one)[0].lower() for one in requirements}


def test_what_runs_carries_no_tool_of_developers_and_no_second_database() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    carried = {name for name, _version in pinned("running.txt")}

    assert carried & named(project["dependency-groups"]["dev"]) == set()
    assert carried & named(project["project"]["optional-dependencies"]["embedded"]) == set()
    assert named(project["project"]["dependencies"]) <= carried


def test_what_runs_is_what_was_tested() -> None:
    assert pinned("running.txt") <= pinned("lock.txt")


def test_the_image_carries_what_runs() -> None:
    assert "requirements/running.txt" in (ROOT / "Dockerfile").read_text()
    assert "requirements/lock.txt" not in (ROOT / "Dockerfile").read_text()
