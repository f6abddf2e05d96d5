"""What is sent, read strictly once, and turned by one schema into one frozen draft."""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from flask import request
from marshmallow import EXCLUDE, RAISE, Schema, ValidationError, post_load
from werkzeug.datastructures import MultiDict

from negostrategy.edge.refusing import heed_refusal
from negostrategy.edge.words import refuse_unusable_text
from negostrategy.kernel.faults import BadInput, Malformed

DEEPEST = 24
MOST_VALUES = 20_000
MOST_ERRORS = 100
LONGEST_REVISION = 9
NO_REVISION = -1
# What every form carries beside its fields: proofs and names, for the edge alone.
OF_THE_FORM = ("csrf_token", "id", "draft", "writer", "held")


class DraftSchema(Schema):
    """A schema whose loaded form is a frozen dataclass, named in `makes`; unknown members are refused, not ignored."""

    makes: type | None = None

    class Meta:
        """How unknown members are treated."""

        unknown = RAISE

    @post_load
    def make(self, values: dict[str, Any], **_kwargs: Any) -> Any:
        """Return the draft that the values describe."""
        return self.makes(**values) if self.makes else values


def load(schema: Schema, sent: Mapping[str, Any]) -> Any:
    """Return what the schema makes of the sent values.

    Errors: BadInput with one list of sentences per field; keys are JSON pointers.
    """
    try:
        return schema.load(sent)
    except ValidationError as refusal:
        raise BadInput(error_pointers(refusal.normalized_messages())) from refusal


def load_form(schema: Schema) -> Any:
    """Return what the schema makes of the sent form. An empty field counts as not filled in.

    Errors: BadInput, also for a file: no form that is read here takes one.
    """
    if sent := [name for name, file in request.files.items() if file.filename]:
        raise BadInput({f"/{name}": ["No file is taken here."] for name in sent})
    return load(schema, form_values(request.form, schema))


def load_query(schema: Schema) -> Any:
    """Return what the schema makes of the address's query; words it does not know are left to others."""
    schema.unknown = EXCLUDE
    return load(schema, form_values(request.args, schema))


def form_values(form: MultiDict[str, str], schema: Schema) -> dict[str, Any]:
    """Return a form's values in the schema's shape: lists where it wants lists, nothing where nothing was typed.

    Errors: what the form of this request is refused with before it is read.
    """
    heed_refusal()
    values: dict[str, Any] = {}
    for key in form:
        field = schema.fields.get(key)
        if key in OF_THE_FORM and field is None:
            continue
        filled = [value.strip() for value in form.getlist(key) if value.strip()]
        if field is not None and hasattr(field, "inner"):
            values[key] = filled
        elif filled:
            values[key] = filled[-1]
    return values


def sent_revision() -> int:
    """Return the revision that the sent form was made from; one that nothing has when it is unreadable."""
    sent = request.form.get("revision", "")
    return int(sent) if sent.isdecimal() and len(sent) <= LONGEST_REVISION else NO_REVISION


def read_json(body: bytes) -> Any:
    """Return the JSON value in a body.

    Errors: Malformed for bytes that are not UTF-8, cut JSON, a member named twice, NaN or infinity, numbers out of
    range, unusable text, nesting deeper than 24, or more than 20,000 values.
    """
    try:
        text = body.decode("utf-8")
        value = json.loads(text, object_pairs_hook=_members, parse_constant=_refuse_constant, parse_float=_number)
    except (UnicodeDecodeError, ValueError, RecursionError) as refusal:
        raise Malformed("The body is not complete JSON in UTF-8.") from refusal
    _refuse_excess(value)
    # Bare in the body, a NUL byte is no JSON and half of a character is no UTF-8: only an escape can name them.
    if "\\u" in text:
        refuse_unusable_text(_texts(value))
    return value


def error_pointers(messages: Any) -> dict[str, list[str]]:
    """Return marshmallow's nested messages as one list of sentences per JSON pointer: the first hundred, no more."""
    return dict(islice(_pointers(messages), MOST_ERRORS))


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise Malformed("A member is named twice in one object. Name it once.")
    return members


def _refuse_constant(word: str) -> float:
    raise Malformed(f"{word} is not a number that can be stored.")


def _number(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise Malformed("A number is too large to be stored.")
    return number


def _refuse_excess(value: Any) -> None:
    level, count = [value], 0
    for _ in range(DEEPEST + 1):
        level = [member for one in level for member in _members_of(one)]
        count += len(level)
        if count > MOST_VALUES:
            raise Malformed(f"The body holds more than {MOST_VALUES:,} values. Send it in parts.")
        if not level:
            return
    raise Malformed("The body is nested too deeply.")


def _members_of(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, member in value.items():
            yield key
            yield from _texts(member)
    elif isinstance(value, list):
        for member in value:
            yield from _texts(member)


def _pointers(messages: Any, path: str = "") -> Iterator[tuple[str, list[str]]]:
    if isinstance(messages, list):
        yield path or "/", [str(message) for message in messages]
        return
    for key, inner in messages.items():
        step = "" if key == "_schema" else f"/{key}"
        yield from _pointers(inner, path + step)
