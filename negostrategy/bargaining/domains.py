"""Domains of the automated-negotiation field (GENIUS, NegMAS): issues with discrete levels."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import prod
from typing import Final

from negostrategy.bargaining.xml_tree import Node, UnreadableFile, read_xml

DISCRETE: Final = "discrete"
# NegMAS writes vtype="integer" on issues that list their levels like any other: `type` is what they are.
KINDS: Final = ("type", "etype", "vtype")


@dataclass(frozen=True, slots=True)
class DomainIssue:
    """One issue of a domain and the names of its levels, in the order of the file."""

    index: str
    name: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Domain:
    """The issues of a domain, in the order of the file."""

    issues: tuple[DomainIssue, ...]

    @property
    def count(self) -> int:
        """Return how many packages there are."""
        return prod(len(issue.levels) for issue in self.issues)


def read_domain(content: bytes | str, name: str = "The domain") -> Domain:
    """Return the domain in a file.

    Errors: UnreadableFile for malformed XML, and for issues that are not discrete, have no level, or share a name.
    """
    found = tuple(_issue(node, name) for node in read_xml(content, name).all("issue"))
    if not found:
        raise UnreadableFile(f"{name} has no issue.")
    for twice in (repeated(one.name for one in found), repeated(one.index for one in found if one.index)):
        if twice is not None:
            raise UnreadableFile(f"{name} has two issues with the name or index “{twice}”.")
    return Domain(found)


def repeated(words: Iterable[str]) -> str | None:
    """Return the first word that occurs twice, or None."""
    return next((word for word, times in Counter(words).items() if times > 1), None)


def require_discrete(node: Node, title: str, name: str) -> None:
    """Return when an issue lists its levels.

    Errors: UnreadableFile when it is a range of whole or real numbers.
    """
    kind = next((said for word in KINDS if (said := node.said(word))), DISCRETE)
    if kind.lower() != DISCRETE:
        raise UnreadableFile(f"The issue “{title}” in {name} is {kind}. Only discrete issues can be read.")


def _issue(node: Node, name: str) -> DomainIssue:
    title = node.said("name")
    require_discrete(node, title, name)
    levels = tuple(item.said("value") for item in node.own("item"))
    if not title:
        raise UnreadableFile(f"An issue in {name} has no name.")
    if not levels or "" in levels:
        raise UnreadableFile(f"The issue “{title}” in {name} has no levels, or one without a name.")
    twice = repeated(levels)
    if twice is not None:
        raise UnreadableFile(f"The issue “{title}” in {name} has the level “{twice}” twice.")
    return DomainIssue(node.said("index"), title, levels)
