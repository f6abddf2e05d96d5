"""A page as PDF, drawn here and with nothing from outside; where the drawing library is missing, a sentence instead."""

from ctypes.util import find_library
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn

from flask import Response, render_template

from negostrategy.edge.address import public_address
from negostrategy.kernel.faults import Fault

LOOK = Path(__file__).parents[1] / "static" / "css" / "paper.css"


class NoPdfHere(Fault):
    """This installation makes no PDF. Open the page and print it with your browser, into a PDF if you like."""

    status = 501
    code = "no_pdf_here"


class Nowhere:
    """What fetches for the library, and refuses: leaders may name any address, and this machine must not call there."""

    # The library reads this word of whatever fetches for it: a missing picture is no reason to give up a page.
    _fail_on_errors = False

    def __call__(self, url: str, *_more: Any, **_named: Any) -> NoReturn:
        """Refuse an address. Errors: ValueError, always; the library goes on without it."""
        raise ValueError(f"A sheet of paper fetches nothing: {url}")


@cache
def makes_pdf() -> bool:
    """Return whether this installation can make PDF: the library is an extra, and needs Pango on the machine."""
    if find_spec("weasyprint") is None:
        return False
    # Looking for Pango costs nothing; only where it lies in an unusual place does trying tell.
    return find_library("pango-1.0") is not None or _library() is not None


def pdf(template: str, filename: str, **shapes: Any) -> Response:
    """Return a template drawn on A4, to be kept as a file.

    Errors: NoPdfHere.
    """
    headers = {"Content-Disposition": f'attachment; filename="{filename}.pdf"'}
    return Response(
        drawn(render_template(template, **shapes), public_address("/")).write_pdf(),
        mimetype="application/pdf",
        headers=headers,
    )


def drawn(page: str, address: str = "about:blank") -> Any:
    """Return a page laid out on sheets of paper: the library's document, with `pages`.

    address: where the links of the page begin; nothing is fetched from there either.
    Errors: NoPdfHere.
    """
    library = _library()
    if library is None:
        raise NoPdfHere
    look = library.CSS(string=LOOK.read_text(), url_fetcher=Nowhere())
    return library.HTML(string=page, url_fetcher=Nowhere(), base_url=address).render(stylesheets=[look])


@cache
def _library() -> Any:
    """Return the library, or None. Asked for late: it takes a second and forty megabytes that most never need."""
    try:
        return import_module("weasyprint")
    except (ImportError, OSError):
        return None
