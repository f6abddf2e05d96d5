"""Telling the manager at once what was written down as agreed and should not have been, or cannot be told.

Writing down what has already happened is never refused, so this is what stands in the place of the gate.
"""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from negostrategy.accounts.queries.managers import managers_near
from negostrategy.accounts.service.telling import tell_people
from negostrategy.compliance.queries.written import WrittenDown, written_down
from negostrategy.edge.display import plural
from negostrategy.negotiations.events import AgreementWritten
from negostrategy.notices.service import News

BEYOND = "agreement.beyond"
UNSTATED = "agreement.unstated"


def tell_of_written(event: AgreementWritten) -> None:
    """Return when the managers next above whoever wrote down agreements beyond a floor, or silent about one, know."""
    found = written_down(event.negotiation_ids)
    by_place: dict[tuple[UUID | None, UUID, str], list[WrittenDown]] = defaultdict(list)
    for one in found:
        by_place[one.team_id, one.owner_id, BEYOND if one.is_beyond else UNSTATED].append(one)
    for (team_id, owner_id, kind), those in by_place.items():
        tell_people(managers_near(team_id, owner_id), _news(kind, those))


def _news(kind: str, those: Iterable[WrittenDown]) -> News:
    rows = list(those)
    what = "An agreement" if len(rows) == 1 else plural(len(rows), "agreement")
    is_many = len(rows) > 1
    if kind == BEYOND:
        said = (
            "lie beyond a floor, and nobody approved them" if is_many else "lies beyond a floor, and nobody approved it"
        )
    else:
        said = "do not say what was agreed on a floor" if is_many else "does not say what was agreed on a floor"
    # Several of one person are one piece of news, and a private record has no page for its manager.
    address = (
        f"/negotiations/{rows[0].negotiation_id}" if not is_many and rows[0].is_open_to_managers else "/negotiations"
    )
    return News(kind, rows[0].negotiation_id, f"{what} of your team {said}.", address)
