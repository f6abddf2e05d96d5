"""Additive utility profiles of the automated-negotiation field (GENIUS, NegMAS): weight × evaluation for each level."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from negostrategy.bargaining.domains import Domain, DomainIssue, repeated, require_discrete
from negostrategy.bargaining.precision import precise
from negostrategy.bargaining.xml_tree import Document, Node, UnreadableFile, read_xml

Normalise = Literal["raw", "per-issue"]

# What files of additive profiles say of themselves, where they say anything; NegMAS writes "any".
ADDITIVE: Final = frozenset({"", "any", "linear", "additive", "linearadditive", "linear_additive", "discrete"})
NON_ADDITIVE: Final = ("ufun", "utility", "utility_function", "hyperRectangle", "INCLUDES", "EXCLUDES", "rules")
LARGEST: Final = 15
# Binary fractions are written with seventeen digits, and what should be nought as 2.8e-18.
FINEST: Final = -380


class Row(NamedTuple):
    """What one side gets from the levels of one issue: factor × worth, in the order of the domain."""

    factor: Fraction
    worths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """What one side gets, exactly: a row for each issue of the domain, in its order.

    constant: what every package is worth besides. reservation: what the side has without an agreement; 0 where the file
    declares nothing.
    """

    rows: tuple[Row, ...]
    constant: Fraction
    reservation: Fraction

    @property
    def values(self) -> tuple[tuple[Fraction, ...], ...]:
        """Return what the levels of each issue are worth, without the constant."""
        return tuple(tuple(row.factor * one for one in row.worths) for row in self.rows)

    @property
    def least(self) -> Fraction:
        """Return the least that a package can be worth."""
        return self.constant + sum(min(row.factor * min(row.worths), row.factor * max(row.worths)) for row in self.rows)


def read_profile(content: bytes | str, domain: Domain, normalise: Normalise, name: str = "The profile") -> Profile:
    """Return the profile in a file, for the issues of a domain.

    Shapes: issues are found by their names, whatever their order; by their index where the domain has no such name.
            raw takes weight × evaluation; per-issue divides the evaluations of an issue by its largest first.
    Errors: UnreadableFile for malformed XML, for values that do not add up, for levels without an evaluation and issues
            without a weight, and per-issue for evaluations of which none is above 0, unless all are 0.
    Source: utility spaces of GENIUS (Lin et al. 2014), as NegMAS reads and writes them.
    """
    file = read_xml(content, name)
    _refuse_non_additive(file, name)
    nodes = _by_issue(file.all("issue"), domain, name)
    weights = _weights(file, name)
    rows = []
    for issue, node in zip(domain.issues, nodes, strict=True):
        index = node.said("index")
        if index not in weights:
            raise UnreadableFile(f"{name} gives no weight to the issue “{issue.name}”.")
        worths = _evaluations(node, issue, name)
        if normalise == "per-issue":
            worths = _divided(worths, issue.name, name)
        rows.append(Row(weights[index] * worths.factor, worths.worths))
    declared = [_exactly(node.said("value"), name) for node in file.all("reservation")]
    return Profile(tuple(rows), _constant(weights, nodes), declared[0] if declared else Fraction(0))


def _refuse_non_additive(file: Document, name: str) -> None:
    if file.root.said("type").lower() not in ADDITIVE or any(file.all(tag) for tag in NON_ADDITIVE):
        raise UnreadableFile(f"The values in {name} do not add up issue by issue. Only additive profiles can be read.")


def _by_issue(nodes: Sequence[Node], domain: Domain, name: str) -> list[Node]:
    twice = repeated(said for node in nodes if (said := node.said("name")))
    if twice is not None:
        raise UnreadableFile(f"{name} has two issues with the name “{twice}”.")
    by_name = {node.said("name"): node for node in nodes}
    known = {issue.name for issue in domain.issues}
    by_index = {node.said("index"): node for node in nodes if node.said("name") not in known}
    found = []
    for issue in domain.issues:
        node = by_name.get(issue.name) or by_index.get(issue.index)
        if node is None:
            raise UnreadableFile(f"{name} says nothing about the issue “{issue.name}”.")
        require_discrete(node, issue.name, name)
        found.append(node)
    if len(nodes) > len(found):
        strange = next(node.said("name") for node in nodes if not any(node is one for one in found))
        raise UnreadableFile(f"{name} has an issue “{strange}”, which the domain does not have.")
    return found


def _weights(file: Document, name: str) -> dict[str, Fraction]:
    nodes = file.all("weight")
    twice = repeated(node.said("index") for node in nodes)
    if twice is not None:
        raise UnreadableFile(f"{name} gives two weights to the issue with the index “{twice}”.")
    return {node.said("index"): _exactly(node.said("value"), name) for node in nodes}


def _constant(weights: Mapping[str, Fraction], nodes: Sequence[Node]) -> Fraction:
    # NegMAS writes what is added to every package as the weight of one issue more than there are.
    one_more = str(len(nodes) + 1)
    is_taken = any(node.said("index") == one_more for node in nodes)
    return Fraction(0) if is_taken else weights.get(one_more, Fraction(0))


def _evaluations(node: Node, issue: DomainIssue, name: str) -> Row:
    said = [(item.said("value"), item.said("evaluation")) for item in node.own("item")]
    twice = repeated(level for level, _worth in said)
    if twice is not None:
        raise UnreadableFile(f"{name} has the level “{twice}” of “{issue.name}” twice.")
    worths = dict(said)
    for level in issue.levels:
        if worths.get(level, "") in ("", "null"):
            raise UnreadableFile(f"{name} does not say what “{level}” of “{issue.name}” is worth.")
    known = set(issue.levels)
    strange = next((level for level in worths if level not in known), None)
    if strange is not None:
        raise UnreadableFile(f"{name} has a level “{strange}” of “{issue.name}”, which the domain does not have.")
    return _in_whole_numbers([_number(worths[level], name) for level in issue.levels])


@precise
def _in_whole_numbers(worths: Sequence[Decimal]) -> Row:
    # One fraction for a whole issue: a fraction for each of ten thousand levels takes seconds.
    places = max(0, *(-_exponent(worth) for worth in worths))
    return Row(Fraction(1, 10**places), tuple(int(worth.scaleb(places)) for worth in worths))


def _divided(row: Row, issue: str, name: str) -> Row:
    largest = max(row.worths)
    if not any(row.worths):
        return row
    if largest <= 0:
        raise UnreadableFile(f"No evaluation of “{issue}” in {name} is above 0, so that none can be divided by it.")
    return Row(Fraction(1, largest), row.worths)


def _exactly(said: str, name: str) -> Fraction:
    return Fraction(_number(said, name))


def _number(said: str, name: str) -> Decimal:
    try:
        number = Decimal(said)
    except InvalidOperation as refusal:
        raise UnreadableFile(f"“{said}” in {name} is not a number.") from refusal
    if not number.is_finite() or "_" in said:
        raise UnreadableFile(f"“{said}” in {name} is not a number.")
    if not number:
        return Decimal(0)
    if number.adjusted() >= LARGEST or _exponent(number) < FINEST:
        raise UnreadableFile(f"“{said}” in {name} is too large or too fine a number.")
    return number


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
