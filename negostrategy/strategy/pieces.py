"""How one text becomes another, word by word while much stays. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

SAME, GONE, NEW = "same", "gone", "new"
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_SENTENCES = re.compile(r"[^.!?\n]*[.!?\n]+\s*|[^.!?\n]+")
# So many pairs of equal words are compared at once; a text that says “a b a b” over and over has millions of them, and
# took minutes. Longer texts are compared sentence by sentence first.
MOST_PAIRS = 60_000
# Of a text that was written anew the few words that both happen to have would stand about like debris.
LEAST_STAYING_SHARE = 0.3


@dataclass(frozen=True)
class Piece:
    """A stretch of text that both versions have, only the older, or only the newer."""

    kind: str
    text: str


def pieces_between(old: str, new: str) -> tuple[Piece, ...]:
    """Return how one text becomes another, word by word; together the same and new pieces are the newer text."""
    found = _joined(_by_words(old, new) or _by_sentences(old, new) or _whole(old, new))
    stays = sum(_word_count(one.text) for one in found if one.kind == SAME)
    if stays < LEAST_STAYING_SHARE * max(_word_count(old), _word_count(new)):
        return _whole(old, new)
    return found


def _by_words(old: str, new: str) -> list[Piece]:
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    return list(_steps(before, after)) if _pair_count(before, after) <= MOST_PAIRS else []


def _by_sentences(old: str, new: str) -> list[Piece]:
    before, after = _SENTENCES.findall(old), _SENTENCES.findall(new)
    if _pair_count(before, after) > MOST_PAIRS:
        return []
    steps = [(kind, "".join(one.text for one in those)) for kind, those in groupby(_steps(before, after), _kind)]
    found: list[Piece] = []
    while steps:
        kind, text = steps.pop(0)
        if kind == GONE and steps and steps[0][0] == NEW:
            written = steps.pop(0)[1]
            found += _by_words(text, written) or _whole(text, written)
        else:
            found.append(Piece(kind, text))
    return found


def _steps(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    for word, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if word == "equal":
            yield Piece(SAME, "".join(before[i:j]))
            continue
        for kind, said in ((GONE, before[i:j]), (NEW, after[k:m])):
            if said:
                yield Piece(kind, "".join(said))


def _pair_count(before: Iterable[str], after: Iterable[str]) -> int:
    others = Counter(after)
    return sum(count * others[one] for one, count in Counter(before).items())


def _joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    return tuple(Piece(kind, "".join(one.text for one in those)) for kind, those in groupby(pieces, _kind))


def _kind(piece: Piece) -> str:
    return piece.kind


def _whole(old: str, new: str) -> tuple[Piece, ...]:
    return tuple(Piece(kind, text) for kind, text in ((GONE, old), (NEW, new)) if text)


def _word_count(text: str) -> int:
    return sum(word.isalnum() for word in _WORDS.findall(text))
