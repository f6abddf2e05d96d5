"""From values to places on the drawing, in percent of its width and height."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from negostrategy.bargaining.package import Point
from negostrategy.kernel.business import Side
from negostrategy.trading.pages.points import Explained, fair_names, points_of, some_of
from negostrategy.trading.queries.path import Stop
from negostrategy.trading.queries.picture import Picture

LEFT, RIGHT, TOP, BOTTOM = 7.0, 95.0, 5.0, 91.0
TICKS = 4
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
    """An offer on the drawing. label: what stands beside it; only openings have one."""

    spot: Spot
    place: int
    label: str


@dataclass(frozen=True)
class Plot:
    """The picture with everything placed. zero: where both sides have nothing; box: x, y, width, height in percent."""

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
    box: tuple[float, float, float, float]
    path: dict[str, list[OfferSpot]]

    def path_line(self, side: str) -> str:
        """Return the offers of one side as the points of a line."""
        return _line(one.spot for one in self.path.get(side, []))

    @property
    def summary(self) -> str:
        """Return the picture in one sentence, for whoever does not see it."""
        one = self.picture
        better = "more than can be counted" if one.better is None else f"{one.better:,}"
        return (
            f"{one.count:,} packages, {len(one.frontier):,} on the frontier; {better} are better for both "
            "than the one on the table."
        )


def plot_of(picture: Picture | None) -> Plot | None:
    """Return where everything lies; None without a picture."""
    if picture is None:
        return None
    ours, theirs = _span(picture, 0), _span(picture, 1)

    def spot(point: Point) -> Spot:
        return Spot(_along(point[0], ours, LEFT, RIGHT), _along(point[1], theirs, BOTTOM, TOP), *point)

    mine, yours = picture.box
    low, high = spot((mine.low, yours.low)), spot((mine.high, yours.high))
    return Plot(
        picture=picture,
        points=points_of(picture),
        x_ticks=[(_along(one, ours, LEFT, RIGHT), one) for one in _ticks(ours)],
        y_ticks=[(_along(one, theirs, BOTTOM, TOP), one) for one in _ticks(theirs)],
        zero=spot((Decimal(0), Decimal(0))),
        dots=[spot(point) for point in picture.dots],
        line=_line(spot(point) for point, _words in picture.frontier),
        frontier=[(spot(point), words) for point, words in some_of(picture.frontier)],
        fair=[(spot(point), name) for point, name in fair_names(picture).items()],
        on_table=spot(picture.on_table),
        box=(low.x, high.y, high.x - low.x, low.y - high.y),
        path={
            side: [_offer(stop, spot(stop.point)) for stop in picture.path if stop.side == side]
            for side in (Side.OURS, Side.THEIRS)
        },
    )


def _offer(stop: Stop, spot: Spot) -> OfferSpot:
    whose = "our" if stop.side == Side.OURS else "their"
    return OfferSpot(spot, stop.place, f"{whose} opening" if stop.is_opening else "")


def _line(spots: Iterable[Spot]) -> str:
    return " ".join(f"{spot.x:.2f},{spot.y:.2f}" for spot in spots)


def _span(picture: Picture, side: int) -> tuple[Decimal, Decimal]:
    figures = [
        Decimal(0),
        *(point[side] for point in picture.dots),
        *(point[side] for point, _words in picture.frontier),
        *(stop.point[side] for stop in picture.path),
        picture.box[side].low,
        picture.box[side].high,
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
