"""The outcomes dashboard as figures."""

from collections.abc import Sequence

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
from negostrategy.analytics.gain_figures import gain_figures
from negostrategy.analytics.queries.outcomes import CLOSED, OUTCOMES, Outcomes
from negostrategy.analytics.shapes import Group, Share, Spread
from negostrategy.edge.display import number
from negostrategy.kernel.disclosure import FEWEST

OUTCOME_NAMES = {
    "open": "Open",
    "agreed": "Agreed",
    "no_deal": "No deal",
    "parked": "Parked",
    "broken_off": "Broken off",
}
BAND_NAMES = {
    "target": "Target or better",
    "within": "Acceptable",
    "ask": "Between acceptable and walk-away",
    "stop": "Beyond walk-away",
    "unstated": "Floor not stated",
    "unknown": "Cannot tell",
}
ABOUT_ENDS = (
    "Negotiations by the month in which they were held, in the organization’s time zone, and how they stand now. "
    "A good “no deal” is a result like any other."
)
ABOUT_BANDS = (
    "Each agreement counts once, by its worst term against the positions of its record (M1): at or beyond target, "
    "acceptable, between acceptable and walk-away, beyond walk-away. Where it does not say what was agreed on a term "
    "with a walk-away, its floor is not stated; without positions it cannot be told."
)
ABOUT_SCORES = (
    "Deal score (M2): weighted mean of the term scores, 0 at walk-away, 60 at acceptable, 100 at target; not scored "
    "below 60 % known weight. Median with the middle half."
)
ABOUT_STYLES = (
    "Share of closed negotiations that ended agreed, by the style used and by who held more power, from −2 (they) to "
    "+2 (we). Wilson’s 95 % interval. A difference, not a proof."
)


def outcome_figures(found: Outcomes) -> list[Figure]:
    """Return the figures of the outcomes dashboard in their order."""
    is_hidden = found.total.is_hidden
    return [
        answered(ends(found), is_hidden=is_hidden),
        answered(bands(found), is_hidden=found.bands.is_hidden),
        answered(scores(found), is_hidden=found.scores.is_hidden),
        answered(styles(found), is_hidden=is_hidden or all_hidden(found.styles)),
        *gain_figures(found.gains),
    ]


def all_hidden(groups: Sequence[Group]) -> bool:
    """Return whether there are groups and none of them is shown."""
    return bool(groups) and all(group.is_hidden for group in groups)


def ends(found: Outcomes) -> Figure:
    """Return how negotiations end."""
    share = found.total.share("agreed", *CLOSED[1:])
    return Figure(
        "ends",
        "How do negotiations end?",
        ABOUT_ENDS,
        "Month",
        [*(OUTCOME_NAMES[word] for word in OUTCOMES), "Share agreed", "95 % interval"],
        [_parts_line(group, OUTCOMES, "outcome", group.share("agreed", *CLOSED[1:])) for group in found.by_month],
        f"{number(share.hits)} of {number(share.n)} closed negotiations ended agreed{likely(share)}."
        if share.n
        else TOO_FEW_TO_SAY,
        groups=found.by_month,
    )


def bands(found: Outcomes) -> Figure:
    """Return how good the deals were."""
    groups = [found.bands, *found.bands_by_kind, *found.bands_by_topic]
    share = _acceptable(found.bands)
    return Figure(
        "bands",
        "How good were the deals?",
        ABOUT_BANDS,
        "Agreements",
        [*BAND_NAMES.values(), "Share acceptable", "95 % interval"],
        [_parts_line(group, BAND_NAMES, "band", _acceptable(group)) for group in groups],
        f"{number(share.hits)} of {number(share.n)} agreements that can be told are acceptable or better"
        f"{likely(share)}."
        if share.n
        else TOO_FEW_TO_SAY,
        "Each agreement counted once, by its worst term.",
        groups=groups,
    )


def scores(found: Outcomes) -> Figure:
    """Return how close the deals came to their targets."""
    median = found.scores.median
    return Figure(
        "scores",
        "How close did deals come to their targets?",
        ABOUT_SCORES,
        "Playbook",
        ("Lower quartile", "Median score", "Upper quartile", "Agreements scored"),
        [_spread_line(one) for one in found.scores_by_version],
        "No agreement could be scored."
        if median is None
        else f"Half of {number(found.scores.n)} scored deals reach {median:.0f}.",
        spreads=found.scores_by_version,
    )


def styles(found: Outcomes) -> Figure:
    """Return which style works with which power."""
    return Figure(
        "styles",
        "Which style works with which power?",
        ABOUT_STYLES,
        "Style and power",
        ("Agreed", "Closed", "Share agreed", "95 % interval"),
        [_style_line(group) for group in found.styles],
        "Share agreed by style used and power balance; darker is more.",
        "Only closed negotiations whose style and power balance are known.",
        groups=found.styles,
    )


def _parts_line(group: Group, words: Sequence[str] | dict[str, str], named: str, share: Share) -> Line:
    counts = [counted(group, word, group.cell_of(**{named: word})) for word in words]
    return Line(group.key, group.name, [*counts, percent(share), interval(share)], group.cell, "", group.is_hidden)


def _acceptable(group: Group) -> Share:
    good = [group.count(word) for word in ("target", "within")]
    untold = [group.count(word) for word in ("unstated", "unknown")]
    if None in untold or None in good:
        return Share(0, 0)
    return Share(sum(count for count in good if count), group.n - sum(count for count in untold if count))


def _spread_line(one: Spread) -> Line:
    is_sayable = one.n >= FEWEST
    quartiles = [
        Value(round(value, 1) if value is not None and is_sayable else None, 1, cell=one.cell)
        for value in (one.low, one.median, one.high)
    ]
    return Line(one.key, one.name, [*quartiles, Value(one.n, cell=one.cell)], one.cell, "", one.is_hidden)


def _style_line(group: Group) -> Line:
    share = group.share("agreed", *CLOSED[1:])
    counts = [counted(group, "agreed", group.cell_of(outcome="agreed")), Value(group.n, cell=group.cell)]
    return Line(group.key, group.name, [*counts, percent(share), interval(share)], group.cell, "", group.is_hidden)
