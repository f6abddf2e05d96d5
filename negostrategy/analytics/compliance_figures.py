"""The compliance dashboard as figures."""

from collections.abc import Sequence
from dataclasses import replace

from negostrategy.analytics.figure import TOO_FEW_TO_SAY, Figure, Line, Value, answered, counted, interval, percent
from negostrategy.analytics.queries.compliance import Compliance
from negostrategy.analytics.shapes import Group
from negostrategy.edge.display import number

CHECKS = ("kept", "broken", "unknown")
CHECKED = ("Kept", "Broken", "Cannot tell", "Share kept", "95 % interval", "Records")
ABOUT_KEPT = (
    "Rules kept divided by rules kept or broken (M9), by the day the negotiation was held, in the organization’s time "
    "zone. What cannot be judged is counted apart and never as kept. The interval is Wilson’s, 95 %."
)
ABOUT_COVERAGE = (
    "Negotiations that fall under a playbook divided by all that were recorded (M17), by the day they were held. "
    "Value is compared within one currency only."
)
FIRST = 12


def compliance_figures(found: Compliance) -> list[Figure]:
    """Return the figures of the compliance dashboard in their order."""
    made = (by_rule(found), by_week(found), by_team(found))
    checks = [answered(one, is_hidden=found.total.is_hidden) for one in made]
    return [*checks, answered(coverage(found), is_hidden=found.coverage.is_hidden)]


def by_rule(found: Compliance) -> Figure:
    """Return which rules are kept least."""
    least = next(
        (group for group in found.by_rule if not group.is_hidden and group.share("kept", "broken").is_sayable), None
    )
    return Figure(
        "rules",
        "Which rules are kept least?",
        ABOUT_KEPT,
        "Rule",
        CHECKED,
        [checks_line(group) for group in found.by_rule],
        f"Kept least: {least.name}" if least else "No rule was judged often enough to say.",
        f"Ordered by the upper end of the interval, surely low first; the chart shows the first {FIRST}, the "
        "table all. What cannot be judged is left out of the share.",
        groups=[one for one in found.by_rule if one.share("kept", "broken").is_sayable][:FIRST],
    )


def by_week(found: Compliance) -> Figure:
    """Return whether it is getting better."""
    return Figure(
        "weeks",
        "Is it getting better?",
        ABOUT_KEPT,
        "Week of",
        CHECKED,
        [checks_line(group) for group in found.by_week],
        _trend(found.by_week),
        "Share kept of judged rules by week, in per cent. Band: 95 % interval.",
        groups=found.by_week,
    )


def by_team(found: Compliance) -> Figure:
    """Return where help would matter most."""
    return Figure(
        "teams",
        "Where would help matter most?",
        ABOUT_KEPT,
        "Team",
        CHECKED,
        _hidden_last([checks_line(group) for group in found.by_team]) + _sum(found.by_team, found.total),
        "Teams ordered by the upper end of their interval, surely low first, so that a small team is not blamed "
        "for bad luck.",
        groups=found.by_team,
    )


def coverage(found: Compliance) -> Figure:
    """Return how much is negotiated under a playbook."""
    share = found.coverage.share("covered", "bare")
    return Figure(
        "coverage",
        "How much is negotiated under a playbook?",
        ABOUT_COVERAGE,
        "Team",
        ("Under a playbook", "Without", "Share", "95 % interval"),
        _hidden_last([_coverage_line(group) for group in found.coverage_by_team]),
        f"{number(share.hits)} of {number(share.n)} negotiations fall under a playbook." if share.n else TOO_FEW_TO_SAY,
        groups=found.coverage_by_team,
    )


def checks_line(group: Group, *, is_total: bool = False) -> Line:
    """Return a group of checks as a line."""
    share = group.share("kept", "broken")
    counts = [counted(group, word, group.cell_of(result=word)) for word in CHECKS]
    values = [
        *counts,
        percent(share, group.cell_of(result="judged")),
        interval(share),
        Value(group.records, cell=group.cell),
    ]
    return Line(group.key, group.name, values, group.cell, group.note, group.is_hidden, is_total)


def _sum(groups: Sequence[Group], total: Group) -> list[Line]:
    shown = [group for group in groups if not group.is_hidden]
    if len(shown) < 2 or any(group.hidden_parts for group in shown):
        return []
    parts = {word: sum(group.parts[word] for group in shown) for word in CHECKS}
    records = sum(group.records for group in shown)
    # Only when nothing is hidden are these all the records: else no filter names exactly the shown teams.
    is_all = len(shown) == len(groups)
    together = replace(total, name="All shown", parts=parts, records=records, hidden_parts=frozenset())
    line = checks_line(together, is_total=True)
    return [line if is_all else replace(line, values=[replace(value, cell=None) for value in line.values], cell={})]


def _hidden_last(lines: list[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: line.is_hidden)


def _coverage_line(group: Group) -> Line:
    share = group.share("covered", "bare")
    counts = [
        counted(group, "covered", group.cell_of(covered="yes")),
        counted(group, "bare", group.cell_of(covered="no")),
    ]
    return Line(group.key, group.name, [*counts, percent(share), interval(share)], group.cell, "", group.is_hidden)


def _trend(weeks: Sequence[Group]) -> str:
    said = [
        (group, share) for group in weeks if not group.is_hidden and (share := group.share("kept", "broken")).is_sayable
    ]
    if len(said) < 2:
        return "There are not enough weeks with five judged rules to see a direction."
    (first, before), (last, after) = said[0], said[-1]
    return (
        f"{round((before.value or 0) * 100)} % of judged rules were kept in the week of {first.name}, "
        f"{round((after.value or 0) * 100)} % in that of {last.name}."
    )
