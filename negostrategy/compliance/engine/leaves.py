"""Reading a rule node: the questions it asks, and how they are joined. Nothing here knows of SQL."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

type_of_node = Mapping[str, Any]


class UnreadableNode(ValueError):
    """A node that the rule language does not know. Playbooks are checked before they are published."""


class Subject(StrEnum):
    """What a question is about."""

    FACT = "fact"
    VARIABLE = "variable"
    ANSWER = "answer"


@dataclass(frozen=True)
class Leaf:
    """One question of a rule: is this fact, this number of a variable, or this answer as the rule wants it?

    of: which number of a variable, and than: the one it is compared with, when the operator is no_worse_than.
    """

    subject: Subject
    name: str
    operator: str
    value: Any = None
    of: str | None = None
    than: str | None = None


@dataclass(frozen=True)
class Join:
    """Several nodes joined: all of them, any of them, or not the only one."""

    word: str
    parts: tuple["Join | Leaf", ...]


def read(node: type_of_node) -> Join | Leaf:
    """Return a node as a tree of joins and leaves.

    Errors: UnreadableNode for anything that is not a node of the rule language.
    """
    if not isinstance(node, Mapping):
        raise UnreadableNode(node)
    for word in ("all", "any"):
        if set(node) == {word}:
            return Join(word, tuple(read(part) for part in _parts(node[word])))
    if set(node) == {"not"}:
        return Join("not", (read(node["not"]),))
    return _leaf(node)


def leaves(tree: Join | Leaf | None) -> Iterator[Leaf]:
    """Yield the questions of a tree in reading order; none where there is no tree."""
    if isinstance(tree, Leaf):
        yield tree
    elif tree is not None:
        for part in tree.parts:
            yield from leaves(part)


def _parts(parts: Any) -> Sequence[type_of_node]:
    if not isinstance(parts, list):
        raise UnreadableNode(parts)
    return parts


def _leaf(node: type_of_node) -> Leaf:
    subjects = [subject for subject in Subject if subject in node]
    if len(subjects) != 1:
        raise UnreadableNode(node)
    subject = subjects[0]
    leaf = Leaf(subject, node[subject], node.get("is", ""), node.get("value"), node.get("of"), node.get("than"))
    words = (leaf.name, leaf.operator, leaf.of or "", leaf.than or "")
    if not all(isinstance(word, str) for word in words) or (subject is Subject.VARIABLE) != bool(leaf.of):
        raise UnreadableNode(node)
    return leaf
