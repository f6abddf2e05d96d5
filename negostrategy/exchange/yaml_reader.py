"""YAML as it is read from people: bounded before anything is built of it, without aliases, names twice, or surprises.

The text goes through the parser once to be measured, which builds nothing, and once more to be read. So a small file
cannot become a large thing: not by depth, not by number, not by one thing that stands for many.
"""

import re
from typing import Any

import yaml

DEEPEST = 24
MOST_NODES = 20_000
# The fast parser comes with most builds of the library; the slow one reads the same.
_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
TAG = "tag:yaml.org,2002:"
# A day, 1:30, 010 and 0.10 are the text that they are: the schemas know what number is meant, and lose nothing of it.
READ_AS_TEXT = frozenset({f"{TAG}timestamp", f"{TAG}int", f"{TAG}float"})
WHOLE_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,99})$")
_OPENING = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_CLOSING = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


class _Reader(_PARSER):
    """Reads no name twice, and of numbers whole ones only, as everybody writes them."""

    yaml_implicit_resolvers = {  # theirs, and read once for the class
        first: [(tag, pattern) for tag, pattern in those if tag not in READ_AS_TEXT]
        for first, those in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # theirs
        """Return a mapping.

        Errors: YAMLError for a name that stands in it twice, or is a list.
        """
        seen: set[str] = set()
        for key, _value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.YAMLError("A name in the file is a word, not a list.")
            if key.value in seen:
                raise yaml.YAMLError(f"“{key.value}” is named twice in one place. Name it once.")
            seen.add(key.value)
        read: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return read


_Reader.add_implicit_resolver(f"{TAG}int", WHOLE_NUMBER, list("-+0123456789"))


def read_yaml(text: str) -> object:
    """Return what a text in YAML says.

    Errors: YAMLError for what is no YAML, for an alias, for a name twice, and for more than anybody writes.
    """
    _measure(text)
    said: object = yaml.load(text, Loader=_Reader)  # noqa: S506  # a safe loader that refuses more
    return said


def _measure(text: str) -> None:
    depth = nodes = 0
    for event in yaml.parse(text, Loader=_PARSER):
        if isinstance(event, yaml.AliasEvent):
            raise yaml.YAMLError("Write everything out: anchors and aliases are not read.")
        if isinstance(event, _CLOSING):
            depth -= 1
            continue
        nodes += isinstance(event, yaml.NodeEvent)
        depth += isinstance(event, _OPENING)
        if depth > DEEPEST:
            raise yaml.YAMLError("This is no YAML that anybody wrote: it is nested too deeply.")
        if nodes > MOST_NODES:
            raise yaml.YAMLError(f"The file says more than {MOST_NODES:,} things. A playbook says some hundreds.")
