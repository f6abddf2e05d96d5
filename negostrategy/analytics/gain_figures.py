"""What was won of what could be won, as figures of the outcomes dashboard."""

from collections.abc import Callable, Sequence

from negostrategy.analytics.figure import (
    TOO_FEW_TO_SAY,
    Figure,
    Line,
    Value,
    answered,
    counted,
    interval,
    likely,
    percent,
)
from negostrategy.analytics.queries.gains import Gains
from negostrategy.analytics.shapes import Group, Share, Spread
from negostrategy.edge.display import number
from negostrategy.kernel.disclosure import FEWEST

ABOUT_CAPTURED = (
    "Share captured κ (M6) of every agreement with a value table that knows of something to win: joint gain of the "
    "package agreed ÷ the best gain of every change known, at the middle of the guesses; it is also the share of the "
    "improvable part, as leaving everything as it is wins nothing. Median, its 95 % interval, and the middle half."
)
ABOUT_BREADTH = (
    "Breadth (M24): on how many variables anybody moved, in negotiations with at least one such move; quick logs have "
    "none and do not count. Median, its 95 % interval, and the middle half."
)
ABOUT_GUESSES = (
    "Estimate quality (M26): guesses of a figure of the other side that held what they later told, of all guesses "
    "they were asked about. Wilson’s 95 % interval. Untested: nobody has heard their figure."
)
SPREAD_COLUMNS = ("Median", "95 % interval", "Middle half")


def gain_figures(found: Gains) -> list[Figure]:
    """Return the figures about value in their order."""
    return [
        answered(captured(found), is_hidden=found.captured.is_hidden),
        answered(breadth(found), is_hidden=found.breadth.is_hidden),
        answered(guesses(found), is_hidden=found.guesses.is_hidden),
    ]


def captured(found: Gains) -> Figure:
    """Return which share of the gain known was captured."""
    return Figure(
        "captured",
        "How much of the possible gain was captured?",
        ABOUT_CAPTURED,
        "Segment",
        (*SPREAD_COLUMNS, "Agreements"),
        [_spread_line(one, _in_percent) for one in (found.captured, *found.captured_by_segment)],
        _sentence(found.captured, "Half of {n} agreements with a value table captured {median} or more", _in_percent),
        spreads=[found.captured, *found.captured_by_segment],
    )


def breadth(found: Gains) -> Figure:
    """Return on how many variables people move."""
    return Figure(
        "breadth",
        "On how many variables do we move?",
        ABOUT_BREADTH,
        "Segment",
        (*SPREAD_COLUMNS, "Negotiations"),
        [_spread_line(one, _in_variables) for one in (found.breadth, *found.breadth_by_segment)],
        _sentence(found.breadth, "Half of {n} negotiations with moves touch {median} variables or more", _in_variables),
        spreads=[found.breadth, *found.breadth_by_segment],
    )


def guesses(found: Gains) -> Figure:
    """Return how good our guesses of their figures are."""
    share, untested = _right(found.guesses), found.guesses.count("untested")
    summary = TOO_FEW_TO_SAY if found.guesses.hidden_parts else "Nobody has asked about a guess yet."
    if share.n:
        summary = (
            f"{number(share.hits)} of {number(share.n)} guesses that were tested held what they told us{likely(share)}."
        )
    return Figure(
        "guesses",
        "How good are our guesses of their figures?",
        ABOUT_GUESSES,
        "Segment",
        ("Held", "Did not", "Untested", "Share that held", "95 % interval", "Records"),
        [_guess_line(group) for group in (found.guesses, *found.guesses_by_segment)],
        summary,
        "" if untested is None else f"{number(untested)} of {number(found.guesses.n)} guesses are untested.",
        groups=[found.guesses, *found.guesses_by_segment],
    )


def _in_percent(value: float) -> str:
    return f"{value * 100:.0f}\N{NO-BREAK SPACE}%".replace("-", "\N{MINUS SIGN}")


def _in_variables(value: float) -> str:
    return f"{value:g}"


def _sentence(one: Spread, words: str, said: Callable[[float], str]) -> str:
    if one.is_hidden or one.n < FEWEST or one.median is None:
        return TOO_FEW_TO_SAY if one.n and not one.is_hidden else "Too few to show."
    between = f", likely {said(one.likely[0])} to {said(one.likely[1])}" if one.likely else ""
    return f"{words.format(n=number(one.n), median=said(one.median))}{between}."


def _spread_line(one: Spread, said: Callable[[float], str]) -> Line:
    is_sayable = one.n >= FEWEST and one.median is not None
    values = [
        Value(said(one.median) if is_sayable and one.median is not None else _few(one.n), cell=one.cell),
        Value(_span(one.likely, said) if is_sayable else None, cell=one.cell),
        Value(_span((one.low, one.high), said) if is_sayable else None, cell=one.cell),
        Value(one.n, cell=one.cell),
    ]
    return Line(one.key, one.name, values, one.cell, "", one.is_hidden, is_total=one.key == "all")


def _few(n: int) -> str | None:
    return "too few" if n else None


def _span(ends: Sequence[float | None] | None, said: Callable[[float], str]) -> str | None:
    if ends is None or ends[0] is None or ends[1] is None:
        return None
    return f"{said(ends[0])} to {said(ends[1])}"


def _right(group: Group) -> Share:
    return group.share("right", "wrong")


def _guess_line(group: Group) -> Line:
    share = _right(group)
    listed = {"right": "held", "wrong": "wrong", "untested": "untested"}
    counts = [counted(group, word, group.cell_of(tested=filtered)) for word, filtered in listed.items()]
    values = [*counts, percent(share), interval(share), Value(group.records, cell=group.cell)]
    return Line(group.key, group.name, values, group.cell, "", group.is_hidden, is_total=group.key == "all")
