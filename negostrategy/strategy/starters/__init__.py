"""Starter content that comes with the product: eight playbooks, a strategy and a library of variables.

Every figure in it is a suggestion that a company confirms or changes. Nothing here touches the database.
"""

from functools import cache
from importlib.resources import files

from negostrategy.kernel.faults import NotFound
from negostrategy.strategy.starters.reading import library_from, playbook_from, strategy_from
from negostrategy.strategy.starters.shapes import LibraryGroup, StarterPlaybook, StarterStrategy

# The order in which people see them: first among colleagues, then outside.
KEYS = (
    "timetable_change",
    "specification_change",
    "staff_allocation",
    "budget",
    "supplier_price_renewal",
    "key_customer_renewal",
    "saas_purchase",
    "partnership",
)


class NoSuchStarter(NotFound):
    """There is no starter playbook of that name. Pick one from the list."""

    code = "no_such_starter"


@cache
def playbooks() -> tuple[StarterPlaybook, ...]:
    """Return all starter playbooks in the order in which people see them."""
    return tuple(playbook_from(_text_of(key)) for key in KEYS)


def playbook(key: str) -> StarterPlaybook:
    """Return one starter playbook.

    Errors: NoSuchStarter when none has that key.
    """
    for starter in playbooks():
        if starter.key == key:
            return starter
    raise NoSuchStarter


@cache
def strategy() -> StarterStrategy:
    """Return the starter strategy with its parts and objectives."""
    return strategy_from(_text_of("strategy"))


@cache
def variable_library() -> tuple[LibraryGroup, ...]:
    """Return the variables to pick from, in groups."""
    return library_from(_text_of("variable_library"))


def _text_of(name: str) -> str:
    return files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
