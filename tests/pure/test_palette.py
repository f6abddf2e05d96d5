"""The colours of charts: seen on their paper, and told apart by eyes that see colours differently."""

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

TOKENS = Path("negostrategy/static/css/tokens.css").read_text()
NAMES = ("c1", "c2", "c3", "c4", "c5", "c6")
# Simulation of missing red, green and blue receptors: F. Viénot, H. Brettel, J. Mollon (1999), for linear RGB.
EYES = {
    "usual": np.eye(3),
    "protan": np.array([[0.1121, 0.8853, -0.0005], [0.1127, 0.8897, -0.0001], [0.0045, 0.0, 1.0019]]),
    "deutan": np.array([[0.2920, 0.7054, -0.0003], [0.2934, 0.7089, 0.0], [-0.0210, 0.0254, 1.0000]]),
}
type_of_colour = tuple[float, float, float]


def colour_of(name: str, scheme: int) -> type_of_colour:
    """Return a token's colour in the light (0) or dark (1) theme, 0 to 1."""
    pair = re.search(rf"--{name}: light-dark\((#[0-9a-f]{{6}}), (#[0-9a-f]{{6}})\)", TOKENS)
    assert pair is not None, name
    digits = pair[scheme + 1][1:]
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def linear(colour: type_of_colour) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Return a colour as amounts of light."""
    values = np.array(colour)
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def contrast(one: type_of_colour, other: type_of_colour) -> float:
    """Return the contrast of two colours as WCAG counts it, 1 to 21."""
    weights = np.array([0.2126, 0.7152, 0.0722])
    low, high = sorted(float(linear(colour) @ weights) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(colour: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Return linear RGB as CIE L*a*b* under D65."""
    matrix = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = matrix @ np.clip(colour, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_every_colour_is_seen_on_its_paper(name: str, scheme: int) -> None:
    assert contrast(colour_of(name, scheme), colour_of("surface", scheme)) >= 2.95


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("eyes", EYES)
def test_no_two_colours_are_taken_for_each_other(eyes: str, scheme: int) -> None:
    seen = {name: lab(EYES[eyes] @ linear(colour_of(name, scheme))) for name in NAMES}

    nearest = min(float(np.linalg.norm(seen[one] - seen[other])) for one, other in combinations(NAMES, 2))

    assert nearest >= 12
