"""The locks pin what is installed, and hold no address: the same files serve behind any mirror."""

import re

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
