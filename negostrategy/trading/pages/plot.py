"""From values to places on the drawing, in percent of its width and height."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from negostrategy.bargaining.package import Point
from negostrategy.edge.display import number
from negostrategy.kernel.business import Side
from negostrategy.negotiations.labels import Label, Name, Room, apart
from negostrategy.trading.pages.points import Explained, fair_names, points_of
from negostrategy.trading.queries.picture import Picture
from negostrategy.trading.queries.spread import is_range, some_of

LEFT, RIGHT, TOP, BOTTOM = 11.0, 95.0, 5.0, 91.0
ROOM = Room(((288, 352), (640, 416)), LEFT, BOTTOM)
# On a phone there is no room for both names beside one point; the list below the picture has them.
BOTH_FAIR = "both fair points"
TICKS = 4
THINNEST, LATEST = 0.5, 3
MARGIN = Decimal("0.05")


@dataclass(frozen=True)
class Spot:
    """A place on the drawing, and the figures it stands for."""

    x: float
    y: float
    ours: Decimal
    theirs: Decimal


@dataclass(frozen=True)
class OfferSpot:
    """An offer on the drawing."""

    spot: Spot
    place: int


@dataclass(frozen=True)
class BoxSpot:
    """Where a point may lie while figures are guesses: left, top, width and height in percent. mark: of what point."""

    x: float
    y: float
    width: float
    height: float
    mark: str
    name: str


@dataclass(frozen=True)
class Plot:
    """The picture with everything placed. zero: where both sides have nothing.

    box: of the package on the table, None when it is known exactly; boxes: of offers and fair points that are guesses.
    """

    picture: Picture
    points: list[Explained]
    x_ticks: list[tuple[float, Decimal]]
    y_ticks: list[tuple[float, Decimal]]
    zero: Spot
    dots: list[Spot]
    line: str
    frontier: list[tuple[Spot, str]]
    fair: list[tuple[Spot, str]]
    on_table: Spot
    box: BoxSpot | None
    boxes: list[BoxSpot]
    path: dict[str, list[OfferSpot]]
    labels: list[Label]

    @property
    def cloud(self) -> str:
        """Return every package as a dot of one path: a circle each would be a third of the page."""
        return "".join(f"M{spot.x:.1f} {spot.y:.1f}h0" for spot in self.dots)

    def path_line(self, side: str) -> str:
        """Return the offers of one side as the points of a line."""
        return _line(one.spot for one in self.path.get(side, []))

    @property
    def summary(self) -> str:
        """Return the picture in one sentence, for whoever does not see it."""
        one = self.picture
        better = "more than can be counted" if one.better is None else number(one.better)
        return (
            f"{number(one.count)} packages, {number(len(one.frontier))} on the frontier; {better} are better for both "
            "than the one on the table."
        )


def plot_of(picture: Picture | None) -> Plot | None:
    """Return where everything lies; None without a picture."""
    if picture is None:
        return None
    ours, theirs = _span(picture, 0), _span(picture, 1)

    def spot(point: Point) -> Spot:
        return Spot(_along(point[0], ours, LEFT, RIGHT), _along(point[1], theirs, BOTTOM, TOP), *point)

    def box(point: Explained) -> BoxSpot:
        low, high = spot((point.ours.low, point.theirs.low)), spot((point.ours.high, point.theirs.high))
        # Where one side's figure is known the box is a line, which a drawing of no width would not show.
        wide, tall = max(high.x - low.x, THINNEST), max(low.y - high.y, THINNEST)
        return BoxSpot(low.x, high.y, round(wide, 2), round(tall, 2), point.mark, point.name)

    points = points_of(picture)
    on_table, fair = spot(picture.on_table), [(spot(point), name) for point, name in fair_names(picture).items()]
    path: dict[str, list[OfferSpot]] = {
        side: [OfferSpot(spot(stop.point), stop.place) for stop in picture.path if stop.side == side]
        for side in (Side.OURS, Side.THEIRS)
    }
    return Plot(
        picture=picture,
        points=points,
        x_ticks=[(_along(one, ours, LEFT, RIGHT), one) for one in _ticks(ours)],
        y_ticks=[(_along(one, theirs, BOTTOM, TOP), one) for one in _ticks(theirs)],
        zero=spot((Decimal(0), Decimal(0))),
        dots=[spot(point) for point in picture.dots],
        line=_line(spot(point) for point, _words in picture.frontier),
        frontier=[(spot(point), words) for point, words in some_of(picture.frontier)],
        fair=fair,
        on_table=on_table,
        box=box(points[0]) if is_range(picture.box) else None,
        boxes=[box(point) for point in _open(points)],
        path=path,
        labels=_labels(on_table, fair, path),
    )


def _open(points: Sequence[Explained]) -> Iterable[Explained]:
    # Of a long path more than the opening and the latest offers would hide each other; the table has them all.
    for mark in ("fair", "ours", "theirs"):
        found = [one for one in points if one.mark == mark]
        shown = found if mark == "fair" else [*found[:1], *found[1:][-LATEST:]]
        yield from (one for one in shown if is_range((one.ours, one.theirs)))


def _labels(on_table: Spot, fair: Sequence[tuple[Spot, str]], path: dict[str, list[OfferSpot]]) -> list[Label]:
    mine, yours = path[Side.OURS], path[Side.THEIRS]
    names = [
        Name(on_table.x, on_table.y, "on the table", "plot__strong"),
        *(Name(spot.x, spot.y, BOTH_FAIR if " and " in name else name, "t3") for spot, name in fair),
        *(Name(one.spot.x, one.spot.y, "their opening", "t2") for one in yours[:1]),
        *(Name(one.spot.x, one.spot.y, "our opening", "t1") for one in mine[:1]),
    ]
    offers = [one.spot for one in (*mine, *yours)]
    marks = [(spot.x, spot.y) for spot in (on_table, *(spot for spot, _name in fair), *offers)]
    return apart(names, marks, ROOM)


def _line(spots: Iterable[Spot]) -> str:
    return " ".join(f"{spot.x:.2f},{spot.y:.2f}" for spot in spots)


def _span(picture: Picture, side: int) -> tuple[Decimal, Decimal]:
    boxes = [picture.box, *(stop.box for stop in picture.path), *(picture.boxes[one] for one in fair_names(picture))]
    figures = [
        Decimal(0),
        *(point[side] for point in picture.dots),
        *(point[side] for point, _words in picture.frontier),
        *(end for box in boxes for end in (box[side].low, box[side].high)),
    ]
    room = (max(figures) - min(figures)) * MARGIN or Decimal(1)
    return min(figures) - room, max(figures) + room


def _along(figure: Decimal, span: tuple[Decimal, Decimal], start: float, end: float) -> float:
    return round(start + (end - start) * float((figure - span[0]) / (span[1] - span[0])), 2)


def _ticks(span: tuple[Decimal, Decimal]) -> Iterable[Decimal]:
    # Steps of 1, 2 or 5 times a power of ten, as on any ruler.
    rough = (span[1] - span[0]) / TICKS
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    first = -(-span[0] // step) * step
    return [first + step * n for n in range(TICKS + 2) if first + step * n <= span[1]]
