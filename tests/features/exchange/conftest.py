"""What tests of importing ask for."""

import pytest

from negostrategy.exchange.service.importing import Errand, Summary, bring_in
from negostrategy.exchange.service.lines import RawLine
from negostrategy.exchange.service.reading import Refusal
from negostrategy.kernel.actor import Actor
from tests.cast import Cast, Person
from tests.features.exchange.samples import raw


class Gate:
    """Brings lines into one company, in Noor's name unless somebody else is named, and keeps what was refused."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.refusals: list[Refusal] = []

    def take(self, *lines: object, by: Person | None = None, is_dry_run: bool = False) -> Summary:
        """Return what became of lines, given as what they say or as bytes."""
        actor: Actor = (by or self.cast.noor).actor
        errand = Errand(
            organization_id=self.cast.organization_id,
            actor=actor,
            is_dry_run=is_dry_run,
            refuse=self.refusals.append,
        )
        return bring_in(errand, [RawLine(number, raw(line)) for number, line in enumerate(lines, 1)])


@pytest.fixture
def gate(cast: Cast) -> Gate:
    """Return the way into the company of the test."""
    return Gate(cast)
