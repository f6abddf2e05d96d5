"""How the positions of a variable are counted: what rules are checked against, and said with."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from negostrategy.edge.display import number as shown_number
from negostrategy.edge.fields import FIRST_DAY, LAST_DAY
from negostrategy.kernel.business import ValueKind
from negostrategy.strategy.positions import NO, YES, said_position

_WITH_UNIT = re.compile(r"([-+\u2212]?\s*[0-9.,](?:[0-9.,'\u2019\s]*[0-9.,])?)\s*([^0-9.,'\u2019\s].*)")


@dataclass(frozen=True)
class Measure:
    """How a variable is called and counted. labels: of its levels; direction: None where no way is better.

    is_sealed: its walk-away is under seal, so that of it a rule learns the band alone.
    """

    name: str
    kind: str = ValueKind.NUMBER
    unit: str = ""
    labels: tuple[str, ...] = ()
    direction: str | None = None
    is_sealed: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """Return what its positions are chosen from; nothing where they are typed."""
        return (YES, NO) if self.kind == ValueKind.YES_NO else self.labels if self.kind == ValueKind.CHOICE else ()

    @property
    def is_number(self) -> bool:
        """Return whether its positions are numbers in its unit, and not days or words."""
        return not self.words and self.kind not in (ValueKind.DATE, ValueKind.CHOICE)

    def said(self, value: object) -> str:
        """Return a position within a sentence: “Interface”, 1 March 2027, 45 days."""
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            return str(value)
        position = said_position(self.kind, Decimal(str(value)), self.labels)
        if isinstance(position, date):
            return f"{position.day} {position:%B %Y}"
        if isinstance(position, str):
            return f"“{position}”" if self.kind == ValueKind.CHOICE else position
        return f"{shown_number(value)} {self.unit if self.is_number else ''}".strip()

    def refusal(self, value: object) -> str | None:
        """Return why a value is no position of it, as a sentence; None when it is one."""
        number = None if isinstance(value, bool) or not isinstance(value, int | float | Decimal) else value
        if self.kind == ValueKind.YES_NO and number not in (0, 1):
            return f"“{self.name}” is yes or no, never “{value}”."
        if self.kind == ValueKind.CHOICE and number not in range(len(self.labels)):
            return (
                f"“{self.name}” has no level “{value}”. Its levels are {', '.join(self.labels) or 'not written yet'}."
            )
        if self.kind == ValueKind.DATE and not _is_day(number):
            return f"“{self.name}” is a day, such as 2026-11-23, and not “{value}”."
        if self.is_number and number is None:
            return _not_a_number(self.name, self.unit, str(value))
        return None


def without_unit(typed: str, units: Sequence[str]) -> str:
    """Return a number without its unit where somebody typed it along; anything else as it was typed."""
    found = _WITH_UNIT.fullmatch(typed.strip())
    known = {unit.casefold() for unit in units if unit}
    return found[1] if found is not None and found[2].strip().casefold() in known else typed


def _not_a_number(name: str, unit: str, typed: str) -> str:
    """Return what to say to somebody who typed no number, or a number in another unit."""
    found = _WITH_UNIT.fullmatch(typed.strip())
    if found is not None and unit:
        return f"“{name}” is counted in {unit}, not in {found[2]}. Type the number in {unit} alone."
    return f"“{name}” is compared with a number, not with “{typed}”."


def _is_day(number: float | Decimal | None) -> bool:
    is_whole = number is not None and number == int(number)
    return is_whole and FIRST_DAY.toordinal() <= int(number or 0) <= LAST_DAY.toordinal()
