"""What two versions say differently, field by field and within a text word by word. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from negostrategy.strategy.queries.document import Document, ObjectiveRow
from negostrategy.strategy.queries.playbooks import PlaybookText, RuleRow, VariableRow
from negostrategy.strategy.queries.sealed import SealedRow
from negostrategy.strategy.segments import SegmentRow

SAME, GONE, NEW = "same", "gone", "new"
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
# Beyond this a text is compared as a whole: word by word it would take seconds, and nobody would read it.
MOST_WORDS = 6_000
# Of a text that was written anew the few words that both happen to have would stand about like debris.
LEAST_STAYING_SHARE = 0.3


@dataclass(frozen=True)
class Piece:
    """A stretch of text that both versions have, only the older, or only the newer."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """One field that differs. kind: added, removed or changed."""

    group: str
    name: str
    kind: str
    pieces: tuple[Piece, ...]


def compare_documents(old: Document, new: Document) -> list[Change]:
    """Return what a version of the strategy says differently from another, in reading order."""
    titles = {section["key"]: section["title"] for section in (*old.sections, *new.sections)}
    bodies = [{section["key"]: section.get("body", "") for section in one.sections} for one in (old, new)]
    changes = list(_fields("Document", old, new, (("Title", "title"), ("Owner", "owner"), ("Review by", "review_on"))))
    changes += _pairs("Parts", bodies[0], bodies[1], lambda key: titles[key])
    changes += _rows("Segments", _by_segment(old.segments), _by_segment(new.segments), _said_segment)
    changes += _rows("Objectives", _by_title(old.objectives), _by_title(new.objectives), _said_objective)
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


def pieces_between(old: str, new: str) -> tuple[Piece, ...]:
    """Return how one text becomes another, word by word; together the same and new pieces are the newer text."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if len(before) + len(after) > MOST_WORDS:
        return _whole(old, new)
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    stays = sum(one.isalnum() for word, i, j, _k, _m in steps if word == "equal" for one in before[i:j])
    if stays < LEAST_STAYING_SHARE * max(_word_count(before), _word_count(after)):
        return _whole(old, new)
    found: list[Piece] = []
    for word, i, j, k, m in steps:
        if word == "equal":
            found.append(Piece(SAME, "".join(before[i:j])))
            continue
        found += [Piece(kind, "".join(said)) for kind, said in ((GONE, before[i:j]), (NEW, after[k:m])) if said]
    return tuple(found)


def _whole(old: str, new: str) -> tuple[Piece, ...]:
    return tuple(Piece(kind, text) for kind, text in ((GONE, old), (NEW, new)) if text)


def _word_count(words: Iterable[str]) -> int:
    return sum(word.isalnum() for word in words)


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
    }
    return {"name": one.name, **positions, "weight": _said(one.weight), **words, "note": one.note or ""}


def _said_seal(one: SealedRow) -> str:
    if one.sealed_at is None:
        return "nothing sealed yet"
    return f"sealed by {one.sealed_by or 'somebody'} on {one.sealed_at:%Y-%m-%d at %H:%M} UTC"


def _said_objective(one: ObjectiveRow) -> dict[str, str]:
    names = ("metric", "unit", "baseline", "target", "due_on", "note")
    return {name: _said(getattr(one, name)) for name in names}


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
            words = "; ".join(f"{field}: {value}" for field, value in (before or after).items() if value)
            yield Change(group, name, "removed" if before else "added", (Piece(GONE if before else NEW, words),))
            continue
        for field, value in after.items():
            if before[field] != value:
                yield Change(
                    group, f"{name}: {field.replace('_', ' ')}", "changed", pieces_between(before[field], value)
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


def _by_title(objectives: Sequence[ObjectiveRow]) -> dict[str, ObjectiveRow]:
    return {one.title: one for one in objectives}


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
