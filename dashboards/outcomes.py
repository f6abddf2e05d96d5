"""The drawn part of the outcomes dashboard."""

from collections.abc import Callable

from dashboards.frame import BAD, FIRST, INK, SECOND, TINT, framed, type_of_figure
from negostrategy.analytics.figure import Figure
from negostrategy.analytics.outcome_figures import OUTCOME_NAMES
from negostrategy.analytics.shapes import type_of_cell

type_of_way = Callable[[type_of_cell], str]
COLOURS = {"agreed": FIRST, "no_deal": SECOND, "parked": TINT, "broken_off": BAD, "open": "var:hairline"}
STYLES = ("combative", "cooperative", "partnership")
POWERS = ("-2", "-1", "0", "1", "2")


def ends(figure: Figure, way_to: type_of_way) -> type_of_figure:
    """Return how negotiations end, month by month, stacked."""
    shown = [group for group in figure.groups if not group.is_hidden]
    months = [group.name for group in shown]
    bars = [
        {
            "type": "bar",
            "name": OUTCOME_NAMES[word],
            "x": months,
            "y": [group.count(word) for group in shown],
            "marker": {"color": colour},
            "customdata": [way_to(group.cell_of(outcome=word)) for group in shown],
            "hovertemplate": f"%{{y}} {OUTCOME_NAMES[word].lower()}, %{{x}}<extra></extra>",
        }
        for word, colour in COLOURS.items()
    ]
    return framed(bars, x="Month held", y="Negotiations", barmode="stack", showlegend=True)


def scores(figure: Figure, way_to: type_of_way) -> type_of_figure:
    """Return the middle half and the median of deal scores, one line per playbook version."""
    shown = [one for one in figure.spreads if one.is_sayable]
    names = [f"{one.name} (n {one.n})" for one in shown]
    return framed(
        [
            {
                "type": "bar",
                "orientation": "h",
                "y": names,
                "base": [one.low for one in shown],
                "x": [(one.high or 0) - (one.low or 0) for one in shown],
                "marker": {"color": TINT},
                "hoverinfo": "skip",
            },
            {
                "type": "scatter",
                "mode": "markers",
                "y": names,
                "x": [one.median for one in shown],
                "marker": {"color": FIRST, "size": 11, "symbol": "diamond"},
                "customdata": [way_to(one.cell) for one in shown],
                "hovertemplate": "median %{x:.0f}<extra></extra>",
            },
        ],
        x="Deal score, 0 to 100",
        y="",
        xaxis={"range": [0, 101]},
        height=110 + 34 * len(shown),
    )


def styles(figure: Figure, way_to: type_of_way) -> type_of_figure:
    """Return the share agreed by style and power as a grid; cells with too few stay empty."""
    found = {group.key: group for group in figure.groups if not group.is_hidden}
    shares = {key: group.share("agreed", "no_deal", "parked", "broken_off") for key, group in found.items()}
    grid = [[f"{style}:{power}" for power in POWERS] for style in STYLES]
    values = [
        [round((shares[key].value or 0) * 100) if key in shares and shares[key].is_sayable else None for key in row]
        for row in grid
    ]
    texts = [
        [
            f"{value} %<br>n {shares[key].n}" if value is not None else "too few" if key in shares else ""
            for key, value in zip(row, line, strict=True)
        ]
        for row, line in zip(grid, values, strict=True)
    ]
    return framed(
        [
            {
                "type": "heatmap",
                "x": ["−2, they", "−1", "0", "+1", "+2, we"],
                "y": [style.capitalize() for style in STYLES],
                "z": values,
                "text": texts,
                "texttemplate": "%{text}",
                "textfont": {"color": INK},
                "customdata": [[way_to(found[key].cell) if key in found else "" for key in row] for row in grid],
                "colorscale": [[0, "var:surface"], [1, "var:c1-tint"]],
                "zmin": 0,
                "zmax": 100,
                "showscale": False,
                "xgap": 2,
                "ygap": 2,
                "hovertemplate": "%{y}, power %{x}: %{text}<extra></extra>",
            }
        ],
        x="Power balance",
        y="",
        # A line of the grid would cross out "too few", which stands where there is no cell.
        xaxis={"type": "category", "showgrid": False},
        yaxis={"showgrid": False},
        height=260,
    )
