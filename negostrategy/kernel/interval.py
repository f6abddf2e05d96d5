"""How sure a share is."""

from math import sqrt

Z = 1.959963984540054


def wilson(hits: int, n: int) -> tuple[float, float] | None:
    """Return the 95 % interval of a share; None when nothing was counted.

    Shapes: 0 <= hits <= n; the interval lies in [0, 1].
    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927).
    """
    if n == 0:
        return None
    share, z2 = hits / n, Z * Z
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z * sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return max(0.0, centre - half), min(1.0, centre + half)
