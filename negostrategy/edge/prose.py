"""What people write at length, shown as they meant it: Markdown without HTML, without pictures, without programs."""

import re
from collections.abc import Iterator
from typing import Any

from flask import has_request_context, request
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup
from marshmallow import ValidationError, fields

from negostrategy.edge.fields import text as plain_text

WHAT_ONE_MAY_WRITE = (
    "An empty line begins a paragraph. “- ” begins a point, “1. ” a counted one, “# ” a heading, “> ” a quote. "
    "**bold**, *italic*, [words](https://example.org)."
)
# A page has a title, and each part a heading of its own: what stands within a part lies below both.
LEVELS_ABOVE = 2
LOWEST_LEVEL = 6
SHOWN_OF_REFUSED = 40
SCHEMES = ("http://", "https://", "mailto:")
_RUNS = re.compile(
    r"</?\s*(script|style|iframe|frame|object|embed|applet|form|meta|link|base|svg|math)\b[^>]*>?"
    r"|<[^>]*\son\w+\s*=",
    re.I,
)
_PROGRAM = re.compile(r"\s*(javascript|vbscript|data|file|blob)\s*:", re.I)
_OWN_PAGE = re.compile(r"/(?!/)")
_CLASSES = {
    "bullet_list_open": "prose__list",
    "ordered_list_open": "prose__list prose__list--counted",
    "blockquote_open": "prose__quote",
    "table_open": "prose__table",
}


def prose(text: str | None) -> Markup:
    """Return Markdown as HTML. HTML in it is shown as typed; a link that is no address is shown as typed, too.

    Paths that begin with “/” lead to pages of the same organization.
    """
    tokens = _SHOWING.parse((text or "").strip())
    # Which sign people choose for a heading is taste: the largest they use comes directly below the part's own.
    levels = sorted({token.tag for token in tokens if token.type == "heading_open"})
    for token in _all_of(tokens):
        _fit(token, levels)
    # Everything typed passed the renderer, which escapes it; the tags are the renderer's own.
    return Markup(_SHOWING.renderer.render(tokens, _SHOWING.options, {}))  # noqa: S704  # escaped by the renderer


def prose_field(longest: int, **more: Any) -> fields.String:
    """Return a field for text that will be shown as prose; what could run in a browser is refused at once."""
    field = plain_text(longest, **more)
    field.validators = [*field.validators, refuse_programs]
    return field


def refuse_programs(text: str) -> None:
    """Return when nothing in a text could run in a reader's browser, if anybody ever showed it unread.

    Errors: ValidationError with the words to take out.
    """
    for token in _all_of(_LOOKING.parse(text)):
        found = _RUNS.search(token.content) if token.type.startswith("html_") else None
        if found is not None:
            raise ValidationError(f"Take out “{_short(found[0])}”: a text holds words, not programs.")
        address = str(token.attrGet("href") or token.attrGet("src") or "")
        if _PROGRAM.match(address):
            raise ValidationError(
                f"Take out the link to “{_short(address)}”: a link leads to https://, a mail address or a page here."
            )


def _is_address(address: str) -> bool:
    return address.lower().startswith(SCHEMES) or _OWN_PAGE.match(address) is not None or address.startswith("#")


def _is_anything(_address: str) -> bool:
    return True


def _parser(*, shows: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": not shows, "maxNesting": 20}).enable("table")
    if shows:
        parser.disable("image")
    # The library has no other way to say which addresses are links than to replace its own check.
    vars(parser)["validateLink"] = _is_address if shows else _is_anything
    return parser


_SHOWING, _LOOKING = _parser(shows=True), _parser(shows=False)


def _all_of(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _all_of(token.children or [])


def _fit(token: Token, levels: list[str]) -> None:
    if token.type in ("heading_open", "heading_close"):
        token.tag = f"h{min(levels.index(token.tag) + 1 + LEVELS_ABOVE, LOWEST_LEVEL)}"
    if token.type in _CLASSES:
        token.attrJoin("class", _CLASSES[token.type])
    if token.type in ("th_open", "td_open"):
        # The alignment comes as a style, which the pages' own policy forbids.
        token.attrs = {"class": "num"} if "right" in str(token.attrs.get("style", "")) else {}
    if token.type == "fence":
        token.info = ""
    if token.type == "link_open":
        _lead(token)


def _lead(token: Token) -> None:
    address = str(token.attrGet("href"))
    if address.startswith("/"):
        root = request.script_root if has_request_context() else ""
        token.attrSet("href", address if address.startswith("/o/") else root + address)
    elif not address.startswith("#"):
        token.attrSet("rel", "noopener")


def _short(words: str) -> str:
    return words if len(words) <= SHOWN_OF_REFUSED else f"{words[:SHOWN_OF_REFUSED]}…"
