"""Where the figures and the history of the schema are: beside this folder in a checkout, inside it in a package."""

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType

INSIDE = Path(__file__).parent
BESIDE = ("dashboards", "migrations")


def folder_of(name: str) -> Path:
    """Return the folder of this name, wherever we were installed."""
    inside = INSIDE / name
    return inside if inside.is_dir() else INSIDE.parent / name


class Inside:
    """Finds the two by the names they have in a checkout. Nothing else in this folder may be imported like that."""

    def find_spec(
        self, name: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return what a name of ours stands for."""
        return PathFinder.find_spec(name, [str(INSIDE)]) if name in BESIDE else None


def find_inside() -> None:
    """Have the two found when they are nowhere else."""
    if not any(isinstance(finder, Inside) for finder in sys.meta_path):
        sys.meta_path.append(Inside())
