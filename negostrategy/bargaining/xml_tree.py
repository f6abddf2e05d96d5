"""Reading small XML files of strangers: elements and attributes only, nothing that could reach out or blow up."""

from dataclasses import dataclass, field
from io import BytesIO
from typing import Final
from xml.parsers import expat

from negostrategy.bargaining.faults import BargainingError

LARGEST_BYTES: Final = 5_000_000
DEEPEST: Final = 50


class UnreadableFile(BargainingError):
    """This file cannot be read."""


@dataclass(slots=True)
class Node:
    """One element with its attributes and the elements in it."""

    tag: str
    attributes: dict[str, str]
    children: list["Node"] = field(default_factory=list)

    def all(self, tag: str) -> list["Node"]:
        """Return every element of a name, at any depth, in the order of the file."""
        found = [self] if self.tag == tag else []
        for child in self.children:
            found += child.all(tag)
        return found


def read_xml(data: bytes, name: str) -> Node:
    """Return the root of a file. name: what the file is called in sentences.

    Errors: UnreadableFile for what is no complete XML, for a file larger than 5 MB, for a document type or an entity,
    and for more than 50 levels.
    """
    if len(data) > LARGEST_BYTES:
        raise UnreadableFile(f"{name} is larger than 5 MB.")
    builder = _Builder(name)
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = builder.begin, builder.end
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = builder.refuse
    try:
        parser.ParseFile(BytesIO(data))
    except expat.ExpatError as refusal:
        raise UnreadableFile(f"{name} is no complete XML (line {refusal.lineno}).") from refusal
    if builder.root is None:
        raise UnreadableFile(f"{name} is empty.")
    return builder.root


class _Builder:
    def __init__(self, name: str) -> None:
        self.name = name
        self.root: Node | None = None
        self.open: list[Node] = []

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        node = Node(tag, attributes)
        if self.open:
            self.open[-1].children.append(node)
        else:
            self.root = node
        self.open.append(node)
        if len(self.open) > DEEPEST:
            raise UnreadableFile(f"{self.name} is nested too deeply.")

    def end(self, _tag: str) -> None:
        self.open.pop()

    def refuse(self, *_args: object) -> None:
        raise UnreadableFile(
            f"{self.name} declares a document type or an entity. Remove it: plain elements are enough."
        )
