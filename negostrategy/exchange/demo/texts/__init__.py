"""What people of the demo companies are called, and what they say."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def said_in(name: str) -> dict[str, Any]:
    """Return what the file of this name holds."""
    said: dict[str, Any] = yaml.safe_load(files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8"))
    return said
