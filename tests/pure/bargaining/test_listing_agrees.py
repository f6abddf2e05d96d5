"""The analysis of files beside one that lists every package and reckons with fractions, on any domain."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negostrategy.bargaining.analysis import Files, analyse
from tests.pure.bargaining.genius import written

type_of_pair = tuple[Fraction, Fraction]

figures = st.one_of(
    st.integers(0, 9).map(str),
    st.decimals(0, 2, places=1).map(str),
    st.floats(0, 1, allow_nan=False).map(repr),
    st.sampled_from(["0", "0.0", "1", "2.846725704167068e-18", "0.30000000000000004", "1E2"]),
)
rows = st.lists(st.lists(st.tuples(figures, figures), min_size=1, max_size=4), min_size=1, max_size=4)
sides = st.tuples(figures, figures)


def listed(sent: Sequence[Sequence[tuple[str, str]]], how: dict[str, Any]) -> dict[str, Any]:
    """Return what the analysis should say, the plain way."""
    weights, kept = how["weights"], how["kept"]
    issues = [_worths(row, weights[n], how["normalise"]) for n, row in enumerate(sent)]
    points = sorted({tuple(map(sum, zip(*chosen, strict=True))) for chosen in product(*issues)}, reverse=True)
    least = tuple(min(point[side] for point in points) for side in (0, 1))
    limits = {"zero": (Fraction(0), Fraction(0)), "minimum": least, "declared": tuple(map(Fraction, kept))}
    r, q = limits[how["disagreement"]]
    edge = [one for one in points if not any(_beats(other, one) for other in points)]
    some = [one for one in edge if one[0] >= r and one[1] >= q]
    top = (max(u for u, _v in some), max(v for _u, v in some)) if some else None
    rules = {
        "nash": lambda u, v: (u - r) * (v - q),
        "kalai_smorodinsky": lambda u, v: min(
            (
                Fraction(x - low, high - low)
                for x, low, high in zip((u, v), (r, q), top or (), strict=True)
                if high > low
            ),
            default=0,
        ),
        "egalitarian": lambda u, v: min(u - r, v - q),
        "utilitarian": lambda u, v: u + v,
    }
    found = {
        name: [one for one in some if rule(*one) == max(rule(*each) for each in some)] for name, rule in rules.items()
    }
    return {
        "issues": len(sent),
        "packages": len(list(product(*issues))),
        "normalise": how["normalise"],
        "disagreement": _shown((r, q)),
        "ideal": top and _shown(top),
        "frontier": _distinct(edge),
        "points": {name: _distinct(some) for name, some in found.items()},
    }


def _worths(row: Sequence[tuple[str, str]], weights: tuple[str, str], normalise: str) -> list[type_of_pair]:
    columns = []
    for side in (0, 1):
        worths = [Fraction(pair[side]) for pair in row]
        largest = max(worths) if normalise == "per-issue" else 1
        columns.append([Fraction(weights[side]) * (worth / largest if largest else worth) for worth in worths])
    return list(zip(*columns, strict=True))


def _beats(other: type_of_pair, one: type_of_pair) -> bool:
    return other != one and other[0] >= one[0] and other[1] >= one[1]


def _shown(point: type_of_pair) -> list[float]:
    return [float(round(figure, 9)) for figure in point]


def _distinct(points: Sequence[type_of_pair]) -> list[list[float]]:
    return [list(point) for point in dict.fromkeys(tuple(_shown(point)) for point in points)]


@settings(max_examples=40)
@pytest.mark.parametrize("normalise", ["raw", "per-issue"])
@pytest.mark.parametrize("disagreement", ["zero", "minimum", "declared"])
@given(data=st.data())
def test_any_domain_is_analysed_as_listing_every_package_would(
    normalise: str, disagreement: str, data: st.DataObject
) -> None:
    sent = data.draw(rows)
    weights, kept = data.draw(st.lists(sides, min_size=len(sent), max_size=len(sent))), data.draw(sides)
    how = {"weights": weights, "kept": kept, "normalise": normalise, "disagreement": disagreement}

    found = analyse(Files(*written(sent, weights, kept)), normalise, disagreement)

    assert found == listed(sent, how)
    assert list(found) == ["issues", "packages", "normalise", "disagreement", "ideal", "frontier", "points"]
