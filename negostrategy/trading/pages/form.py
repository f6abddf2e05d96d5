"""From the rows of the value table's form to what the schema reads, and back to what was typed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from negostrategy.edge.display import in_field
from negostrategy.edge.speaking import read_number
from negostrategy.kernel.numbers import NoNumber
from negostrategy.negotiations.number_line import typed_again
from negostrategy.trading.queries.line import Line

# A script adds the next row as soon as the last one is begun; without it every keeping does.
SPARE_ROWS, FIRST_ROWS = 1, 4
_ROW = re.compile(r"line-(\d{1,3})-([a-z_]{1,20})")
_BETWEEN = re.compile(r"^\s*(.*?\d)\s*(?:–|\bto\b|\.\.|(?<=\d)-)\s*([\u2212-]?[\d,.].*?)\s*$")
COPIED = ("id", "what", "giver", "measure", "basis", "source", "asked_on", "told", "told_on", "term_key", "term_value")


def typed_rows(form: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the rows of the form in their order, each as {field: what was typed}; rows without a word are left out.

    place: the number of the row in the form, so that what follows from it finds its way back there.
    """
    rows = _all_rows(form)
    return [
        row | {"place": str(place)} for place, row in sorted(rows.items()) if row.get("what") and not row.get("remove")
    ]


@dataclass(frozen=True)
class Merged:
    """What somebody typed, beside what others kept meanwhile: rows to go on with, and kept lines that say otherwise."""

    rows: list[dict[str, str]]
    otherwise: list[Line]


def merged(form: Mapping[str, str], kept: Sequence[Line]) -> Merged:
    """Return what was typed together with the lines that others added; a line that they took out is typed as new."""
    there = {str(line.id): line for line in kept}
    seen = {row.get("id") for row in _all_rows(form).values()}
    typed = [row | {"id": row["id"] if row.get("id") in there else ""} for row in typed_rows(form)]
    added = [row_of(line) for line in kept if str(line.id) not in seen]
    otherwise = [there[row["id"]] for row in typed if row["id"] and not _is_same(row, row_of(there[row["id"]]))]
    return Merged([*typed, *added], otherwise)


def _all_rows(form: Mapping[str, str]) -> dict[int, dict[str, str]]:
    rows: dict[int, dict[str, str]] = {}
    for name, said in form.items():
        found = _ROW.fullmatch(name)
        if found:
            rows.setdefault(int(found[1]), {})[found[2]] = said.strip()
    return rows


def _is_same(typed: Mapping[str, str], kept: Mapping[str, str]) -> bool:
    return all(typed.get(name, "") == said for name, said in kept.items())


def sent_table(form: Mapping[str, str]) -> dict[str, Any]:
    """Return the form as the schema reads it. A figure may be a range: 3000–3500, or 3000 to 3500."""
    sent: dict[str, Any] = {"entries": [_entry(row) for row in typed_rows(form)]}
    if form.get("our_share", "").strip():
        sent["our_share"] = _share(form["our_share"])
    if form.get("point_price", "").strip():
        sent["point_price"] = form["point_price"]
    return sent


def row_of(line: Line) -> dict[str, str]:
    """Return a kept line as the form shows it."""
    row = {name: _said(getattr(line, name)) for name in COPIED} | {"term_value": typed_again(line.term_value or "")}
    return row | {
        "cost": ranged(line.cost_low, line.cost_high),
        "worth": ranged(line.worth_low, line.worth_high),
        "chosen": "yes" if line.is_chosen else "",
    }


def ranged(low: Decimal | None, high: Decimal | None) -> str:
    """Return a range as it is typed: 3000, or 3000–3500."""
    if low is None or high is None:
        return ""
    return _said(low) if low == high else f"{_said(low)}–{_said(high)}"


def _entry(row: Mapping[str, str]) -> dict[str, Any]:
    entry: dict[str, Any] = {name: row[name] for name in COPIED if row.get(name)}
    for figure in ("cost", "worth"):
        said = row.get(figure, "")
        found = _BETWEEN.match(said)
        low, high = (found[1], found[2]) if found else (said, said)
        entry |= {f"{figure}_low": low, f"{figure}_high": high} if said else {}
    return entry | {"is_chosen": bool(row.get("chosen"))}


def _share(said: str) -> Decimal | str:
    # The form asks in percent, as people say it; the table keeps a share.
    try:
        return read_number(said.strip().removesuffix("%")) / 100
    except NoNumber:
        return said


def _said(value: object) -> str:
    if value is None:
        return ""
    return str(in_field(value))
