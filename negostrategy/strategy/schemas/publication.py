"""What is said when a version is published."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from negostrategy.edge.fields import Day
from negostrategy.edge.payloads import DraftSchema
from negostrategy.strategy.schemas.words import word


@dataclass(frozen=True)
class Publication:
    """From which day a version holds, and what becomes of running negotiations: pinned as they are, or moved to it."""

    effective_on: date
    running: Literal["pin", "migrate"] = "pin"


class PublicationSchema(DraftSchema):
    """The day from which it holds."""

    makes = Publication
    effective_on = Day(required=True)
    running = word(["pin", "migrate"], load_default="pin")
