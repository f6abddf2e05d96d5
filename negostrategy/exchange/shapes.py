"""Schemas for thousands of lines a second: only what a line says is looked at, not all that it might have said.

The fields are marshmallow's, and so are the errors; the loop over them is ours, because the general one spends nine
tenths of an import on members that are not there.
"""

from typing import Any

from marshmallow import ValidationError, fields

from negostrategy.edge.payloads import DraftSchema

MISSING = ["This is missing."]
EMPTY = ["This is empty."]
UNKNOWN = ["This is not part of the format."]


class Member(fields.Field):  # type: ignore[type-arg]  # the version without arguments takes any
    """One member of an object. Empty counts as not said, unless the member is required."""

    def read(self, value: Any) -> Any:
        """Return what a value says that is not null.

        Errors: ValidationError with a sentence.
        """
        return value


class Shape(DraftSchema):
    """A schema that reads one object. Whatever is not named in it is refused, not ignored."""

    def __init__(self) -> None:
        super().__init__()
        self.members = {name: field for name, field in self.fields.items() if isinstance(field, Member)}
        self.reading = {name: member.read for name, member in self.members.items()}
        self.needed = frozenset(name for name, member in self.members.items() if member.required)

    def load(self, data: Any, **_more: Any) -> Any:
        """Return what the object says.

        Errors: ValidationError with the sentences of every member that cannot be used.
        """
        if not isinstance(data, dict):
            raise ValidationError("An object is expected.")
        errors: dict[str, Any] = dict.fromkeys(self.needed - data.keys(), MISSING)
        said = {}
        for name, value in data.items():
            read = self.reading.get(name)
            if read is None:
                errors[name] = UNKNOWN
            elif value is not None:
                try:
                    said[name] = read(value)
                except ValidationError as refusal:
                    errors[name] = refusal.normalized_messages()
            elif name in self.needed:
                errors[name] = EMPTY
        if errors:
            raise ValidationError(errors)
        return self.make(said)


class Part(Member):
    """One object inside another."""

    def __init__(self, shape: Shape, **more: Any) -> None:
        super().__init__(**more)
        self.shape = shape

    def read(self, value: Any) -> Any:
        """Return what the object says."""
        return self.shape.load(value)


class Parts(Part):
    """A list of objects, of a limited length. What is wrong with one is told under its place."""

    def __init__(self, shape: Shape, most: int) -> None:
        super().__init__(shape)
        self.most = most

    def read(self, value: Any) -> Any:
        """Return what each object says, in their order."""
        if not isinstance(value, list):
            raise ValidationError("A list is expected.")
        if len(value) > self.most:
            raise ValidationError(f"At most {self.most:,} are taken.")
        said, errors = [], {}
        for place, one in enumerate(value):
            try:
                said.append(self.shape.load(one))
            except ValidationError as refusal:
                errors[place] = refusal.normalized_messages()
        if errors:
            raise ValidationError(errors)
        return tuple(said)
