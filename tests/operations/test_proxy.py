"""The proxy of the compose file, run as it stands but for where it listens and whom it asks for names."""

import json
import shutil
import socket
import struct
import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from benchmarks.serving import free_port
from tests.conventions.code import ROOT

pytestmark = pytest.mark.long
FORGED = {"X-Forwarded-For": "203.0.113.66", "X-Forwarded-Proto": "http", "X-Forwarded-Host": "evil.example"}


class Names:
    """A server of names that knows one, and may be told another address for it."""

    def __init__(self) -> None:
        self.address = "127.0.0.1"
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def port(self) -> int:
        """Return where it listens."""
        return int(self.socket.getsockname()[1])

    def _serve(self) -> None:
        while True:
            question, whom = self.socket.recvfrom(512)
            end = question.index(b"\0", 12) + 5
            is_for_ipv4 = question[end - 4 : end - 2] == b"\0\1"
            answer = b"\xc0\x0c" + struct.pack(">HHIH", 1, 1, 1, 4) + socket.inet_aton(self.address)
            head = question[:2] + b"\x81\x80\0\1" + (b"\0\1" if is_for_ipv4 else b"\0\0") + b"\0\0\0\0"
            self.socket.sendto(head + question[12:end] + (answer if is_for_ipv4 else b""), whom)


class Told(BaseHTTPRequestHandler):
    """A web process that answers with what it was told, and at which address."""

    def do_GET(self) -> None:  # so the library calls it
        """Answer with the headers."""
        told = {"at": self.server.server_address[0], "path": self.path, **self.headers}
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name in the library
        """Say nothing."""


@pytest.fixture
def web() -> Iterator[int]:
    """Return the port at which two web processes answer, each at an address of its own."""
    port = free_port()
    servers = [ThreadingHTTPServer((address, port), Told) for address in ("127.0.0.1", "127.0.0.2")]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    yield port
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def names() -> Names:
    """Return the server of names."""
    return Names()


@pytest.fixture
def proxy(web: int, names: Names, tmp_path: Path) -> Iterator[str]:
    """Return the address of the proxy."""
    port = free_port()
    lines = (ROOT / ".docker" / "proxy.conf").read_text()
    for standing, here in {
        "listen 8080;": f"listen 127.0.0.1:{port};",
        "resolver 127.0.0.11 valid=5s;": f"resolver 127.0.0.1:{names.port} valid=1s ipv6=off;",
        "http://web:8000;": f"http://web:{web};",
    }.items():
        assert lines.count(standing) == 1
        lines = lines.replace(standing, here)
    whole = f"daemon off; pid {tmp_path}/pid; error_log stderr; events {{}} http {{ access_log off; {lines} }}"
    (tmp_path / "nginx.conf").write_text(whole)
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin") or "nginx"
    process = subprocess.Popen([program, "-c", str(tmp_path / "nginx.conf"), "-p", str(tmp_path)])
    _wait_for(port)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(10)


def _wait_for(port: int) -> None:
    end = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            assert time.monotonic() < end
            time.sleep(0.1)


def told(address: str, headers: dict[str, str] | None = None) -> dict[str, str]:
    """Return what the web process was told."""
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers or {}), timeout=10) as answer:
        result: dict[str, str] = json.load(answer)
    return result


def test_it_appends_whom_it_was_asked_by_to_the_chain(proxy: str) -> None:
    assert told(proxy, FORGED)["X-Forwarded-For"] == "203.0.113.66, 127.0.0.1"


def test_what_a_client_claims_of_scheme_and_host_goes_no_further(proxy: str) -> None:
    given = told(proxy, FORGED | {"Forwarded": "for=203.0.113.66;proto=https", "Host": "negotiate.example.org"})

    assert {"X-Forwarded-Proto", "X-Forwarded-Host", "Forwarded"} & set(given) == set()
    assert given["Host"] == "negotiate.example.org"


def test_addresses_go_through_as_they_are(proxy: str) -> None:
    assert told(f"{proxy}/o/demo/negotiations?words=a%2Fb%20c&x=%C3%BC")["path"] == (
        "/o/demo/negotiations?words=a%2Fb%20c&x=%C3%BC"
    )


def test_a_web_process_that_was_built_anew_is_found_at_its_new_address(proxy: str, names: Names) -> None:
    before = told(proxy)["at"]

    names.address = "127.0.0.2"

    end = time.monotonic() + 20
    while told(proxy)["at"] == before:
        assert time.monotonic() < end
        time.sleep(0.3)
    assert (before, told(proxy)["at"]) == ("127.0.0.1", "127.0.0.2")
