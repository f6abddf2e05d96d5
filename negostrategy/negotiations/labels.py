"""Words beside the points of a picture, moved apart where points lie close; the same points always give the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

# In pixels. A letter is as wide as in the widest font that a page may fall back on.
LETTER, ASCENT, DESCENT, MARK = 7.6, 11, 4, 8
BEFORE = {"start": 0.0, "middle": 0.5, "end": 1.0}
ASIDE = 12
STEPS = {"aside": (-10, 20, -26, 36, -42, 52, -58), "above": (-13, 20, -28), "below": (20, -13, 35)}
# Another name is worse to cover than a mark, and leaving the drawing is worse than both.
NAME_WEIGHT, OUT_WEIGHT = 4, 100

Area = tuple[float, float, float, float]
type_of_marks = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Room:
    """Where words may stand. sizes: the smallest and the largest drawing, each as width and height in pixels.

    A drawing stretches with its column: words must stay apart on a phone and on a desk. left, bottom: where the figures
    of the axes end, in percent.
    """

    sizes: tuple[tuple[int, int], ...]
    left: float = 0
    bottom: float = 100


@dataclass(frozen=True)
class Name:
    """What stands beside a point. x, y: the point in percent; look: the class it is drawn with.

    where: on which side of the point it stands while there is room: aside, above or below.
    """

    x: float
    y: float
    words: str
    look: str
    where: str = "aside"


@dataclass(frozen=True)
class Label:
    """A name with its place. dx, dy: pixels from the point; anchor: which end of the words lies there."""

    name: Name
    dx: int
    dy: int
    anchor: str

    def area(self, size: tuple[int, int]) -> Area:
        """Return left, top, right and bottom of the words in a drawing of this size, in pixels."""
        wide, high = size
        length = len(self.name.words) * LETTER
        start = self.name.x / 100 * wide + self.dx - length * BEFORE[self.anchor]
        line = self.name.y / 100 * high + self.dy
        return start, line - ASCENT, start + length, line + DESCENT


def apart(names: Iterable[Name], marks: type_of_marks, room: Room) -> list[Label]:
    """Return a place for every name, the first ones nearest to their points.

    Shapes: names in the order of their weight; a later one gives way to those before it, and to marks where it can.
    """
    placed: list[Label] = []
    for name in names:
        placed.append(min(_places(name), key=lambda label: _cost(label, placed, marks, room)))
    return placed


def with_room(names: Iterable[Name], marks: type_of_marks, room: Room) -> list[Label]:
    """Return a place for every name that covers nothing at any size; names without such a place are left out."""
    placed: list[Label] = []
    for name in names:
        free = next((one for one in _places(name) if not _cost(one, placed, marks, room)), None)
        placed += [free] if free else []
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
    sides.insert(2 if name.where == "aside" else 0, (0, "middle"))
    return [Label(name, dx, dy, anchor) for dy, (dx, anchor) in product(STEPS[name.where], sides)]


def _cost(label: Label, placed: Sequence[Label], marks: type_of_marks, room: Room) -> float:
    return sum(_cost_at(size, label, placed, marks) + _out(size, label, room) * OUT_WEIGHT for size in room.sizes)


def _cost_at(size: tuple[int, int], label: Label, placed: Sequence[Label], marks: type_of_marks) -> float:
    area = label.area(size)
    points = [(x / 100 * size[0], y / 100 * size[1]) for x, y in marks]
    covered = sum(overlap(area, (x - MARK, y - MARK, x + MARK, y + MARK)) for x, y in points)
    return covered + NAME_WEIGHT * sum(overlap(area, one.area(size)) for one in placed)


def _out(size: tuple[int, int], label: Label, room: Room) -> float:
    left, top, right, bottom = label.area(size)
    before, below = room.left / 100 * size[0] - left, bottom - room.bottom / 100 * size[1]
    return max(0, before) + max(0, -top) + max(0, right - size[0]) + max(0, below)
