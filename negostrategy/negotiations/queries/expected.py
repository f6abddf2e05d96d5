"""What the strategy of a record's day says of its segment, beside what the record says."""

from dataclasses import dataclass

from negostrategy.kernel.business import Openness, Style
from negostrategy.negotiations.queries.shapes import Record
from negostrategy.strategy.queries.segments import segment_row
from negostrategy.strategy.segments import SegmentRow

OPEN_AS = {
    Openness.CLOSED: "our figures stay with us",
    Openness.SELECTED: "we show selected figures",
    Openness.OPEN_BOOKS: "we open our books",
}


@dataclass(frozen=True)
class Expected:
    """What the strategy expects, in one sentence; what does not fit it yet; and the note of the strategy."""

    sentence: str
    differs: list[str]
    note: str | None


def expected_of(record: Record) -> Expected | None:
    """Return what the strategy expects of a record, or None without a segment, or when the strategy is silent."""
    if record.segment is None:
        return None
    row = segment_row(record.strategy_version_id, record.segment)
    return None if row is None else _beside(row, record)


def _beside(row: SegmentRow, record: Record) -> Expected:
    others = [style for style in row.allowed_styles if style != row.default_style]
    also = f" ({' or '.join(others)} is allowed, too)" if others else ""
    breadth = f", with at least {row.minimum_variables} variables" if row.minimum_variables else ""
    segment = row.segment.replace("_", " ")
    return Expected(
        f"With the segment “{segment}” we begin {row.default_style}{also}{breadth}; {OPEN_AS[Openness(row.openness)]}.",
        [*_off_style(row, record), *_too_narrow(row, record)],
        row.note,
    )


def _off_style(row: SegmentRow, record: Record) -> list[str]:
    style = record.style_used or record.style_planned
    if style is None or Style(style) in row.allowed_styles:
        return []
    return [f"{'Used' if record.style_used else 'Planned'} is a {style} style, which the strategy does not allow here."]


def _too_narrow(row: SegmentRow, record: Record) -> list[str]:
    spoken = len(record.spoken_of)
    if not record.is_open or spoken >= row.minimum_variables:
        return []
    said = {0: "Nothing is", 1: "One variable is"}.get(spoken, f"{spoken} variables are")
    return [f"{said} on the table so far."]
