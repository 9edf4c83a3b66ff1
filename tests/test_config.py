"""Settings: each bad value stops the start with one clear line, and secrets stay secret."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from forum import config, create_app
from forum.config import ROOT, BadSetting, Settings

SECRET = "pA8-vR2_xQ7.nL4!kW9+dT3~hB6=zM1&"
BAD = {
    "BASE_URL": [
        "nonsense",
        "ftp://forum.example.org",
        "http://",
        "http://[::1",
        "http://forum.example.org:port",
        "http://forum.example.org:99999",
        "http://forum.example.org:0",
        "http://fo rum.example.org",
        "http://user:word@forum.example.org",
        "http://forum.example.org/below",
        "http://forum.example.org?a=b",
        "http://forum.example.org#a",
        "http://forum.example.org\nX-Header: 1",
    ],
    "HOST": ["a b", "127.0.0.1/x"],
    "PORT": ["0", "65536", "-1", "http", "１２", "9" * 5000],
    "TRUSTED_PROXIES": ["-1", "many", "10", "9" * 5000],
    "PAGE_CACHE_SECONDS": ["-1", "on", "3601"],
    "METRICS": ["yes", "2"],
    "LOG_LEVEL": ["LOUD"],
    "CARE_REGION": ["XX", "germany"],
    "SITE_NAME": ["two\nlines", "bell\a", "x" * 61],
    "MAIL_URL": [
        "smtp:",
        "smtp://",
        "http://mail.example.org",
        "smtp://mail.example.org:port",
        "smtp://mail.example.org:0",
        "smtp://[::1",
        "file:",
        "file://relative/folder",
    ],
    "MAIL_FROM": [
        "nobody",
        "@example.org",
        "forum@",
        "forum@example.org\nBcc: all@example.org",
        "Forum <forum@example.org>",
        "a@example.org, b@example.org",
    ],
    "DATABASE_URL": [
        "mysql://host/name",
        "sqlite:nonsense",
        "sqlite://",
        "sqlite:///:memory:",
        "postgresql://host:port/name",
        "postgresql://host",
        "postgresql+psycopg2://host/name",
        "nonsense",
    ],
    "REDIS_URL": ["nonsense", "http://localhost", "redis://localhost:port", "redis://"],
    "SECRET_KEY": ["secret", "x" * 31, "a" * 64, "abc" * 20],
}


def settings(tmp_path: Path, **given: Any) -> dict[str, Any]:
    return Settings.read({"DATA_DIR": str(tmp_path), **given}, environ={}).flask()


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in BAD.items() for value in values]
)
def test_a_bad_value_is_refused_in_one_line_that_names_the_setting(
    tmp_path: Path, name: str, value: str
) -> None:
    with pytest.raises(BadSetting) as refused:
        settings(tmp_path, **{name: value})
    line = str(refused.value)
    assert line.startswith(f"{name}: ")
    assert line.isprintable()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MAIL_URL", "imap://user:hunter2hunter2@mail.example.org"),
        ("DATABASE_URL", "postgresql://user:hunter2hunter2@host:port/name"),
        ("REDIS_URL", "http://:hunter2hunter2@host"),
        ("SECRET_KEY", "hunter2hunter2"),
        ("BASE_URL", "http://user:hunter2hunter2@host"),
    ],
)
def test_the_line_never_repeats_a_password(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(BadSetting) as refused:
        settings(tmp_path, **{name: value})
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize("path", ["/proc/limber", "/dev/null/limber", "/proc"])
def test_a_data_folder_that_cannot_be_written_is_refused(path: str) -> None:
    with pytest.raises(BadSetting, match=r"^DATA_DIR: "):
        settings(Path(path))


@pytest.mark.parametrize(
    ("name", "value", "key", "kept"),
    [
        ("BASE_URL", "https://forum.example.org/", "BASE_URL", "https://forum.example.org"),
        ("BASE_URL", "http://[::1]:8080", "BASE_URL", "http://[::1]:8080"),
        ("HOST", "::1", "BASE_URL", "http://[::1]:8000"),
        ("HOST", "::1", "MAIL_FROM", "no-reply@localhost"),
        ("CARE_REGION", "us", "CARE_REGION", "US"),
        ("LOG_LEVEL", "debug", "LOG_LEVEL", "DEBUG"),
        ("METRICS", "1", "METRICS", True),
        ("METRICS", "0", "METRICS", False),
        ("SITE_NAME", "Krämpfe & mehr", "SITE_NAME", "Krämpfe & mehr"),
        ("MAIL_URL", "smtps://u:p%40@mail.example.org", "MAIL_URL", None),
        ("MAIL_URL", "file:///srv/outbox", "MAIL_URL", None),
        ("REDIS_URL", "redis://:word@localhost:6379/0", "REDIS_URL", None),
        ("SECRET_KEY", SECRET, "SECRET_KEY", SECRET),
        (
            "DATABASE_URL",
            "postgres://u:p@host:5432/name",
            "SQLALCHEMY_DATABASE_URI",
            "postgresql+psycopg://u:p@host:5432/name",
        ),
        (
            "DATABASE_URL",
            "postgresql:///name?host=/run/sockets",
            "SQLALCHEMY_DATABASE_URI",
            "postgresql+psycopg:///name?host=/run/sockets",
        ),
        ("DATABASE_URL", "sqlite:////srv/forum.db", "SQLALCHEMY_DATABASE_URI", None),
    ],
)
def test_a_good_value_is_kept(
    tmp_path: Path, name: str, value: str, key: str, kept: object
) -> None:
    assert settings(tmp_path, **{name: value})[key] == (value if kept is None else kept)


def test_every_default_works(tmp_path: Path) -> None:
    found = settings(tmp_path)
    assert found["SQLALCHEMY_DATABASE_URI"] == f"sqlite:///{tmp_path}/forum.db"
    assert found["MAIL_URL"] == f"file://{tmp_path}/outbox"
    assert found["BASE_URL"] == "http://127.0.0.1:8000"
    assert found["REDIS_URL"] == ""


def test_only_https_gives_cookies_that_no_other_host_can_set(tmp_path: Path) -> None:
    secure = settings(tmp_path, BASE_URL="https://forum.example.org")
    assert (secure["SESSION_COOKIE_NAME"], secure["SESSION_COOKIE_SECURE"]) == (
        "__Host-session",
        True,
    )
    assert settings(tmp_path)["SESSION_COOKIE_SECURE"] is False


def test_an_argument_wins_over_the_environment_and_that_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config, "ROOT", tmp_path)
    (tmp_path / ".env").write_text("SITE_NAME=File\nCARE_REGION=DE\nLOG_LEVEL=ERROR\n")
    read = Settings.read({"SITE_NAME": "Call"}, {"SITE_NAME": "Shell", "CARE_REGION": "FR"})
    assert (read.SITE_NAME, read.CARE_REGION, read.LOG_LEVEL) == ("Call", "FR", "ERROR")


def test_an_empty_variable_means_the_default(tmp_path: Path) -> None:
    assert Settings.read({}, {"SITE_NAME": "", "DATABASE_URL": ""}) == Settings()


def test_the_secret_key_is_made_once_and_is_the_owners_alone(tmp_path: Path) -> None:
    first, second = (settings(tmp_path)["SECRET_KEY"] for _ in range(2))
    assert first == second
    assert len(first) >= 43
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_each_site_makes_a_secret_of_its_own(tmp_path: Path) -> None:
    made = {settings(tmp_path / str(n))["SECRET_KEY"] for n in range(5)}
    assert len(made) == 5


def test_the_data_folder_is_the_owners_alone(tmp_path: Path) -> None:
    settings(tmp_path / "data")
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_processes_that_start_at_once_agree_on_the_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        found = set(pool.map(lambda _: settings(tmp_path)["SECRET_KEY"], range(64)))
    assert len(found) == 1


@pytest.mark.parametrize("kept", ["", "short"])
def test_a_secret_that_was_cut_off_stops_the_start(tmp_path: Path, kept: str) -> None:
    (tmp_path / "secret_key").write_text(kept)
    with pytest.raises(BadSetting, match=r"^SECRET_KEY: .*delete that file"):
        settings(tmp_path)


def test_the_application_refuses_to_be_made_with_a_bad_setting(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=r"^SECRET_KEY"):
        create_app({"DATA_DIR": str(tmp_path), "SECRET_KEY": "dev"})


@pytest.mark.parametrize("command", [["wsgi.py"], ["serve.py"]])
def test_the_commands_end_with_one_line_and_a_failure(tmp_path: Path, command: list[str]) -> None:
    environ = {**os.environ, "DATA_DIR": str(tmp_path), "BASE_URL": "forum"}
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environ, capture_output=True, text=True
    )
    assert done.returncode != 0
    assert re.fullmatch(r"The forum cannot start\. BASE_URL: .+\n", done.stderr)
    assert done.stdout == ""


def test_readme_has_a_row_for_every_setting() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)`", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert set(rows) >= {field.name for field in fields(Settings)}
