"""A version judged against records as they would be under it: one statement, nothing written.

The records are seen through the definition of facts itself (see facts.supposing), and judged by the same expressions
that will judge them after publication. There is no second evaluator that could say something else.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Select, Text, Uuid, any_, bindparam, cast, select
from sqlalchemy.dialects.postgresql import array

from negostrategy.compliance.engine.nodes import FACTS
from negostrategy.compliance.engine.results import Verdict
from negostrategy.facts.supposing import facts_if_moved

ORGANIZATION = bindparam("organization_id", type_=Uuid())
MOVED = bindparam("moved_ids", type_=ARRAY(Uuid()))
SEEN = ("id", "is_closed", "deal_score", "beyond_walk_away_count")


def judged_records(verdicts: Mapping[UUID, Verdict], *, is_moved: bool) -> Select[Any]:
    """Return the statement that says of each of moved_ids what every rule says: the columns of SEEN, then results.

    results: one word per rule, in the order of the verdicts. is_moved: facts are defined anew as under the version;
    otherwise the stored ones serve, because the version would put the very same on the records.
    Parameters: organization_id, version_id and moved_ids.
    """
    results = cast(array([verdict.result for verdict in verdicts.values()], type_=Text()), ARRAY(Text()))
    columns = [FACTS.c[name] for name in SEEN]
    statement = select(*columns, results.label("results")).where(
        FACTS.c.organization_id == ORGANIZATION, FACTS.c.id == any_(MOVED)
    )
    return statement.add_cte(*facts_if_moved()) if is_moved else statement
