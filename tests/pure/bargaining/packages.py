"""Problems of packages that several tests look at."""

from decimal import Decimal
from itertools import product

from hypothesis import strategies as st

from negostrategy.bargaining.package import Issue, Level, Point, Problem, added


def issue(name: str, *levels: tuple[str, int, int]) -> Issue:
    """Return an issue of whole points."""
    return Issue(name, tuple(Level(one, Decimal(ours), Decimal(theirs)) for one, ours, theirs in levels))


# The worked example of the catalogue's M22.
RENEWAL = Problem(
    (
        issue("Price", ("96", 20, 60), ("94", 35, 45), ("92", 50, 25)),
        issue("Payment", ("30 d", 0, 25), ("45 d", 10, 15), ("60 d", 20, 0)),
        issue("Term", ("1 y", 10, 0), ("2 y", 20, 10), ("3 y", 15, 25)),
    ),
    (Decimal(45), Decimal(50)),
)

figures = st.integers(-20, 60).map(Decimal) | st.decimals(-5, 5, places=2)
levels = st.lists(st.tuples(figures, figures), min_size=1, max_size=5)
problems = st.builds(
    lambda rows, limits: Problem(
        tuple(Issue(f"I{n}", tuple(Level(f"L{k}", *pair) for k, pair in enumerate(row))) for n, row in enumerate(rows)),
        limits,
    ),
    st.lists(levels, min_size=1, max_size=5),
    st.tuples(figures, figures),
)


def every_point(problem: Problem) -> set[Point]:
    """Return the values of all packages, one by one."""
    return {
        (added(level.ours for level in chosen), added(level.theirs for level in chosen))
        for chosen in product(*(one.levels for one in problem.issues))
    }


def efficient(points: set[Point]) -> list[Point]:
    """Return the points that no other is at least as good as for both, the plain way."""
    return sorted(
        (
            one
            for one in points
            if not any(other != one and other[0] >= one[0] and other[1] >= one[1] for other in points)
        ),
        reverse=True,
    )
