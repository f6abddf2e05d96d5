"""Fields of a line: each takes one kind of JSON value and says in a sentence what else it expected."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from marshmallow import ValidationError

from negostrategy.edge.fields import FIRST_DAY, LAST_DAY
from negostrategy.exchange.number_line import as_number, day, number
from negostrategy.exchange.shapes import Member
from negostrategy.negotiations.number_line import NotOnTheLine

LONGEST_ANSWER, LONGEST_KEY = 300, 64
KEY = r"[a-z][a-z0-9_]*"
_KEY = re.compile(KEY)
_PLAIN = (str, int, float)
_CURRENCY = re.compile(r"[A-Z]{3}")


class Words(Member):
    """A text without spaces around it, of a limited length. An empty one counts as not said."""

    def __init__(self, longest: int, pattern: str | None = None, **more: Any) -> None:
        super().__init__(**more)
        self.longest = longest
        self.pattern = re.compile(pattern) if pattern else None

    def read(self, value: Any) -> str | None:
        """Return what it says."""
        if not isinstance(value, str):
            raise ValidationError("A text is expected.")
        said = value.strip()
        if len(said) > self.longest:
            raise ValidationError(f"This is longer than {self.longest:,} characters.")
        if self.pattern is not None and not self.pattern.fullmatch(said):
            raise ValidationError("Small letters, digits and underscores are expected, a letter first.")
        if not said and self.required:
            raise ValidationError("This is empty.")
        return said or None


class YesNo(Member):
    """true or false."""

    def read(self, value: Any) -> bool:
        """Return what it says."""
        if not isinstance(value, bool):
            raise ValidationError("true or false is expected.")
        return value


class OneOf(Member):
    """One word of a vocabulary."""

    def __init__(self, vocabulary: type[StrEnum] | tuple[str, ...], **more: Any) -> None:
        super().__init__(**more)
        self.words = {str(word): str(word) for word in vocabulary}

    def read(self, value: Any) -> str:
        """Return what it says."""
        word = self.words.get(value) if isinstance(value, str) else None
        if word is None:
            raise ValidationError(f"One of these is expected: {', '.join(self.words)}.")
        return word


class Figure(Member):
    """A number, within limits."""

    def __init__(
        self, lowest: int | None = None, highest: int | None = None, decimals: int | None = None, **more: Any
    ) -> None:
        super().__init__(**more)
        self.lowest, self.highest, self.decimals = lowest, highest, decimals

    def read(self, value: Any) -> Decimal:
        """Return what it says."""
        found = _number(value)
        if self.lowest is not None and found < self.lowest:
            raise ValidationError(f"This is below {self.lowest}.")
        if self.highest is not None and found > self.highest:
            raise ValidationError(f"This is above {self.highest}.")
        if self.decimals is not None and found != round(found, self.decimals):
            raise ValidationError("This has too many decimals.")
        return found


class WholeFigure(Figure):
    """A whole number, within limits."""

    def read(self, value: Any) -> int:  # type: ignore[override]  # narrower
        """Return what it says."""
        found = super().read(value)
        if found != found.to_integral_value():
            raise ValidationError("A whole number is expected.")
        return int(found)


class Day(Member):
    """A day from 1990 to 2100."""

    def read(self, value: Any) -> date:
        """Return what it says."""
        try:
            return day(value)
        except NotOnTheLine as refusal:
            raise ValidationError(str(refusal)) from refusal


class Instant(Member):
    """An instant with its distance from UTC, from 1990 to 2100."""

    def read(self, value: Any) -> datetime:
        """Return what it says."""
        try:
            found = datetime.fromisoformat(value) if isinstance(value, str) and len(value) <= 40 else None
            instant = found.astimezone(UTC) if found is not None and found.tzinfo is not None else None
        except (ValueError, OverflowError):
            instant = None
        if instant is None:
            raise ValidationError("An instant is written as 2026-03-14T09:30:00Z, with its distance from UTC.")
        if not FIRST_DAY <= instant.date() <= LAST_DAY:
            raise ValidationError("An instant lies between 1990 and 2100.")
        return instant


class Currency(Member):
    """The code of a currency."""

    def read(self, value: Any) -> str:
        """Return what it says."""
        if not isinstance(value, str) or not _CURRENCY.fullmatch(value):
            raise ValidationError("A currency is written as three capital letters, such as EUR.")
        return value


class Position(Member):
    """Where a term stands, as it was said; its kind decides later what that means."""

    def read(self, value: Any) -> Any:
        """Return what it says."""
        if not isinstance(value, _PLAIN):
            raise ValidationError("A number, a day, a level or true or false is expected.")
        return value


class Answer(Position):
    """The answer to one question: yes or no, a number, or the words of a choice."""

    def read(self, value: Any) -> Any:
        """Return what it says."""
        if isinstance(value, str) and len(value) > LONGEST_ANSWER:
            raise ValidationError(f"This is longer than {LONGEST_ANSWER} characters.")
        if isinstance(value, int | float) and not isinstance(value, bool):
            return as_number(_number(value))
        return super().read(value)


class ByKey(Member):
    """An object whose members are called by keys and all hold the same; what is wrong is told under its own key."""

    def __init__(self, held: Position, most: int, **more: Any) -> None:
        super().__init__(**more)
        self.held, self.most = held, most

    def read(self, value: Any) -> dict[str, Any]:
        """Return what it says."""
        if not isinstance(value, Mapping):
            raise ValidationError("An object is expected.")
        if len(value) > self.most:
            raise ValidationError(f"At most {self.most} are taken.")
        found, wrong = {}, {}
        for key, said in value.items():
            try:
                found[_key(key)] = None if said is None else self.held.read(said)
            except ValidationError as refusal:
                wrong[key] = refusal.messages
        if wrong:
            raise ValidationError(wrong)
        return {key: said for key, said in found.items() if said is not None}


def _key(said: str) -> str:
    if len(said) > LONGEST_KEY or not _KEY.fullmatch(said):
        raise ValidationError("A key has small letters, digits and underscores, a letter first.")
    return said


def _number(value: Any) -> Decimal:
    try:
        return number(value)
    except NotOnTheLine as refusal:
        raise ValidationError(str(refusal)) from refusal
