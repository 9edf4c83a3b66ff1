"""Settings, read once at start; the only reader of the environment.

Every setting has a default that works on one small machine. A bad value stops the start with one
clear line (`BadSetting`). README's table of settings is checked against `Settings` by a test.
"""

from __future__ import annotations

import os
import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from dotenv import dotenv_values
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from .triage import care

ROOT = Path(__file__).resolve().parent.parent
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
HOST = r"[0-9A-Za-z.:_-]+"
MAIL_ADDRESS = r"[0-9A-Za-z.!#$%&'*+/=?^_`{|}~-]+@[0-9A-Za-z.-]+"
SITE_NAME_MAX = 60
SECRET_MIN, SECRET_VARIETY = 32, 10  # characters, and different ones among them


class BadSetting(Exception):
    """A setting that cannot be used; its text is one line that says what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator can set, by environment variable or in a `.env` file.

    The comment behind each field is what README's table says of it.
    """

    DATA_DIR: str = "instance"  # where the database, secret key and outgoing mail are kept
    DATABASE_URL: str = ""  # sqlite:///… or postgresql://…; default: SQLite in DATA_DIR
    REDIS_URL: str = ""  # shared rate limits for several processes; default: none, kept in memory
    SECRET_KEY: str = ""  # signs sessions and links in mail; default: made once, kept in DATA_DIR
    BASE_URL: str = ""  # the public address, used in mail and feeds; default: http://HOST:PORT
    HOST: str = "127.0.0.1"  # the address that `make run` listens on
    PORT: str = "8000"  # the port that `make run` listens on
    SITE_NAME: str = "Limber"  # the name shown everywhere
    MAIL_URL: str = ""  # smtp://user:password@host:587; default: files in DATA_DIR/outbox
    MAIL_FROM: str = ""  # the sender's address; default: no-reply@ the host of BASE_URL
    CARE_REGION: str = "GB"  # whose emergency numbers show by default
    LOG_LEVEL: str = "INFO"  # DEBUG, INFO, WARNING or ERROR
    SIGN_UP_MIN_SECONDS: str = "0"  # sign-ups sent sooner after opening the form are a robot's
    FIRST_POSTS: str = "review 3"  # a new member's first posts: `hold N`, `review N` or `off`
    FLAGS_TO_HOLD: str = "3"  # this many established members' flags hold a post
    NUDGE_AFTER_HOURS: str = "24"  # so long a question waits before people are reminded; 0: never
    TRUSTED_PROXIES: str = "0"  # how many reverse proxies in front set X-Forwarded-For
    PAGE_CACHE_SECONDS: str = "20"  # so long a visitor's page is kept at most; 0 switches it off
    METRICS: str = ""  # 1 switches /metrics on

    @classmethod
    def read(
        cls, overrides: Mapping[str, Any], environ: Mapping[str, str] | None = None
    ) -> Settings:
        """Take each setting from `overrides`, the environment, `.env`, or its default."""
        environ = os.environ if environ is None else environ
        dotenv = dotenv_values(ROOT / ".env")
        names = [field.name for field in fields(cls)]
        given: dict[str, str] = {}
        for name in names:
            value = overrides.get(name, environ.get(name, dotenv.get(name)))
            if value not in (None, ""):
                given[name] = str(value)
        return cls(**given)

    def data_dir(self) -> Path:
        """Return the data folder, made if it is missing; only its owner may enter."""
        path = Path(self.DATA_DIR)
        path = path if path.is_absolute() else ROOT / path
        try:
            path.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise BadSetting(f"DATA_DIR: cannot use {path}: {error.strerror}") from error
        return path

    def flask(self) -> dict[str, Any]:
        """Return the Flask configuration that these settings mean, after checking each value."""
        data_dir = self.data_dir()
        port = _whole_number("PORT", self.PORT, 1, 65_535)
        base_url = _base_url(self.BASE_URL or _local_url(self.HOST, self.PORT))
        https = base_url.startswith("https:")
        return {
            "DATA_DIR": data_dir,
            "BASE_URL": base_url,
            "SITE_NAME": _one_line("SITE_NAME", self.SITE_NAME, SITE_NAME_MAX),
            "CARE_REGION": _one_of("CARE_REGION", self.CARE_REGION.upper(), care.codes()),
            "LOG_LEVEL": _one_of("LOG_LEVEL", self.LOG_LEVEL.upper(), LOG_LEVELS),
            "METRICS": _one_of("METRICS", self.METRICS or "0", ("0", "1")) == "1",
            "SIGN_UP_MIN_SECONDS": _whole_number(
                "SIGN_UP_MIN_SECONDS", self.SIGN_UP_MIN_SECONDS, 0, 60
            ),
            "FIRST_POSTS": _first_posts(self.FIRST_POSTS),
            "FLAGS_TO_HOLD": _whole_number("FLAGS_TO_HOLD", self.FLAGS_TO_HOLD, 1, 100),
            "NUDGE_AFTER_HOURS": _whole_number("NUDGE_AFTER_HOURS", self.NUDGE_AFTER_HOURS, 0, 168),
            "PAGE_CACHE_SECONDS": _whole_number(
                "PAGE_CACHE_SECONDS", self.PAGE_CACHE_SECONDS, 0, 3600
            ),
            "TRUSTED_PROXIES": _whole_number("TRUSTED_PROXIES", self.TRUSTED_PROXIES, 0, 9),
            "MAIL_URL": _mail_url(self.MAIL_URL or f"file://{data_dir / 'outbox'}"),
            "MAIL_FROM": _mail_from(self.MAIL_FROM, base_url),
            "PORT": port,
            "REDIS_URL": _redis_url(self.REDIS_URL),
            "SECRET_KEY": _secret_key(self.SECRET_KEY, data_dir),
            "SQLALCHEMY_DATABASE_URI": _database_url(self.DATABASE_URL, data_dir),
            "SESSION_COOKIE_NAME": "__Host-session" if https else "session",
            "SESSION_COOKIE_SECURE": https,
        }


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise BadSetting(f"{name}: {value!r} is not one of {', '.join(allowed)}")
    return value


def _whole_number(name: str, value: str, least: int, most: int) -> int:
    if not (value.isascii() and value.isdigit() and least <= int(value[:20]) <= most):
        raise BadSetting(f"{name}: {value!r} is not a whole number from {least} to {most}")
    return int(value)


def _first_posts(value: str) -> tuple[str, int]:
    """Return what is done with a new member's first posts, and how many those are."""
    found = re.fullmatch(r"(hold|review) ([1-9][0-9]?)", value.strip().lower())
    if found:
        return found[1], int(found[2])
    if value.strip().lower() != "off":
        raise BadSetting(f"FIRST_POSTS: {value!r} is not like hold 2, review 3 or off")
    return "off", 0


def _one_line(name: str, value: str, most: int) -> str:
    if not value.isprintable() or len(value) > most:
        raise BadSetting(f"{name}: not one line of at most {most} characters")
    return value


def _matching(name: str, value: str, pattern: str, like: str) -> str:
    if not re.fullmatch(pattern, value):
        raise BadSetting(f"{name}: {value!r} is not like {like}")
    return value


def _address(name: str, value: str, schemes: tuple[str, ...], like: str) -> SplitResult:
    """Return the parts of an address; it may hold a password, so no message repeats it."""
    complaint = f"{name}: not like {like}"
    try:
        parts = urlsplit(value)
        port_is_good = parts.port is None or parts.port > 0
    except ValueError as error:
        raise BadSetting(complaint) from error
    host_is_good = re.fullmatch(HOST, parts.hostname or "", re.ASCII)
    if parts.scheme not in schemes or not port_is_good or not host_is_good or "\n" in value:
        raise BadSetting(complaint)
    return parts


def _base_url(value: str) -> str:
    like = "https://forum.example.org"
    parts = _address("BASE_URL", value, ("http", "https"), like)
    if parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc:
        raise BadSetting(f"BASE_URL: not like {like}: only a scheme, a host and perhaps a port")
    return f"{parts.scheme}://{parts.netloc}"


def _local_url(host: str, port: str) -> str:
    host = _matching("HOST", host, HOST, "127.0.0.1 or localhost")
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _mail_url(value: str) -> str:
    like = "smtp://user:password@mail.example.org:587"
    if value.startswith("file:"):
        if not re.match(r"file:///.", value):
            raise BadSetting("MAIL_URL: not like file:///srv/forum/outbox")
        return value
    _address("MAIL_URL", value, ("smtp", "smtps"), like)
    return value


def _mail_from(value: str, base_url: str) -> str:
    host = urlsplit(base_url).hostname or ""
    value = value or f"no-reply@{'localhost' if ':' in host else host}"
    return _matching("MAIL_FROM", value, MAIL_ADDRESS, "forum@example.org")


def _redis_url(value: str) -> str:
    if value:
        _address("REDIS_URL", value, ("redis", "rediss"), "redis://localhost:6379/0")
    return value


def _database_url(value: str, data_dir: Path) -> str:
    like = "DATABASE_URL: not like sqlite:////srv/forum.db or postgresql://host/name"
    if not value:
        return f"sqlite:///{data_dir / 'forum.db'}"
    for scheme in ("postgres://", "postgresql://"):
        if value.startswith(scheme):
            value = "postgresql+psycopg://" + value.removeprefix(scheme)
    try:
        url = make_url(value)
    except (ArgumentError, ValueError) as error:
        raise BadSetting(like) from error
    if url.drivername not in ("sqlite", "postgresql+psycopg") or not url.database:
        raise BadSetting(like)
    if url.database == ":memory:":
        raise BadSetting("DATABASE_URL: a forum in memory would forget everything; name a file")
    return value


def _secret_key(value: str, data_dir: Path) -> str:
    if not value:
        return _kept_secret(data_dir / "secret_key")
    if len(value) < SECRET_MIN or len(set(value)) < SECRET_VARIETY:
        raise BadSetting(
            f"SECRET_KEY: shorter than {SECRET_MIN} characters, or too easy to guess; "
            "leave it out to have one made"
        )
    return value


def _kept_secret(path: Path) -> str:
    """Return the secret kept in `path`; the first process to start makes it, the others read it."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read_secret(path)
    except OSError as error:
        raise BadSetting(f"DATA_DIR: cannot write {path}: {error.strerror}") from error
    with os.fdopen(handle, "w") as file:
        secret = secrets.token_urlsafe(48)
        file.write(secret)
    return secret


def _read_secret(path: Path) -> str:
    """Return what another process wrote, or may just be writing."""
    for _ in range(50):
        secret = path.read_text(encoding="utf-8").strip()
        if len(secret) >= SECRET_MIN:
            return secret
        time.sleep(0.02)
    raise BadSetting(f"SECRET_KEY: {path} holds no secret; delete that file to have one made")
