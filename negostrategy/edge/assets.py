"""Stylesheet, scripts and icons: joined and compressed in memory, served under a digest, kept for a year."""

import gzip
import hashlib
import re
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, make_response, request

from negostrategy.edge.permit import open_to_all
from negostrategy.kernel.faults import NotFound

STATIC = Path(__file__).parents[1] / "static"
ASSETS = "negostrategy.assets"
IMPORT = re.compile(r'^@import url\("([^"]+)"\);\n?', re.MULTILINE)
TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
YEAR_SECONDS = 31_536_000

assets = Blueprint("assets", __name__, url_prefix="/assets")


@dataclass(frozen=True)
class Asset:
    """One file as it is sent."""

    body: bytes
    packed: bytes
    media_type: str


class Shelf:
    """Every asset by name. All scripts share one digest, because modules name each other without one."""

    def __init__(self) -> None:
        bodies = {"app.css": _joined(STATIC / "css" / "app.css"), "plotly.js": _plotly()}
        bodies |= {path.name: path.read_bytes() for path in sorted((STATIC / "icons").iterdir())}
        bodies |= {path.name: path.read_bytes() for path in sorted((STATIC / "js").glob("*.js"))}
        self.by_name = {name: _asset(name, body) for name, body in bodies.items()}
        together = hashlib.sha256(b"".join(body for name, body in sorted(bodies.items())))
        self.digest = together.hexdigest()[:16]

    def address(self, name: str) -> str:
        """Return where an asset is served. Errors: KeyError for one that does not exist, when the page is drawn."""
        self.by_name[name]
        return f"/assets/{self.digest}/{name}"


def serve_assets(app: Flask) -> None:
    """Have the application serve its assets, and templates name them by `asset(name)`."""
    shelf = Shelf()
    app.extensions[ASSETS] = shelf
    app.jinja_env.globals["asset"] = shelf.address
    app.register_blueprint(assets)


@assets.get("/<digest>/<name>")
@open_to_all("the look of the sign-in page is no secret")
def asset(digest: str, name: str) -> Response:
    """Return one asset, compressed where the browser takes it; an address with an old digest gives the present one."""
    shelf: Shelf = current_app.extensions[ASSETS]
    found = shelf.by_name.get(name)
    if found is None:
        raise NotFound
    is_packed = request.accept_encodings.quality("gzip") > 0
    answer = make_response(found.packed if is_packed else found.body)
    answer.content_type = f"{found.media_type}; charset=utf-8"
    answer.headers["Vary"] = "Accept-Encoding"
    if is_packed:
        answer.headers["Content-Encoding"] = "gzip"
    answer.cache_control.public = True
    answer.cache_control.max_age = YEAR_SECONDS if digest == shelf.digest else 60
    answer.cache_control.immutable = digest == shelf.digest
    return answer


def _joined(entry: Path) -> bytes:
    """Return a stylesheet with what it imports in its place: one request instead of thirty."""
    text = entry.read_text()
    return IMPORT.sub(lambda found: (entry.parent / found.group(1)).read_text(), text).encode()


def _plotly() -> bytes:
    # The script inside the package is the one that the package's figures are made for. find_spec runs none of it.
    spec = find_spec("plotly")
    if spec is None or spec.origin is None:
        return b""
    return (Path(spec.origin).parent / "package_data" / "plotly.min.js").read_bytes()


def _asset(name: str, body: bytes) -> Asset:
    return Asset(body, gzip.compress(body, 6, mtime=0), TYPES[Path(name).suffix])
