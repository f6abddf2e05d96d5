"""What two versions say differently, field by field and within a text word by word. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from negostrategy.strategy.metrics import METRICS
from negostrategy.strategy.pieces import GONE, NEW, Piece, pieces_between
from negostrategy.strategy.queries.document import Document, ObjectiveRow
from negostrategy.strategy.queries.playbooks import PlaybookText, RuleRow, VariableRow
from negostrategy.strategy.queries.sealed import SealedRow
from negostrategy.strategy.segments import SegmentRow


@dataclass(frozen=True)
class Change:
    """One field that differs. kind: added, removed or changed."""

    group: str
    name: str
    kind: str
    pieces: tuple[Piece, ...]


def compare_documents(old: Document, new: Document) -> list[Change]:
    """Return what a version of the strategy says differently from another, in reading order."""
    was, now = ({section["key"]: section["title"] for section in one.sections} for one in (old, new))
    before, after = ({section["key"]: section.get("body", "") for section in one.sections} for one in (old, new))
    called, both = was | now, [key for key in now if key in was]
    changes = list(_fields("Document", old, new, (("Title", "title"), ("Owner", "owner"), ("Review by", "review_on"))))
    old_names, new_names = ({key: one[key] for key in both} for one in (was, now))
    changes += _pairs("Parts", old_names, new_names, lambda key: f"{called[key]}: name")
    changes += _moved(was, now)
    changes += _pairs("Parts", before, after, lambda key: called[key])
    changes += _rows("Segments", _by_segment(old.segments), _by_segment(new.segments), _said_segment)
    changes += _rows("Objectives", *_objectives(old.objectives, new.objectives), _said_objective)
    return changes


def compare_audiences(old: Mapping[str, str], new: Mapping[str, str], titles: Mapping[str, str]) -> list[Change]:
    """Return what changes in who has to read a version: {part, or "" for the whole: who, in words}."""
    return list(_pairs("Who has to read it", old, new, lambda part: titles.get(part, "The whole version")))


def compare_playbooks(old: PlaybookText, new: PlaybookText) -> list[Change]:
    """Return what a version of a playbook says differently from another: scope, variables, questions, rules."""
    changes = list(_fields("What it is for", old, new, SCOPE_FIELDS))
    changes += _rows("Variables", _by_key(old.variables), _by_key(new.variables), said_variable)
    changes += _pairs("Questions", _questions(old), _questions(new), lambda key: key.replace("_", " ").capitalize())
    changes += _rows("Rules", _by_key(old.rules), _by_key(new.rules), _said_rule)
    return changes


def compare_seals(old: Sequence[SealedRow], new: Sequence[SealedRow]) -> list[Change]:
    """Return which sealed walk-aways were sealed anew since; never what lies under a seal.

    Whoever approves a version has to know that a limit changed, also one that they may not see.
    """
    names = {one.key: one.name for one in (*old, *new)}
    stood, said = ({one.key: _said_seal(one) for one in rows} for rows in (old, new))
    return list(_pairs("Sealed walk-aways", stood, said, lambda key: names[key]))


SCOPE_FIELDS = (
    ("Name", "name"),
    ("Purpose", "purpose"),
    ("Kind", "kind"),
    ("Topics", "topics"),
    ("Segments", "segments"),
    ("Value from", "value_from"),
    ("Value below", "value_to"),
    ("Records are", "privacy_default"),
    ("After the handshake", "after"),
)


def said_variable(one: VariableRow) -> dict[str, str]:
    """Return what a version says of a variable, field by field. A sealed walk-away is only called sealed."""
    positions = {name: _said(one.said(name)) for name in ("opening", "target", "acceptable", "walk_away")}
    if one.seal == "sealed":
        positions["walk_away"] = "sealed"
    levels = "; ".join(f"{level['label']} {level.get('points', '')}".strip() for level in one.levels or [])
    words = {
        "kind": one.kind.replace("_", " "),
        "counted in": one.measure,
        "better": one.direction or "",
        "given by": one.giver or "",
        "levels": levels if one.is_ordered or not levels else f"{levels}; without an order",
        "fallbacks": "; ".join(f"{_said(value)} {note}".strip() for value, note in one.steps),
        "traded by": _said(one.traders) or "everybody",
        "may be left out": "yes, it is optional" if one.is_optional else "",
    }
    return {"name": one.name, **positions, "weight": _said(one.weight), **words, "note": one.note or ""}


def _said_seal(one: SealedRow) -> str:
    if one.sealed_at is None:
        return "nothing sealed yet"
    return f"sealed by {one.sealed_by or 'somebody'} on {one.sealed_at:%Y-%m-%d at %H:%M} UTC"


def _said_objective(one: ObjectiveRow) -> dict[str, str]:
    names = ("title", "metric", "unit", "baseline", "target", "due_on", "note")
    counted = METRICS[one.measure].name if one.measure in METRICS else ""
    return {name: _said(getattr(one, name)) for name in names} | {"counted from records as": counted}


def _said_segment(one: SegmentRow) -> dict[str, str]:
    return {
        "default style": one.default_style,
        "allowed styles": _said(one.allowed_styles),
        "variables at least": str(one.minimum_variables),
        "openness": _said([one.openness]),
        "note": one.note or "",
    }


def _said_rule(one: RuleRow) -> dict[str, str]:
    said = {"title": one.title, "binds as": one.binding, "severity": str(one.severity), "applies": one.applies}
    return said | {"holds": one.says, "what to do": one.guidance or ""}


def _rows(
    group: str, old: Mapping[str, Any], new: Mapping[str, Any], said: Callable[[Any], dict[str, str]]
) -> Iterator[Change]:
    for key in _in_order(old, new):
        name = _name_of(new.get(key) or old[key])
        before, after = (said(rows[key]) if key in rows else {} for rows in (old, new))
        if not before or not after:
            said_of = [(field, value) for field, value in (before or after).items() if value and value != name]
            words = "; ".join(f"{field.replace('_', ' ')}: {value}" for field, value in said_of)
            yield Change(group, name, "removed" if before else "added", (Piece(GONE if before else NEW, words),))
            continue
        for field, value in after.items():
            if before[field] != value:
                yield Change(
                    group, f"{name}: {field.replace('_', '-')}", "changed", pieces_between(before[field], value)
                )


def _fields(group: str, old: object, new: object, names: Iterable[tuple[str, str]]) -> Iterator[Change]:
    for name, attribute in names:
        before, after = _said(getattr(old, attribute)), _said(getattr(new, attribute))
        if before != after:
            yield Change(group, name, _kind(before, after), pieces_between(before, after))


def _pairs(group: str, old: Mapping[str, str], new: Mapping[str, str], name: Callable[[str], str]) -> Iterator[Change]:
    for key in _in_order(old, new):
        before, after = old.get(key, ""), new.get(key, "")
        if before != after:
            yield Change(group, name(key), _kind(before, after), pieces_between(before, after))


def _kind(before: str, after: str) -> str:
    return "changed" if before and after else "added" if after else "removed"


def _in_order(old: Iterable[str], new: Iterable[str]) -> list[str]:
    return list(dict.fromkeys([*new, *old]))


def _moved(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    before, after = ([key for key in one if key in old and key in new] for one in (old, new))
    stay = {
        key
        for block in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
        for key in before[block.a : block.a + block.size]
    }
    for key in after:
        if key not in stay:
            places = [list(one).index(key) + 1 for one in (old, new)]
            pieces = tuple(Piece(kind, f"part {place}") for kind, place in zip((GONE, NEW), places, strict=True))
            yield Change("Parts", f"{new[key]}: place", "changed", pieces)


def _objectives(
    old: Sequence[ObjectiveRow], new: Sequence[ObjectiveRow]
) -> tuple[dict[str, ObjectiveRow], dict[str, ObjectiveRow]]:
    # An objective is the one of the same title, or of the same metric when only its title was written anew.
    before = {_nth(old, one): one for one in old}
    after = {_nth(new, one): one for one in new}
    renamed = {one.metric: key for key, one in before.items() if key not in after}
    return before, {
        (renamed.pop(one.metric) if key not in before and one.metric in renamed else key): one
        for key, one in after.items()
    }


def _nth(rows: Sequence[ObjectiveRow], row: ObjectiveRow) -> str:
    same = [one for one in rows if one.title == row.title]
    return f"{row.title} {same.index(row)}"


def _by_segment(rows: Sequence[SegmentRow]) -> dict[str, SegmentRow]:
    return {one.segment: one for one in rows}


def _by_key(rows: Sequence[Any]) -> dict[str, Any]:
    return {one.key: one for one in rows}


def _name_of(row: Any) -> str:
    if isinstance(row, SegmentRow):
        return _said([row.segment]).capitalize()
    name: str = getattr(row, "name", None) or row.title
    return name


def _questions(text: PlaybookText) -> dict[str, str]:
    return {
        one["key"]: "; ".join([one["text"], one["kind"].replace("_", " "), *(one.get("choices") or ())])
        for one in text.questions
    }


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(str(one).replace("_", " ") for one in value)
    if hasattr(value, "normalize"):
        return f"{value.normalize():f}"
    return str(value)
