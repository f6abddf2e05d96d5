"""Every point of the picture of a deal, explained in one sentence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from negostrategy.bargaining.interval import Interval
from negostrategy.bargaining.package import Point
from negostrategy.kernel.business import Side
from negostrategy.trading.queries.path import NOT_MADE, Stop
from negostrategy.trading.queries.picture import Picture
from negostrategy.trading.queries.spread import Box, some_of

CHANCES = {
    "certain": "efficient whatever is true",
    "possible": "efficient for some of the guesses",
    "never": "efficient for none of the guesses",
}
FAIR = {
    "Nash": "A fair point after Nash: the largest product of both gains, against leaving everything as it is.",
    "Kalai–Smorodinsky": (
        "A fair point after Kalai and Smorodinsky: the largest smallest share of what each could gain at best."
    ),
}
NOTHING = (Interval.exact(0), Interval.exact(0))
NAMES_OF_SIDES = {Side.OURS: ("We", "Our"), Side.THEIRS: ("They", "Their")}


@dataclass(frozen=True)
class Explained:
    """One point: what it is called, which mark it has, one sentence about it, and what it is worth to both.

    is_below: told below the picture; the frontier and what lay between first and last offers is told in the table.
    """

    name: str
    mark: str
    sentence: str
    ours: Interval
    theirs: Interval
    is_below: bool = True


def points_of(picture: Picture) -> list[Explained]:
    """Return the points in the order in which people ask for them."""
    ours, theirs = picture.box
    where = f"What is on the table now; {CHANCES[picture.chance]}."
    return [
        Explained("On the table", "table", where, ours, theirs),
        *_fair(picture),
        *_offers(picture.path),
        _at("As it is", "zero", "Nothing changes hands: both sides stay where they are.", NOTHING),
        *(
            _at(words, "frontier", "Nobody can gain more than here without the other losing.", picture.boxes[point])
            for point, words in some_of(picture.frontier)
        ),
    ]


def fair_names(picture: Picture) -> dict[Point, str]:
    """Return the fair points with what each is called; one that is both says so."""
    named: dict[Point, list[str]] = {}
    for name, points in (("Nash", picture.nash), ("Kalai–Smorodinsky", picture.kalai_smorodinsky)):
        for point in points:
            named.setdefault(point, []).append(name)
    return {point: " and ".join(names) for point, names in named.items()}


def _fair(picture: Picture) -> Iterable[Explained]:
    for point, name in fair_names(picture).items():
        sentence = " ".join(said for rule, said in FAIR.items() if rule in name)
        yield _at(name, "fair", sentence, picture.boxes[point])


def _offers(path: Sequence[Stop]) -> Iterable[Explained]:
    last = {stop.side: stop.place for stop in path}
    for stop in path:
        yield replace(_offered(stop), is_below=stop.is_opening or stop.place == last[stop.side])


def _offered(stop: Stop) -> Explained:
    who, whose = NAMES_OF_SIDES[Side(stop.side)]
    mark = "ours" if stop.side == Side.OURS else "theirs"
    if stop.place == NOT_MADE:
        return _at(f"{whose} opening", mark, "Where we mean to open: no move says so yet.", stop.box)
    name = f"{whose} opening" if stop.is_opening else f"{whose} offer, move {stop.place}"
    return _at(name, mark, f"{who} offered this in move {stop.place}.", stop.box)


def _at(name: str, mark: str, sentence: str, box: Box) -> Explained:
    return Explained(name, mark, sentence, *box, is_below=mark != "frontier")
