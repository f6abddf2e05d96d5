"""Real mail servers for tests: with TLS and without, asking for a user or not, refusing or not."""

import asyncio
import ipaddress
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "negostrategy", "a p@ss of its own"
FULL = "452 4.2.2 The box of this person is full"


@dataclass
class Certificate:
    """A certificate for this machine, signed by itself, and its key."""

    path: Path

    @property
    def context(self) -> ssl.SSLContext:
        """Return what a server shows."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.path)
        return context


class Box:
    """What a server does with mails: it keeps them, but for people whose boxes are full."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.users: list[str] = []

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: Any) -> str:  # noqa: N802  # so the library calls it
        """Return whether mail to somebody is taken."""
        if address.startswith("full@"):
            return FULL
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802  # so the library calls it
        """Return that the mail is kept."""
        self.envelopes.append(envelope)
        return f"250 2.0.0 Ok: kept as {len(self.envelopes)}"

    def sign_in(self, _server: SMTP, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> AuthResult:
        """Return whether somebody may send."""
        assert isinstance(given, LoginPassword)
        self.users.append(given.login.decode())
        is_right = (given.login.decode(), given.password.decode()) == (USER, PASSWORD)
        return AuthResult(success=is_right, handled=is_right)


def certificate(folder: Path) -> Certificate:
    """Return a certificate for 127.0.0.1."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a mail server")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return Certificate(path)


@contextmanager
def serving(encryption: str, shown: Certificate, asks_for_user: bool) -> Iterator[tuple[Box, int]]:
    """Return what a server keeps, and its port. encryption: none, starttls or tls."""
    box = Box()
    more: dict[str, Any] = {}
    if asks_for_user:
        more |= {"authenticator": box.sign_in, "auth_required": True, "auth_require_tls": encryption == "starttls"}
    if encryption == "starttls":
        more |= {"tls_context": shown.context, "require_starttls": True}
    loop = asyncio.new_event_loop()
    making = loop.create_server(
        lambda: SMTP(box, loop=loop, **more), "127.0.0.1", 0, ssl=shown.context if encryption == "tls" else None
    )
    # The loop runs in its own thread from the start: a browser may hold one in the thread of the tests.
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(making, loop).result()
    try:
        yield box, server.sockets[0].getsockname()[1]
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        server.close()
        loop.close()
