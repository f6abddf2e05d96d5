"""What people send when they look back."""

from dataclasses import dataclass

from marshmallow import ValidationError, validate, validates_schema

from negostrategy.edge.fields import Count, text
from negostrategy.edge.payloads import DraftSchema

LONGEST_WORDS = 2000
MOST_COUNTED = 999
WORDS = ("worked", "surprised", "otherwise")


@dataclass(frozen=True)
class DebriefDraft:
    """A short look back. The counts are rough, and of our own side."""

    worked: str = ""
    surprised: str = ""
    otherwise: str = ""
    questions_asked: int | None = None
    arguments_used: int | None = None


def _count() -> Count:
    return Count(
        allow_none=True,
        validate=validate.Range(0, MOST_COUNTED, error=f"Count from 0 to {MOST_COUNTED}, or leave it empty."),
        error_messages={"invalid": "Type a whole number, or leave it empty."},
    )


class DebriefSchema(DraftSchema):
    """Three prompts, of which one answer is enough."""

    makes = DebriefDraft
    worked = text(LONGEST_WORDS, allow_none=False)
    surprised = text(LONGEST_WORDS, allow_none=False)
    otherwise = text(LONGEST_WORDS, allow_none=False)
    questions_asked = _count()
    arguments_used = _count()

    @validates_schema
    def require_a_word(self, values: dict[str, object], **_kwargs: object) -> None:
        """Return when at least one prompt is answered."""
        if not any(str(values.get(name, "")).strip() for name in WORDS):
            raise ValidationError({"worked": ["Answer at least one of the three. One sentence is enough."]})
