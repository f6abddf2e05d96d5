"""Reading small XML files of strangers: elements and attributes only, nothing that could reach out or blow up."""

from collections import defaultdict
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final
from xml.parsers import expat

from negostrategy.bargaining.faults import BargainingError

LARGEST_BYTES: Final = 5_000_000
MOST_ELEMENTS: Final = 200_000
DEEPEST: Final = 50


class UnreadableFile(BargainingError):
    """This file cannot be read."""


@dataclass(slots=True)
class Node:
    """One element with its attributes and the elements in it."""

    tag: str
    attributes: dict[str, str]
    children: list["Node"] = field(default_factory=list)

    def said(self, attribute: str) -> str:
        """Return the text of an attribute without spaces around it, empty where there is none."""
        return self.attributes.get(attribute, "").strip()

    def own(self, tag: str) -> list["Node"]:
        """Return the elements of a name directly in this one, in the order of the file."""
        return [child for child in self.children if child.tag == tag]


@dataclass(frozen=True, slots=True)
class Document:
    """A file: its outermost element, and all elements by their names."""

    root: Node
    by_tag: dict[str, list[Node]]

    def all(self, tag: str) -> list[Node]:
        """Return every element of a name, at any depth, in the order of the file."""
        return self.by_tag.get(tag, [])


def read_xml(content: bytes | str, name: str) -> Document:
    """Return the elements of a file. name: what the file is called in sentences.

    Shapes: text has been decoded already, so that the encoding which a file of text names does not count.
    Errors: UnreadableFile for what is no complete XML, for a file larger than 5 MB, for a document type or an entity,
            for more than 200,000 elements and for more than 50 levels.
    """
    data = _bytes(content, name)
    if len(data) > LARGEST_BYTES:
        raise UnreadableFile(f"{name} is larger than 5 MB.")
    builder = _Builder(name)
    parser = expat.ParserCreate("utf-8" if isinstance(content, str) else None)
    parser.StartElementHandler, parser.EndElementHandler = builder.begin, builder.end
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = builder.refuse
    try:
        parser.ParseFile(BytesIO(data))
    except UnreadableFile:
        raise
    except expat.ExpatError as refusal:
        raise UnreadableFile(f"{name} is no complete XML (line {refusal.lineno}).") from refusal
    except (LookupError, ValueError) as refusal:
        # The parser asks Python for encodings it does not know itself, and not everything has that name there.
        raise UnreadableFile(f"{name} is in an encoding that cannot be read. Save it as UTF-8.") from refusal
    if builder.root is None:
        raise UnreadableFile(f"{name} is empty.")
    return Document(builder.root, builder.by_tag)


def _bytes(content: bytes | str, name: str) -> bytes:
    if isinstance(content, bytes):
        return content
    try:
        return content.encode()
    except UnicodeEncodeError as refusal:
        raise UnreadableFile(f"{name} holds half a character.") from refusal


class _Builder:
    def __init__(self, name: str) -> None:
        self.name = name
        self.root: Node | None = None
        self.open: list[Node] = []
        self.by_tag: defaultdict[str, list[Node]] = defaultdict(list)
        self.count = 0

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        node = Node(tag, attributes)
        if self.open:
            self.open[-1].children.append(node)
        else:
            self.root = node
        self.open.append(node)
        self.by_tag[tag].append(node)
        self.count += 1
        if self.count > MOST_ELEMENTS:
            raise UnreadableFile(f"{self.name} has more than {MOST_ELEMENTS:,} elements.")
        if len(self.open) > DEEPEST:
            raise UnreadableFile(f"{self.name} is nested too deeply.")

    def end(self, _tag: str) -> None:
        self.open.pop()

    def refuse(self, *_args: object) -> None:
        raise UnreadableFile(
            f"{self.name} declares a document type or an entity. Remove it: plain elements are enough."
        )
