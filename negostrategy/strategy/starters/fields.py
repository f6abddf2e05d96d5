"""A careful hand that takes typed fields out of a parsed file and says where something is wrong."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from negostrategy.kernel.faults import Fault

Word = TypeVar("Word", bound=StrEnum)


class StarterIsWrong(Fault):
    """A starter file cannot be used. Correct it in the place named, then start again."""

    code = "starter_is_wrong"


class Fields:
    """The named fields of one part of a file. Every field is taken once; what is left over is refused."""

    def __init__(self, where: str, given: object) -> None:
        if not isinstance(given, Mapping):
            raise StarterIsWrong(f"{where}: named fields are expected here.")
        self.where = f"{where}, {given['key']}" if "key" in given else where
        self._left = dict(given)

    def take(self, name: str) -> object:
        """Return the field as it stands in the file, or None when it is absent."""
        return self._left.pop(name, None)

    def text(self, name: str) -> str:
        """Return the text of a field that has to be there; it may be empty."""
        value = self.take(name)
        if not isinstance(value, str):
            raise self.wrong(name, "a text is expected; put quotes around yes, no and numbers")
        return value.strip()

    def paragraphs(self, name: str) -> str:
        """Return a text whose paragraphs are parted by a blank line, however the file folds them."""
        return "\n\n".join(line for line in self.text(name).splitlines() if line)

    def number(self, name: str) -> Decimal:
        """Return the number of a field that has to be there."""
        value = self.number_or_none(name)
        if value is None:
            raise self.wrong(name, "a number is expected")
        return value

    def number_or_none(self, name: str) -> Decimal | None:
        """Return the number of a field, or None when it is absent or empty."""
        value = self.take(name)
        if value is None:
            return None
        # YAML reads yes and no as truth values, and Python counts those as 1 and 0.
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.wrong(name, "a number is expected")
        return Decimal(str(value))

    def yes_or_no(self, name: str) -> bool:
        """Return the truth value of a field; an absent one is no."""
        value = self.take(name)
        if not isinstance(value, bool | None):
            raise self.wrong(name, "true or false is expected")
        return bool(value)

    def word(self, name: str, vocabulary: type[Word]) -> Word:
        """Return a word of the vocabulary that has to be there."""
        return self._known(name, self.text(name), vocabulary)

    def word_or_none(self, name: str, vocabulary: type[Word]) -> Word | None:
        """Return a word of the vocabulary, or None when the field is absent or empty."""
        value = self.take(name)
        return None if value is None else self._known(name, value, vocabulary)

    def words(self, name: str, vocabulary: type[Word]) -> tuple[Word, ...]:
        """Return the words of a list, all of them in the vocabulary."""
        return tuple(self._known(name, value, vocabulary) for value in self._items(name))

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the texts of a list; an absent list is empty."""
        values = self._items(name)
        if not all(isinstance(value, str) for value in values):
            raise self.wrong(name, "a list of texts is expected")
        return tuple(str(value) for value in values)

    def node(self, name: str) -> Mapping[str, object] | None:
        """Return a node of the rule language as data, or None when the field is absent or empty."""
        value = self.take(name)
        if value is not None and not isinstance(value, Mapping):
            raise self.wrong(name, "a node of the rule language is expected")
        return value

    def parts(self, name: str) -> Iterator["Fields"]:
        """Yield the parts of a list, each with its own fields."""
        for place, given in enumerate(self._items(name), start=1):
            yield Fields(f"{self.where}, {name} {place}", given)

    def finish(self) -> None:
        """Return when every field was taken.

        Errors: StarterIsWrong names the fields that nobody knows.
        """
        if self._left:
            raise StarterIsWrong(f"{self.where}: nobody knows the fields {', '.join(sorted(self._left))}.")

    def wrong(self, name: str, reason: str) -> StarterIsWrong:
        """Return the refusal of one field, to be raised."""
        return StarterIsWrong(f"{self.where}: {name}: {reason}.")

    def _items(self, name: str) -> list[object]:
        values = self.take(name)
        if values is None:
            return []
        if not isinstance(values, list):
            raise self.wrong(name, "a list is expected")
        return values

    def _known(self, name: str, value: object, vocabulary: type[Word]) -> Word:
        if value not in list(vocabulary):
            raise self.wrong(name, f"{value} is not one of {', '.join(vocabulary)}")
        return vocabulary(str(value))
