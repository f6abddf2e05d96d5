"""Values that depend on each other: every package is looked at, up to a stated number."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import product
from typing import Final

from negostrategy.bargaining.faults import BargainingError
from negostrategy.bargaining.package import Package, Point, Problem, added
from negostrategy.bargaining.precision import exact, precise

MOST_PACKAGES: Final = 20_000
Together = Callable[[Sequence[str]], Point]


class TooManyToList(BargainingError):
    """There are more packages than can be looked at one by one."""


def every_package(problem: Problem, together: Together | None = None) -> Iterator[Package]:
    """Return every package, in the order of the issues and levels.

    Shapes: together takes the names of the levels and returns what their meeting adds for us and for them, such as a
            delivery that is worth more with a warranty.
    Units:  those of the problem.
    Errors: TooManyToList beyond 20,000 packages, before the first is returned.
    """
    if problem.count > MOST_PACKAGES:
        raise TooManyToList(
            f"There are {problem.count:,} packages. Values that depend on each other are looked at one by one, up to "
            f"{MOST_PACKAGES:,} packages. Use coarser levels, or leave out what hardly matters."
        )
    return _listed(problem, together)


@precise
def frontier_of(packages: Sequence[Package]) -> list[Package]:
    """Return one package for each efficient pair of values, ours descending.

    Source: the Pareto frontier of a list.
    """
    kept: list[Package] = []
    for one in sorted(packages, key=lambda package: (package.ours, package.theirs), reverse=True):
        if not kept or one.theirs > kept[-1].theirs:
            kept.append(one)
    return kept


def _listed(problem: Problem, together: Together | None) -> Iterator[Package]:
    for chosen in product(*(issue.levels for issue in problem.issues)):
        names = tuple(level.name for level in chosen)
        more = together(names) if together else (Decimal(0), Decimal(0))
        yield Package(
            names,
            _sum([*(level.ours for level in chosen), exact(more[0])]),
            _sum([*(level.theirs for level in chosen), exact(more[1])]),
        )


@precise
def _sum(figures: Sequence[Decimal]) -> Decimal:
    return added(figures)
