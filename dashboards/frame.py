"""What all drawn figures share: named axes, and colours by name (the page knows what they are in its theme)."""

from collections.abc import Mapping, Sequence
from typing import Any

type_of_figure = dict[str, Any]
FIRST, SECOND, TINT = "var:c1", "var:c2", "var:c1-tint"
GOOD, BAD, UNKNOWN, INK = "var:c1", "var:danger", "var:ink-3", "var:ink-2"


def framed(data: Sequence[Mapping[str, Any]], *, x: str, y: str, **more: Any) -> type_of_figure:
    """Return a figure with its axes named; hover tells the number, a click opens the records.

    Frame, margins and grid are the same for all: `static/js/charts.js` has them, so that no page says them per figure.
    """
    layout = {
        "xaxis": {"title": {"text": x}} | more.pop("xaxis", {}),
        "yaxis": {"title": {"text": y}} | more.pop("yaxis", {}),
    }
    return {"data": [dict(trace) for trace in data], "layout": layout | more}
