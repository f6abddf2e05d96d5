"""The drawn part of the compliance dashboard."""

from collections.abc import Callable

from dashboards.frame import FIRST, TINT, framed, type_of_figure
from negostrategy.analytics.figure import Figure
from negostrategy.analytics.shapes import type_of_cell

type_of_way = Callable[[type_of_cell], str]


def weeks(figure: Figure, way_to: type_of_way) -> type_of_figure:
    """Return the share kept by week with its interval as a band."""
    said = [(one, one.share("kept", "broken")) for one in figure.groups if not one.is_hidden]
    said = [(one, share) for one, share in said if share.is_sayable]
    names = [f"{one.name}<br>n {share.n}" for one, share in said]
    low, high, value = (
        [round((getattr(s, word) or 0) * 100, 1) for _one, s in said] for word in ("low", "high", "value")
    )
    edge = {"type": "scatter", "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    return framed(
        [
            edge | {"x": names, "y": high},
            edge | {"x": names, "y": low, "fill": "tonexty", "fillcolor": TINT},
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": names,
                "y": value,
                "line": {"color": FIRST, "width": 2},
                "marker": {"size": 8, "color": FIRST},
                "customdata": [way_to(one.cell_of(result="judged")) for one, _share in said],
                "hovertemplate": "%{y} % kept, %{x}<extra></extra>",
            },
        ],
        x="Week, with judged rules",
        y="Share kept, %",
        yaxis={"range": [min([50.0, *low]), 101]},
    )
