"""Outgoing mail: written to a spool in `DATA_DIR/outbox`, from where the worker delivers it.

With the default `MAIL_URL` the files simply stay there. With an SMTP server, `flask forum worker`
sends and removes them, so that no answer waits for the server and no message is lost while it is
down. Messages are plain text; addresses never reach a log.
"""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Mapping
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote, urlsplit
from uuid import uuid4

from flask import current_app

from .logs import log

TIMEOUT_SECONDS = 20
ON_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


def send(
    recipient: str, subject: str, body: str, headers: Mapping[str, str] = MappingProxyType({})
) -> None:
    """Spool one message to one address. Line breaks in a header or `recipient` raise `ValueError`.

    `recipient` is ASCII: an internationalised domain is written in its encoded form. `headers` are
    further ones.
    """
    config = current_app.config
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = Address(config["SITE_NAME"], addr_spec=config["MAIL_FROM"])
    message["To"] = addressee(recipient)
    message["Subject"] = f"{config['SITE_NAME']}: {subject}"
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=config["MAIL_FROM"].split("@")[1])
    message["Auto-Submitted"] = "auto-generated"
    for name, value in headers.items():
        message[name] = value
    # Not quoted-printable, which cuts links: operators without a mail server read these files.
    message.set_content(body, cte="8bit")
    folder = spool()
    unfinished = folder / f".{uuid4().hex}"
    unfinished.touch(mode=0o600)
    unfinished.write_bytes(bytes(message))
    unfinished.rename(folder / f"{message['Message-ID'].split('@')[0].strip('<')}.eml")


def addressee(address: str) -> Address:
    """Return an address as it stands in a header; one that cannot stand there is a `ValueError`.

    So is one that begins like an encoded word (`=?utf-8?q?x?=@example.org`).
    """
    return Address(addr_spec=address)


def spool() -> Path:
    """Return the folder of waiting mail: that of a `file:` MAIL_URL, else `DATA_DIR/outbox`."""
    parts = urlsplit(current_app.config["MAIL_URL"])
    in_data_dir: Path = current_app.config["DATA_DIR"] / "outbox"
    folder = Path(unquote(parts.path)) if parts.scheme == "file" else in_data_dir
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def deliver_spool() -> int:
    """Send what waits in the spool, oldest first, and return how many were sent.

    Does nothing where mail is kept as files. A message that the server refuses for good is put
    aside under `refused/`; what it refuses for now, and all when it cannot be reached, waits for
    the next call.
    """
    if urlsplit(current_app.config["MAIL_URL"]).scheme == "file":
        return 0
    waiting = sorted(spool().glob("*.eml"), key=os.path.getmtime)
    if not waiting:
        return 0
    sent = 0
    try:
        with _server() as server:
            for path in waiting:
                sent += _deliver(server, path)
    except OSError as error:  # smtplib's errors are OSErrors too
        log.warning("mail waits", extra={"fields": {"error": type(error).__name__}})
    return sent


def _deliver(server: smtplib.SMTP, path: Path) -> bool:
    message = message_from_bytes(path.read_bytes(), policy=policy.SMTP)
    try:
        server.send_message(message)
    except smtplib.SMTPServerDisconnected:
        raise
    except smtplib.SMTPException as error:
        for_good = _is_for_good(error)
        if for_good:
            _put_aside(path)
        event = "mail refused" if for_good else "mail waits"
        log.warning(event, extra={"fields": {"error": type(error).__name__}})
        return False
    path.unlink()
    return True


def _is_for_good(error: smtplib.SMTPException) -> bool:
    """Say whether trying again is useless: codes of 500 and more; 4xx means "not now"."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return not isinstance(error, smtplib.SMTPResponseException) or error.smtp_code >= 500


def _put_aside(path: Path) -> None:
    refused = path.parent / "refused"
    refused.mkdir(exist_ok=True, mode=0o700)
    path.rename(refused / path.name)


def _server() -> smtplib.SMTP:
    """Connect and sign in to the server of MAIL_URL."""
    parts = urlsplit(current_app.config["MAIL_URL"])
    host = parts.hostname or "localhost"
    context = ssl.create_default_context()
    if parts.scheme == "smtps":
        port = parts.port or 465
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            host, port, timeout=TIMEOUT_SECONDS, context=context
        )
    else:
        server = smtplib.SMTP(host, parts.port or 25, timeout=TIMEOUT_SECONDS)
    try:
        if parts.scheme == "smtp":
            _encrypt(server, context, must=bool(parts.username) and host not in ON_THIS_MACHINE)
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
    except OSError:
        server.close()
        raise
    return server


def _encrypt(server: smtplib.SMTP, context: ssl.SSLContext, must: bool) -> None:
    """Encrypt the line if the server can; with `must`, send no password to one that cannot."""
    server.ehlo_or_helo_if_needed()
    if server.has_extn("starttls"):
        server.starttls(context=context)
    elif must:
        raise smtplib.SMTPNotSupportedError("the server offers no encryption")
