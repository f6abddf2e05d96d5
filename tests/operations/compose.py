"""docker-compose.yml as docker compose reads it: values put in, anchors merged."""

import re
from collections.abc import Mapping
from typing import Any

import yaml

from tests.conventions.code import ROOT

FILE = ROOT / "docker-compose.yml"
# $$ stands for $; ${NAME}, ${NAME:-otherwise} and ${NAME:?what is said when it is missing}.
VALUE = re.compile(r"\$(?:(\$)|\{([A-Z_]+)(?:(:-|:\?)([^}]*))?\})")
EXAMPLE = {"NEGOSTRATEGY_ADDRESS": "https://negotiate.example.org"}


class Missing(Exception):
    """A value that the file demands was not given."""


def composed(given: Mapping[str, str] = EXAMPLE) -> dict[str, Any]:
    """Return what the file says with some values given. Errors: Missing."""
    result = _filled(yaml.safe_load(FILE.read_text()), given)
    assert isinstance(result, dict)
    return result


def demanded() -> set[str]:
    """Return the names of the values without which the file is refused."""
    return {name for _dollar, name, mark, _rest in VALUE.findall(FILE.read_text()) if mark == ":?"}


def _filled(node: Any, given: Mapping[str, str]) -> Any:
    if isinstance(node, dict):
        return {key: _filled(value, given) for key, value in node.items()}
    if isinstance(node, list):
        return [_filled(value, given) for value in node]
    return VALUE.sub(lambda found: _value(found, given), node) if isinstance(node, str) else node


def _value(found: re.Match[str], given: Mapping[str, str]) -> str:
    dollar, name, mark, rest = found.groups()
    if dollar:
        return "$"
    value = given.get(name, "")
    if mark == ":?" and not value:
        raise Missing(f"{name}: {rest}")
    return value or (rest if mark == ":-" else "")
