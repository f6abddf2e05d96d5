"""What a starter playbook, the starter strategy and the variable library look like once they are read."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from negostrategy.kernel.business import (
    Binding,
    Direction,
    Kind,
    Openness,
    Privacy,
    Segment,
    Style,
    Topic,
    ValueKind,
)

Node = Mapping[str, object]


@dataclass(frozen=True)
class StarterLevel:
    """One step of a choice: its place on the number line, what people read, and its points from 0 to 100."""

    level: int
    label: str
    points: Decimal


@dataclass(frozen=True)
class StarterVariable:
    """Something that can be set at different levels, with the positions we suggest. Empty ones are to be filled."""

    key: str
    name: str
    kind: ValueKind
    unit: str
    direction: Direction | None
    giver: str | None
    opening: Decimal | None
    target: Decimal | None
    acceptable: Decimal | None
    walk_away: Decimal | None
    weight: Decimal
    levels: tuple[StarterLevel, ...]
    note: str
    to_confirm: bool


@dataclass(frozen=True)
class StarterQuestion:
    """Something that no other fact can tell, asked on the record. kind: yes_no, number or choice."""

    key: str
    text: str
    kind: str
    choices: tuple[str, ...]


@dataclass(frozen=True)
class StarterRule:
    """One sentence to judge by: when it applies and what then holds, as nodes of the rule language."""

    key: str
    title: str
    binding: Binding
    severity: int
    guidance: str
    condition: Node | None
    expression: Node | None


@dataclass(frozen=True)
class StarterPlaybook:
    """A complete playbook for one kind of negotiation. Empty topics or segments mean: any."""

    key: str
    name: str
    purpose: str
    kind: Kind
    topics: tuple[Topic, ...]
    segments: tuple[Segment, ...]
    value_from: Decimal | None
    value_to: Decimal | None
    privacy_default: Privacy
    after: str
    variables: tuple[StarterVariable, ...]
    questions: tuple[StarterQuestion, ...]
    rules: tuple[StarterRule, ...]


@dataclass(frozen=True)
class StarterSection:
    """One part of the strategy: what to write there, and a first text. A blank line parts two paragraphs."""

    key: str
    title: str
    prompt: str
    body: str


@dataclass(frozen=True)
class StarterObjective:
    """Something to reach: a metric in words, from where (when known) to where, within how many months."""

    key: str
    title: str
    metric: str
    unit: str
    baseline: Decimal | None
    target: Decimal
    horizon_months: int
    note: str


@dataclass(frozen=True)
class StarterSegment:
    """What is said of one segment: styles, how many variables at least, how open, and when which."""

    segment: Segment
    default_style: Style
    allowed_styles: tuple[Style, ...]
    minimum_variables: int
    openness: Openness
    note: str


@dataclass(frozen=True)
class StarterStrategy:
    """The starter strategy: its parts in reading order, its segments and its objectives."""

    title: str
    sections: tuple[StarterSection, ...]
    segments: tuple[StarterSegment, ...]
    objectives: tuple[StarterObjective, ...]


@dataclass(frozen=True)
class LibraryVariable:
    """A variable to pick when a playbook is written; no direction where it depends on the side one is on."""

    key: str
    name: str
    kind: ValueKind
    unit: str
    direction: Direction | None
    levels: tuple[StarterLevel, ...]
    note: str


@dataclass(frozen=True)
class LibraryGroup:
    """Variables of the library that belong together."""

    key: str
    title: str
    variables: tuple[LibraryVariable, ...]
