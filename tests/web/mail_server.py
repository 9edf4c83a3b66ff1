"""A mail server on a thread, as small as the tests need: EHLO, STARTTLS, AUTH, MAIL, RCPT, DATA."""

from __future__ import annotations

import base64
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CERTIFICATE = Path(__file__).with_name("mail_server.pem")  # for localhost, valid only in tests


@dataclass
class MailServer:
    """What the server does, and what it was given.

    `replies` maps a command ("RCPT", "DATA") to the answer that it gives instead of the usual one;
    an answer of "" hangs up.
    """

    port: int = 0
    starttls: bool = False
    password: str | None = None
    replies: dict[str, str] = field(default_factory=dict)
    messages: list[bytes] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)  # for each message

    @property
    def extensions(self) -> list[str]:
        return [
            "8BITMIME",
            *(["STARTTLS"] if self.starttls else []),
            *(["AUTH PLAIN"] if self.password is not None else []),
        ]


def tls() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


class Conversation(socketserver.StreamRequestHandler):
    """One client's session."""

    server: Any

    def handle(self) -> None:
        self.state: MailServer = self.server.state
        self.is_encrypted, self.is_known = self.server.always_tls, self.state.password is None
        self.say("220 ready")
        while line := self.rfile.readline():
            verb, _, rest = line.decode().strip().partition(" ")
            if self.answer(verb.upper(), rest) is False:
                return

    def answer(self, verb: str, rest: str) -> bool | None:
        if verb in self.state.replies:
            reply = self.state.replies[verb]
            self.say(reply) if reply else None
            return bool(reply) and None
        handler = getattr(self, f"on_{verb.lower()}", None)
        if handler is None:
            return self.say("250 fine")
        result: bool | None = handler(rest)
        return result

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def on_ehlo(self, _rest: str) -> None:
        hidden = {"STARTTLS"} if self.is_encrypted else set()
        offered = [e for e in self.state.extensions if e not in hidden]
        for extension in offered:
            self.say(f"250-{extension}")
        self.say("250 at your service")

    def on_starttls(self, _rest: str) -> None:
        self.say("220 go on")
        self.rfile.close()
        self.connection = tls().wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", buffering=0)
        self.is_encrypted = True

    def finish(self) -> None:
        super().finish()
        self.connection.close()

    def on_auth(self, rest: str) -> None:
        given = base64.b64decode(rest.split()[-1]).split(b"\0")[-1].decode()
        self.is_known = given == self.state.password
        self.say("235 hello" if self.is_known else "535 no")

    def on_mail(self, _rest: str) -> None:
        self.say("250 fine" if self.is_known else "530 who are you?")

    def on_rcpt(self, rest: str) -> None:
        self.to = rest.partition("<")[2].partition(">")[0]
        self.say("250 fine")

    def on_data(self, _rest: str) -> None:
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        self.state.messages.append(b"".join(lines))
        self.state.recipients.append(self.to)
        self.state.encrypted.append(self.is_encrypted)
        self.say("250 taken")

    def on_quit(self, _rest: str) -> bool:
        self.say("221 goodbye")
        return False


class Server(socketserver.ThreadingTCPServer):
    """The listening socket."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, state: MailServer, always_tls: bool) -> None:
        self.state, self.always_tls = state, always_tls
        super().__init__(("127.0.0.1", state.port), Conversation)
        if always_tls:
            self.socket = tls().wrap_socket(self.socket, server_side=True)


@contextmanager
def mail_server(always_tls: bool = False, **state: Any) -> Iterator[MailServer]:
    """Run a server until the end of the block; its `port` says where."""
    described = MailServer(**state)
    with Server(described, always_tls) as server:
        described.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield described
        finally:
            server.shutdown()
            thread.join()
