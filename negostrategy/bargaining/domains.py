"""Domains and utility profiles of the automated-negotiation field (GENIUS, NegMAS), with discrete, additive values."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Final, Literal

from negostrategy.bargaining.xml_tree import Node, UnreadableFile, read_xml

Normalise = Literal["raw", "per-issue"]

DISCRETE: Final = "discrete"
NON_ADDITIVE: Final = ("ufun", "hyper_rectangle", "INCLUDES", "EXCLUDES", "constraints", "regions")
LARGEST: Final = Decimal(10) ** 15
FINEST: Final = -30


@dataclass(frozen=True, slots=True)
class DomainIssue:
    """One issue of a domain and the names of its levels, in the order of the file."""

    index: str
    name: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Domain:
    """The issues of a domain."""

    issues: tuple[DomainIssue, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """What the levels are worth to one side: {issue name: {level name: weight × evaluation}}, exactly.

    reservation: what the side has without an agreement; 0 where the file declares nothing.
    """

    values: dict[str, dict[str, Fraction]]
    reservation: Fraction


def read_domain(data: bytes, name: str = "The domain") -> Domain:
    """Return the domain in a file.

    Errors: UnreadableFile for malformed XML, and for issues that are not discrete or have no level.
    """
    found = [_issue(node, name) for node in read_xml(data, name).all("issue")]
    if not found:
        raise UnreadableFile(f"{name} has no issue.")
    if len({one.name for one in found}) < len(found) or len({one.index for one in found}) < len(found):
        raise UnreadableFile(f"{name} has two issues of one name or index.")
    return Domain(tuple(found))


def read_profile(data: bytes, domain: Domain, normalise: Normalise, name: str = "The profile") -> Profile:
    """Return the profile in a file, for the issues of a domain.

    normalise: raw takes weight × evaluation; per-issue divides the evaluations of an issue by its largest first.
    Errors: UnreadableFile for malformed XML, for values that do not add up, for levels without an evaluation and issues
    without a weight.
    """
    root = read_xml(data, name)
    _refuse_non_additive(root, name)
    weights = {node.attributes.get("index"): _number(node, "value", name) for node in root.all("weight")}
    nodes = {node.attributes.get("index"): node for node in root.all("issue")}
    values = {}
    for issue in domain.issues:
        if issue.index not in nodes:
            raise UnreadableFile(f"{name} says nothing about the issue “{issue.name}”.")
        if issue.index not in weights:
            raise UnreadableFile(f"{name} gives no weight to the issue “{issue.name}”.")
        evaluations = _evaluations(nodes[issue.index], issue, name)
        largest = max(evaluations.values()) if normalise == "per-issue" else Fraction(1)
        values[issue.name] = {
            level: weights[issue.index] * (worth / largest if largest else worth)
            for level, worth in evaluations.items()
        }
    declared = root.all("reservation")
    return Profile(values, _number(declared[0], "value", name) if declared else Fraction(0))


def _issue(node: Node, name: str) -> DomainIssue:
    title = node.attributes.get("name", "").strip()
    kind = node.attributes.get("vtype") or node.attributes.get("type") or DISCRETE
    if kind != DISCRETE:
        raise UnreadableFile(f"The issue “{title}” in {name} is {kind}. Only discrete issues can be read.")
    levels = tuple(item.attributes.get("value", "").strip() for item in node.children if item.tag == "item")
    if not levels or "" in levels or not title:
        raise UnreadableFile(f"An issue in {name} has no name, or no named levels.")
    if len(set(levels)) < len(levels):
        raise UnreadableFile(f"The issue “{title}” in {name} has one level twice.")
    return DomainIssue(node.attributes.get("index", ""), title, levels)


def _evaluations(node: Node, issue: DomainIssue, name: str) -> dict[str, Fraction]:
    kind = node.attributes.get("vtype") or node.attributes.get("type") or DISCRETE
    if kind != DISCRETE:
        raise UnreadableFile(f"The issue “{issue.name}” in {name} is {kind}. Only discrete issues can be read.")
    found = {
        item.attributes.get("value", "").strip(): _number(item, "evaluation", name)
        for item in node.children
        if item.tag == "item"
    }
    missing = [level for level in issue.levels if level not in found]
    if missing or len(found) > len(issue.levels):
        raise UnreadableFile(f"{name} and the domain name different levels of “{issue.name}”.")
    return found


def _refuse_non_additive(root: Node, name: str) -> None:
    kind = root.attributes.get("type", "").lower()
    if kind.startswith("non") or any(root.all(tag) for tag in NON_ADDITIVE):
        raise UnreadableFile(f"The values in {name} do not add up issue by issue. Only additive profiles can be read.")


def _number(node: Node, attribute: str, name: str) -> Fraction:
    said = node.attributes.get(attribute, "").strip()
    try:
        number = Decimal(said)
    except InvalidOperation as refusal:
        raise UnreadableFile(f"“{said}” in {name} is not a number.") from refusal
    exponent = number.as_tuple().exponent
    if not number.is_finite() or abs(number) >= LARGEST or (isinstance(exponent, int) and exponent < FINEST):
        raise UnreadableFile(f"“{said}” in {name} is too large or too fine a number.")
    return Fraction(number)
