"""Settings, read once at start; the only reader of the environment.

Every setting has a default that works on one small machine. A bad value stops the start with one
clear line (`BadSetting`). README's table of settings is checked against `Settings` by a test.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dotenv import dotenv_values

from .triage import care

ROOT = Path(__file__).resolve().parent.parent
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
MAIL_SCHEMES = ("file", "smtp", "smtps")


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
    TRUSTED_PROXIES: str = "0"  # how many reverse proxies in front set X-Forwarded-For
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
        base_url = _base_url(self.BASE_URL or f"http://{self.HOST}:{self.PORT}")
        https = base_url.startswith("https:")
        return {
            "DATA_DIR": data_dir,
            "BASE_URL": base_url,
            "SITE_NAME": self.SITE_NAME,
            "CARE_REGION": _one_of("CARE_REGION", self.CARE_REGION.upper(), care.regions()),
            "LOG_LEVEL": _one_of("LOG_LEVEL", self.LOG_LEVEL.upper(), LOG_LEVELS),
            "METRICS": self.METRICS == "1",
            "TRUSTED_PROXIES": _whole_number("TRUSTED_PROXIES", self.TRUSTED_PROXIES),
            "MAIL_URL": _mail_url(self.MAIL_URL or f"file://{data_dir / 'outbox'}"),
            "MAIL_FROM": self.MAIL_FROM or f"no-reply@{urlsplit(base_url).hostname}",
            "PORT": _whole_number("PORT", self.PORT),
            "REDIS_URL": self.REDIS_URL,
            "SECRET_KEY": _secret_key(self.SECRET_KEY, data_dir),
            "SQLALCHEMY_DATABASE_URI": _database_url(self.DATABASE_URL, data_dir),
            "SESSION_COOKIE_NAME": "__Host-session" if https else "session",
            "SESSION_COOKIE_SECURE": https,
        }


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise BadSetting(f"{name}: {value!r} is not one of {', '.join(allowed)}")
    return value


def _whole_number(name: str, value: str) -> int:
    if not value.isascii() or not value.isdigit():
        raise BadSetting(f"{name}: {value!r} is not a whole number")
    return int(value)


def _base_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        raise BadSetting(f"BASE_URL: {value!r} is not like https://forum.example.org")
    return f"{parts.scheme}://{parts.netloc}"


def _mail_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in MAIL_SCHEMES or (parts.scheme != "file" and not parts.hostname):
        raise BadSetting("MAIL_URL: not like smtp://user:password@mail.example.org:587")
    return value


def _database_url(value: str, data_dir: Path) -> str:
    if not value:
        return f"sqlite:///{data_dir / 'forum.db'}"
    if value.startswith("sqlite:"):
        return value
    for scheme in ("postgres://", "postgresql://", "postgresql+psycopg://"):
        if value.startswith(scheme):
            return "postgresql+psycopg://" + value.removeprefix(scheme)
    raise BadSetting("DATABASE_URL: not like sqlite:////srv/forum.db or postgresql://host/name")


def _secret_key(value: str, data_dir: Path) -> str:
    if value:
        if len(value) < 32:
            raise BadSetting(
                "SECRET_KEY: shorter than 32 characters; leave it out to have one made"
            )
        return value
    return _kept_secret(data_dir / "secret_key")


def _kept_secret(path: Path) -> str:
    """Return the secret kept in `path`; the first process to start makes it, the others read it."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        secret = secrets.token_urlsafe(48)
        file.write(secret)
    return secret
