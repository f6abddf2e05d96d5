"""What all drawn figures share: axes, margins, and colours by name (the page knows what they are in its theme)."""

from collections.abc import Mapping, Sequence
from typing import Any

type_of_figure = dict[str, Any]
FIRST, SECOND, TINT = "var:c1", "var:c2", "var:c1-tint"
GOOD, BAD, UNKNOWN, GRID, INK = "var:c1", "var:danger", "var:ink-3", "var:hairline", "var:ink-2"


def framed(data: Sequence[Mapping[str, Any]], *, x: str, y: str, **more: Any) -> type_of_figure:
    """Return a figure with its axes named; hover tells the number, a click opens the records."""
    axis = {"gridcolor": GRID, "zerolinecolor": GRID, "automargin": True, "fixedrange": True}
    layout = {
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 48, "r": 16, "t": 8, "b": 48},
        "height": 280,
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "legend": {"orientation": "h", "y": -0.32, "x": 0},
        "xaxis": axis | {"title": {"text": x}} | more.pop("xaxis", {}),
        "yaxis": axis | {"title": {"text": y}} | more.pop("yaxis", {}),
    }
    return {"data": [dict(trace) for trace in data], "layout": layout | more}
