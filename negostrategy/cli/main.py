"""`negostrategy …`: where every command begins; the arithmetic starts without loading the service."""

import sys
from importlib import import_module

# The arithmetic answers in a blink; the service takes a second to load.
ALONE = {"bargaining": "negostrategy.cli.bargaining"}
ALL_OTHERS = "negostrategy.cli.commands"


def main(words: list[str] | None = None) -> int:
    """Return the exit status of one command: 0 done, 2 refused with one sentence."""
    typed = sys.argv[1:] if words is None else words
    alone = ALONE.get(typed[0]) if typed else None
    status: int = import_module(alone).main(typed[1:]) if alone else import_module(ALL_OTHERS).main(typed)
    return status


if __name__ == "__main__":
    sys.exit(main())
