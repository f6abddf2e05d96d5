"""Whether the points that negostrategy computes are those that the corpus recorded, for both sides of each dialogue.

    .venv/bin/python -m examples.casino.check SLUG casino_train.json casino_valid.json

Run it after the import. It ends with status 1 and the first differences when something is missing or unequal.
"""

import json
import os
import sys
from decimal import Decimal
from pathlib import Path

from sqlalchemy import select

from examples.casino.convert import recorded_points
from negostrategy.cli.application import small_application
from negostrategy.cli.database import reachable
from negostrategy.facts.models import Facts
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.models import Negotiation
from negostrategy.settings import read_settings
from negostrategy.tenancy.queries import organization_called

SHOWN = 5
type_of_points = tuple[Decimal | None, Decimal | None]


def recorded(names: list[str]) -> dict[str, type_of_points]:
    """Return the points of both sides by dialogue, as the corpus has them."""
    return {
        str(dialogue["dialogue_id"]): recorded_points(dialogue)
        for name in names
        for dialogue in json.loads(Path(name).read_text(encoding="utf-8"))
    }


def computed(slug: str) -> dict[str, type_of_points]:
    """Return the points of both sides by dialogue, as the facts have them.

    Without a deal nothing was divided: each side then has what walking away is worth.
    """
    organization = organization_called(slug)
    if organization is None:
        raise SystemExit("There is no organization with this address.")
    statement = (
        select(Negotiation.source_key, Facts.outcome, Facts.own_points, Facts.their_points, Facts.alternative_value)
        .join(Facts, Facts.id == Negotiation.id)
        .where(Negotiation.source == "casino")
    )
    with transaction(organization.id):
        return {
            row.source_key: (row.own_points, row.their_points)
            if row.outcome == "agreed"
            else (row.alternative_value, row.alternative_value)
            for row in session.execute(statement)
        }


def main(slug: str, names: list[str]) -> int:
    """Return 0 when every dialogue is there with the points that were recorded."""
    expected = recorded(names)
    with reachable(read_settings(os.environ)) as ready, small_application(ready, ready.database_url).app_context():
        found = computed(slug)
    unequal = [key for key in expected if found.get(key) != expected[key]]
    print(f"{len(expected)} recorded, {len(found)} imported, {len(expected) - len(unequal)} equal on both sides")
    for key in unequal[:SHOWN]:
        print(f"dialogue {key}: recorded {expected[key]}, computed {found.get(key)}")
    return 1 if unequal or len(found) != len(expected) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
