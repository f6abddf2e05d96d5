"""Names beside the points of a picture, moved apart where points lie close; the same points always give the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

# The drawing stretches with its column, so names must stay apart on a phone and on a desk. Sizes and letters in pixels.
DRAWINGS = ((340, 352), (640, 416))
LETTER, ASCENT, DESCENT, MARK = 6.8, 11, 4, 8
BEFORE = {"start": 0.0, "middle": 0.5, "end": 1.0}
ASIDE, STEPS = 12, (-10, 20, -26, 36, -42, 52)
# Another name is worse to cover than a mark, and leaving the drawing is worse than both.
NAME_WEIGHT, OUT_WEIGHT = 4, 100

Area = tuple[float, float, float, float]


@dataclass(frozen=True)
class Name:
    """What stands beside a point. x, y: the point in percent; look: the class it is drawn with."""

    x: float
    y: float
    words: str
    look: str


@dataclass(frozen=True)
class Label:
    """A name with its place. dx, dy: pixels from the point; anchor: which end of the words lies there."""

    name: Name
    dx: int
    dy: int
    anchor: str

    def area(self, drawing: tuple[int, int]) -> Area:
        """Return left, top, right and bottom of the words in a drawing of this size, in pixels."""
        wide, high = drawing
        length = len(self.name.words) * LETTER
        start = self.name.x / 100 * wide + self.dx - length * BEFORE[self.anchor]
        line = self.name.y / 100 * high + self.dy
        return start, line - ASCENT, start + length, line + DESCENT


def apart(names: Iterable[Name], marks: Sequence[tuple[float, float]]) -> list[Label]:
    """Return a place for every name, the first ones nearest to their points.

    Shapes: names in the order of their weight; a later one gives way to those before it, and to marks where it can.
    """
    placed: list[Label] = []
    for name in names:
        placed.append(min(_places(name), key=lambda label: _cost(label, placed, marks)))
    return placed


def overlap(one: Area, other: Area) -> float:
    """Return the area that two areas share."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return max(wide, 0) * max(high, 0)


def _places(name: Name) -> list[Label]:
    sides = [(ASIDE, "start"), (-ASIDE, "end")]
    # Towards the middle there is room for words.
    if name.x > 40:
        sides.reverse()
    sides.append((0, "middle"))
    return [Label(name, dx, dy, anchor) for dy, (dx, anchor) in product(STEPS, sides)]


def _cost(label: Label, placed: Sequence[Label], marks: Sequence[tuple[float, float]]) -> float:
    return sum(_cost_at(drawing, label, placed, marks) for drawing in DRAWINGS)


def _cost_at(
    drawing: tuple[int, int], label: Label, placed: Sequence[Label], marks: Sequence[tuple[float, float]]
) -> float:
    wide, high = drawing
    area = label.area(drawing)
    points = [(x / 100 * wide, y / 100 * high) for x, y in marks]
    covered = sum(overlap(area, (x - MARK, y - MARK, x + MARK, y + MARK)) for x, y in points)
    names = sum(overlap(area, one.area(drawing)) for one in placed)
    out = max(0, -area[0]) + max(0, area[2] - wide) + max(0, -area[1]) + max(0, area[3] - high)
    return covered + names * NAME_WEIGHT + out * OUT_WEIGHT
