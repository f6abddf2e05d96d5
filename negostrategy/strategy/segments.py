"""What a strategy says of each group of counterparts, and the grids in which leaders see the groups. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from negostrategy.edge.fields import Count
from negostrategy.edge.payloads import DraftSchema
from negostrategy.edge.prose import prose_field
from negostrategy.kernel.business import Openness, Segment, Style

MOST_VARIABLES = 60


@dataclass(frozen=True)
class SegmentRow:
    """The style one begins with, those one may choose, how many variables are open at least, and how open we are."""

    segment: str
    default_style: str
    allowed_styles: list[str] = field(default_factory=list)
    minimum_variables: int = 0
    openness: str = Openness.CLOSED
    note: str | None = None


@dataclass(frozen=True)
class Grid:
    """Segments that belong together. by: what tells them apart; axes: along and up, when four make a square."""

    name: str
    by: str
    cells: tuple[tuple[Segment, str], ...]
    axes: tuple[str, str] | None = None


# Kraljic's matrix for supply; the same idea, more simply, for everybody else.
GRIDS = (
    Grid(
        "Suppliers",
        "profit impact and supply risk",
        (
            (Segment.LEVERAGE, "high impact, low risk"),
            (Segment.STRATEGIC, "high impact, high risk"),
            (Segment.NON_CRITICAL, "low impact, low risk"),
            (Segment.BOTTLENECK, "low impact, high risk"),
        ),
        axes=("Supply risk", "Profit impact"),
    ),
    Grid(
        "Customers",
        "value and fit",
        (
            (Segment.KEY, "high value, good fit"),
            (Segment.GROWTH, "good fit, value to come"),
            (Segment.STANDARD, "little value or little fit"),
        ),
    ),
    Grid(
        "Colleagues",
        "how much one team depends on the other",
        (
            (Segment.DEPENDENT, "we depend on them"),
            (Segment.SHARED, "both depend on each other"),
            (Segment.INDEPENDENT, "neither depends on the other"),
        ),
    ),
    Grid("Partners", "joint work", ((Segment.PARTNER, "we share what comes out"),)),
)
STYLE_WORDS = {
    Style.COMBATIVE: "Combative",
    Style.COOPERATIVE: "Cooperative",
    Style.PARTNERSHIP: "Partnership",
}
OPENNESS_WORDS = {
    Openness.CLOSED: "Figures stay with us",
    Openness.SELECTED: "Selected figures",
    Openness.OPEN_BOOKS: "Open books",
}


def _words(listed: Any, sentence: str, **more: Any) -> fields.String:
    known = validate.OneOf([str(word) for word in listed], error=f"Choose one of: {', '.join(listed)}.")
    return fields.String(required=True, validate=known, error_messages={"required": sentence}, **more)


class SegmentSchema(DraftSchema):
    """What is said of one segment."""

    makes = SegmentRow
    segment = _words(Segment, "Say which segment is meant.")
    default_style = _words(Style, "Choose the style to begin with.")
    allowed_styles = fields.List(
        _words(Style, "Choose a style."), load_default=list, validate=validate.Length(max=len(Style))
    )
    minimum_variables = Count(
        load_default=0,
        validate=validate.Range(0, MOST_VARIABLES, error=f"Type a number from 0 to {MOST_VARIABLES}."),
        error_messages={"invalid": f"Type a whole number from 0 to {MOST_VARIABLES}."},
    )
    openness = _words(Openness, "Choose how open we are.")
    note = prose_field(2_000, load_default=None)

    @validates_schema
    def refuse_contradictions(self, values: dict[str, Any], **_more: Any) -> None:
        """Refuse a style to begin with that is not allowed, and a combative one of which nobody says when."""
        if values["default_style"] not in values["allowed_styles"]:
            raise ValidationError("The style to begin with is one of the allowed ones. Tick it, too.", "default_style")
        if Style.COMBATIVE in values["allowed_styles"] and not (values.get("note") or "").strip():
            raise ValidationError("Say when a combative style is allowed.", "note")


def in_order(styles: Iterable[str]) -> list[str]:
    """Return styles in the order of the vocabulary, then unknown ones: it means nothing in which order they come."""
    known = [str(style) for style in Style]
    return sorted(styles, key=lambda style: known.index(style) if style in known else len(known))


def grids_of(rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Return the grids with what is said of each of their segments; nothing is said of a row without a style."""
    said = {row["segment"] if isinstance(row, Mapping) else row.segment: row for row in rows}
    return [
        {
            "name": grid.name,
            "by": grid.by,
            "axes": grid.axes,
            "rows": [
                {"segment": str(segment), "where": where, "said": said.get(str(segment))}
                for segment, where in grid.cells
            ],
        }
        for grid in GRIDS
    ]


def refuse_doubles(rows: list[SegmentRow]) -> None:
    """Return when nothing is said twice of one segment.

    Errors: ValidationError.
    """
    names = [row.segment for row in rows]
    if len(names) > len(set(names)):
        raise ValidationError("Each segment stands in the list once.")
