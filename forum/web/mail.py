"""Outgoing mail: written to a spool in `DATA_DIR/outbox`, from where the worker delivers it.

With the default `MAIL_URL` the files simply stay there. With an SMTP server, `flask forum worker`
sends and removes them, so that no answer waits for the server and no message is lost while it is
down. Messages are plain text; addresses never reach a log.
"""

from __future__ import annotations

import os
import smtplib
import ssl
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path
from urllib.parse import unquote, urlsplit
from uuid import uuid4

from flask import current_app

from .logs import log

TIMEOUT_SECONDS = 20


def send(recipient: str, subject: str, body: str) -> None:
    """Spool one message. Line breaks in `subject` or `recipient` raise `ValueError`."""
    config = current_app.config
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = f"{config['SITE_NAME']} <{config['MAIL_FROM']}>"
    message["To"] = recipient
    message["Subject"] = f"{config['SITE_NAME']}: {subject}"
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=config["MAIL_FROM"].split("@")[1])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body)
    folder = spool()
    unfinished = folder / f".{uuid4().hex}"
    unfinished.touch(mode=0o600)
    unfinished.write_bytes(bytes(message))
    unfinished.rename(folder / f"{message['Message-ID'].split('@')[0].strip('<')}.eml")


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
    aside under `refused/`; when the server cannot be reached the rest waits for the next call.
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


def _deliver(server: smtplib.SMTP, path: Path) -> int:
    message = message_from_bytes(path.read_bytes(), policy=policy.SMTP)
    try:
        server.send_message(message)
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError) as error:
        refused = path.parent / "refused"
        refused.mkdir(exist_ok=True)
        path.rename(refused / path.name)
        log.warning("mail refused", extra={"fields": {"error": type(error).__name__}})
        return 0
    path.unlink()
    return 1


def _server() -> smtplib.SMTP:
    parts = urlsplit(current_app.config["MAIL_URL"])
    host = parts.hostname or "localhost"
    context = ssl.create_default_context()
    server: smtplib.SMTP
    if parts.scheme == "smtps":
        server = smtplib.SMTP_SSL(host, parts.port or 465, timeout=TIMEOUT_SECONDS, context=context)
    else:
        server = smtplib.SMTP(host, parts.port or 25, timeout=TIMEOUT_SECONDS)
        if server.has_extn("starttls") or (server.ehlo()[0] == 250 and server.has_extn("starttls")):
            server.starttls(context=context)
    if parts.username:
        server.login(unquote(parts.username), unquote(parts.password or ""))
    return server
