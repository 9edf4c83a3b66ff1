"""Mail is spooled at once and delivered later; nothing is lost while a server is away."""

from __future__ import annotations

import socket
import ssl
import stat
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask
from web.mail_server import CERTIFICATE, mail_server

from forum.web import mail


@pytest.fixture
def outbox(one_app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The spool of an application that has nothing waiting."""
    monkeypatch.setitem(one_app.config, "DATA_DIR", tmp_path)
    monkeypatch.setitem(one_app.config, "MAIL_URL", f"file://{tmp_path}/outbox")
    return tmp_path / "outbox"


@pytest.fixture
def to_port(one_app: Flask, monkeypatch: pytest.MonkeyPatch):
    """Point the application at a server."""

    def point(port: int, scheme: str = "smtp", user: str = "") -> None:
        monkeypatch.setitem(one_app.config, "MAIL_URL", f"{scheme}://{user}localhost:{port}")

    return point


@pytest.fixture
def trusting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust the tests' own certificate."""
    trusted = ssl.create_default_context(cafile=CERTIFICATE)
    monkeypatch.setattr(ssl, "create_default_context", lambda: trusted)


def waiting(outbox: Path) -> list[EmailMessage]:
    files = sorted(outbox.glob("*.eml"))
    return [message_from_bytes(file.read_bytes(), policy=policy.SMTP) for file in files]


def text(message: EmailMessage) -> str:
    """The body with plain line ends."""
    body: str = message.get_content()
    return body.replace("\r\n", "\n")


def free_port() -> int:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port: int = unused.getsockname()[1]
        return port


def test_a_message_is_plain_text_with_one_recipient_and_the_sites_name(outbox: Path) -> None:
    mail.send("reader@example.org", "Confirm your address", "Grüße,\nhttps://example.org/x\n")
    [message] = waiting(outbox)
    assert message["To"] == "reader@example.org"
    assert message["From"] == "Limber <no-reply@127.0.0.1>"
    assert message["Subject"] == "Limber: Confirm your address"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "text/plain"
    assert text(message) == "Grüße,\nhttps://example.org/x\n"


def test_a_long_link_stands_whole_in_the_file(outbox: Path) -> None:
    link = "https://example.org/confirm/" + "aZ0-_.=" * 60
    mail.send("reader@example.org", "Hello", f"Open this:\n\n{link}\n")
    [file] = outbox.glob("*.eml")
    assert link in file.read_text()


@pytest.mark.parametrize("name", ["Cramps, spasms & co <x@y>", "Krämpfe: Fragen", 'The "Limber"'])
def test_a_site_name_with_punctuation_is_quoted(
    one_app: Flask, outbox: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setitem(one_app.config, "SITE_NAME", name)
    mail.send("reader@example.org", "Hello", "Body")
    [message] = waiting(outbox)
    [sender] = message["From"].addresses
    assert (sender.display_name, sender.addr_spec) == (name, "no-reply@127.0.0.1")


@pytest.mark.parametrize(
    ("recipient", "subject"),
    [
        ("a@example.org\nBcc: b@example.org", "Hello"),
        ("a@example.org\r\nBcc: b@example.org", "Hello"),
        ("a@example.org, b@example.org", "Hello"),
        ("a@example.org", "Hello\nBcc: b@example.org"),
        ("a@example.org", "Hello\r\n\r\nAnother body"),
    ],
)
def test_nothing_can_add_a_header_or_a_recipient(
    outbox: Path, recipient: str, subject: str
) -> None:
    with pytest.raises(ValueError, match=r".+"):
        mail.send(recipient, subject, "Body")
    assert waiting(outbox) == []


def test_only_the_owner_can_read_the_spool(outbox: Path) -> None:
    mail.send("reader@example.org", "Hello", "Body")
    [file] = outbox.glob("*.eml")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(outbox.stat().st_mode) == 0o700


def test_without_a_server_mail_stays_in_its_files(outbox: Path) -> None:
    mail.send("reader@example.org", "Hello", "Body")
    assert mail.deliver_spool() == 0
    assert len(waiting(outbox)) == 1


def test_a_server_gets_each_message_once(outbox: Path, to_port) -> None:
    for number in range(3):
        mail.send(f"reader{number}@example.org", "Hello", ".dots\n..stay\n.\nwhole Ä\n")
    with mail_server() as server:
        to_port(server.port)
        assert mail.deliver_spool() == 3
        assert mail.deliver_spool() == 0
    assert waiting(outbox) == []
    assert sorted(server.recipients) == [f"reader{n}@example.org" for n in range(3)]
    parsed = message_from_bytes(server.messages[0], policy=policy.SMTP)
    assert text(parsed) == ".dots\n..stay\n.\nwhole Ä\n"


def test_mail_waits_while_the_server_is_down_and_goes_out_later(outbox: Path, to_port) -> None:
    mail.send("reader@example.org", "Hello", "Body")
    port = free_port()
    to_port(port)
    assert mail.deliver_spool() == 0
    assert len(waiting(outbox)) == 1
    with mail_server(port=port):
        assert mail.deliver_spool() == 1


def test_a_refused_recipient_is_put_aside_and_holds_nobody_up(outbox: Path, to_port) -> None:
    for name in ("gone", "there"):
        mail.send(f"{name}@example.org", "Hello", "Body")
    with mail_server(replies={"RCPT": "550 no such mailbox"}) as server:
        to_port(server.port)
        assert mail.deliver_spool() == 0
    assert waiting(outbox) == []
    assert len(list((outbox / "refused").iterdir())) == 2


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
def test_what_is_refused_for_now_is_tried_again(outbox: Path, to_port, command: str) -> None:
    mail.send("reader@example.org", "Hello", "Body")
    with mail_server(replies={command: "451 come back later"}) as server:
        to_port(server.port)
        assert mail.deliver_spool() == 0
        assert len(waiting(outbox)) == 1
        server.replies.clear()
        assert mail.deliver_spool() == 1


@pytest.mark.parametrize("command", ["EHLO", "MAIL", "RCPT", "DATA"])
def test_a_server_that_hangs_up_loses_nothing(outbox: Path, to_port, command: str) -> None:
    mail.send("reader@example.org", "Hello", "Body")
    with mail_server(replies={command: ""}) as server:
        to_port(server.port)
        assert mail.deliver_spool() == 0
    assert len(waiting(outbox)) == 1


def test_the_line_is_encrypted_where_the_server_offers_it(
    outbox: Path, to_port, trusting: None
) -> None:
    mail.send("reader@example.org", "Hello", "Body")
    with mail_server(starttls=True, password="p@ss:word") as server:
        to_port(server.port, user="user:p%40ss%3Aword@")
        assert mail.deliver_spool() == 1
    assert server.encrypted == [True]


def test_a_server_can_be_encrypted_from_the_first_byte(
    outbox: Path, to_port, trusting: None
) -> None:
    mail.send("reader@example.org", "Hello", "Body")
    with mail_server(always_tls=True) as server:
        to_port(server.port, scheme="smtps")
        assert mail.deliver_spool() == 1


@pytest.mark.parametrize("always_tls", [False, True])
def test_a_server_with_an_unknown_certificate_gets_nothing(
    outbox: Path, to_port, always_tls: bool
) -> None:
    mail.send("reader@example.org", "Hello", "Body")
    with mail_server(always_tls=always_tls, starttls=True) as server:
        to_port(server.port, scheme="smtps" if always_tls else "smtp")
        assert mail.deliver_spool() == 0
    assert (server.messages, len(waiting(outbox))) == ([], 1)


def test_a_wrong_password_leaves_the_mail_waiting(outbox: Path, to_port) -> None:
    mail.send("reader@example.org", "Hello", "Body")
    with mail_server(password="right") as server:
        to_port(server.port, user="user:wrong@")
        assert mail.deliver_spool() == 0
    assert len(waiting(outbox)) == 1


def test_a_password_never_crosses_the_network_in_the_clear(
    outbox: Path, to_port, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "ON_THIS_MACHINE", frozenset())
    mail.send("reader@example.org", "Hello", "Body")
    with mail_server(password="secret") as server:
        to_port(server.port, user="user:secret@")
        assert mail.deliver_spool() == 0
    assert (server.messages, len(waiting(outbox))) == ([], 1)


def test_logs_name_no_address(
    outbox: Path, to_port, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mail.send("canary@example.org", "Hello", "Body")
    seen: list[str] = []
    monkeypatch.setattr(mail.log, "warning", lambda event, extra: seen.append(f"{event} {extra}"))
    with mail_server(replies={"RCPT": "550 canary@example.org is unknown"}) as server:
        to_port(server.port)
        mail.deliver_spool()
    assert len(seen) == 1
    assert "canary" not in seen[0]
