"""Terms as they are sent: each position in the words of its kind, placed on the number line here."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from marshmallow import ValidationError, fields, post_load, validate

from negostrategy.edge.fields import Amount, line, text
from negostrategy.edge.payloads import DraftSchema
from negostrategy.kernel.business import Direction, Topic, ValueKind
from negostrategy.negotiations.number_line import NotOnTheLine, placed, refuse_crossed
from negostrategy.negotiations.schemas.words import KEY, LONGEST_REMARK, CurrencyCode, Position, word
from negostrategy.strategy.keys import key_of

BOTH_SAID = "Either say what was agreed, or that it is not part of the agreement."
POSITIONS = ("opening", "target", "acceptable", "walk_away", "theirs", "agreed")


@dataclass(frozen=True)
class TermDraft:
    """One thing that can be set; positions are numbers on its number line. topic: None means the record's.

    reference: what the playbook's positions are percentages of, as the playbook calls it; reference_amount: how much
    that is here. not_part: it is not part of the agreement, so that nothing is agreed on it.
    """

    key: str
    name: str
    topic: str | None = None
    kind: str = ValueKind.NUMBER
    unit: str = ""
    currency: str | None = None
    direction: str | None = None
    giver: str | None = None
    weight: Decimal = Decimal(0)
    levels: list[dict[str, Any]] | None = None
    opening: Decimal | None = None
    target: Decimal | None = None
    acceptable: Decimal | None = None
    walk_away: Decimal | None = None
    theirs: Decimal | None = None
    agreed: Decimal | None = None
    quantity: Decimal | None = None
    our_value: Decimal | None = None
    their_value: Decimal | None = None
    detail: str | None = None
    reference: str | None = None
    reference_amount: Decimal | None = None
    not_part: bool = False


class TermLevelSchema(DraftSchema):
    """One level of a choice, listed from the first."""

    level = fields.Integer(validate=validate.Range(0, 99))
    label = line(120, required=True)
    points = fields.Integer(load_default=None, allow_none=True, validate=validate.Range(0, 100))


class TermSchema(DraftSchema):
    """key is made from the name if not given. Positions follow the kind: 45, 2026-12-04, a level's label, yes."""

    key = fields.String(validate=KEY)
    name = line(120)
    topic = word(Topic, allow_none=True)
    kind = word(ValueKind)
    unit = line(40)
    currency = CurrencyCode(allow_none=True)
    direction = word(Direction, allow_none=True)
    giver = fields.String(validate=validate.OneOf(["us", "them"], error="Choose us or them."), allow_none=True)
    weight = Amount(validate=validate.Range(0, 1000, error="A weight is 0 to 1000."))
    levels = fields.List(fields.Nested(TermLevelSchema), allow_none=True, validate=validate.Length(1, 20))
    opening = Position(allow_none=True)
    target = Position(allow_none=True)
    acceptable = Position(allow_none=True)
    walk_away = Position(allow_none=True)
    theirs = Position(allow_none=True)
    agreed = Position(allow_none=True)
    quantity = Amount(allow_none=True, validate=validate.Range(0, error="A quantity is not negative."))
    our_value = Amount(allow_none=True)
    their_value = Amount(allow_none=True)
    detail = text(LONGEST_REMARK, allow_none=True)
    reference = line(80)
    reference_amount = Amount(
        allow_none=True,
        validate=validate.Range(0, min_inclusive=False, error="Percentages are of an amount above nought."),
    )
    not_part = fields.Boolean(allow_none=True)

    @post_load
    def make(self, values: dict[str, Any], **_kwargs: Any) -> TermDraft:
        """Return the term, every position on its number line."""
        said = {name: value for name, value in values.items() if value is not None}
        said["name"] = said.get("name") or said.get("key", "").replace("_", " ").capitalize()
        if not said["name"]:
            raise ValidationError("Give it a name.", "name")
        said["key"] = said.get("key") or key_of(said["name"])
        if "levels" in said:
            said["levels"] = [level | {"level": place} for place, level in enumerate(said["levels"])]
        labels = [level["label"] for level in said.get("levels") or []]
        for name in POSITIONS:
            if name in said:
                said[name] = _placed(name, said.get("kind", ValueKind.NUMBER), said[name], labels)
        if said.get("not_part") and "agreed" in said:
            raise ValidationError(BOTH_SAID, "agreed")
        try:
            refuse_crossed(*(said.get(name) for name in ("direction", "walk_away", "acceptable", "target")))
        except NotOnTheLine as refusal:
            raise ValidationError(str(refusal), "target") from refusal
        return TermDraft(**said)


def _placed(name: str, kind: str, said: Any, labels: list[str]) -> Decimal:
    try:
        return placed(kind, said, labels)
    except NotOnTheLine as refusal:
        raise ValidationError(str(refusal), name) from refusal
