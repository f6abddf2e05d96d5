"""A mail server for tests: it speaks SMTP on a port of its own and keeps whatever is handed to it."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage


class Mailbox(socketserver.ThreadingTCPServer):
    """The server with its mails."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.mails: list[EmailMessage] = []

    @property
    def port(self) -> int:
        """Return where it listens."""
        return int(self.server_address[1])

    def for_address(self, address: str) -> list[EmailMessage]:
        """Return the mails to somebody, in the order they came."""
        return [mail for mail in self.mails if mail["To"] == address]


class _Conversation(socketserver.StreamRequestHandler):
    """One client after another says HELO, MAIL, RCPT, DATA, QUIT."""

    def handle(self) -> None:
        """Answer until the client leaves."""
        self._say("220 ready")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"QUIT":
                self._say("221 bye")
                return
            if word == b"DATA":
                self._say("354 go on")
                self._take()
            self._say("250 ok")

    def _take(self) -> None:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        assert isinstance(self.server, Mailbox)
        # The policy makes an EmailMessage of it, which the signature of the function cannot tell.
        mail = message_from_bytes(b"".join(lines), policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.server.mails.append(mail)

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def listening_mailbox() -> Iterator[Mailbox]:
    """Return a mailbox that listens until the end."""
    with Mailbox() as mailbox:
        threading.Thread(target=mailbox.serve_forever, daemon=True).start()
        yield mailbox
        mailbox.shutdown()
