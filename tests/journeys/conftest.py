"""A real site, started as `make run` starts it, and a real Chromium."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path
from urllib.request import urlopen

import pytest
import real_browser
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Site:
    """A running forum: its address, its data folder, and what it printed when it started."""

    address: str
    data_dir: Path
    printed: str

    @property
    def claim_link(self) -> str:
        """The one-time link for the first administrator."""
        found = re.search(r"http\S+/claim/\S+", self.printed)
        assert found, self.printed
        return found[0]

    def newest_mail(self, recipient: str) -> str:
        """Return the text of the newest mail to an address."""
        paths = sorted((self.data_dir / "outbox").glob("*.eml"), key=os.path.getmtime)
        for path in reversed(paths):
            message = message_from_bytes(path.read_bytes(), policy=policy.default)
            if message["To"] == recipient:
                return str(message.get_content())
        raise AssertionError(f"no mail to {recipient}")


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def start(data_dir: Path, port: int) -> tuple[subprocess.Popen[bytes], Path]:
    """Start the server as `make run` does; its output goes to a file."""
    output = data_dir / "output.txt"
    environment = os.environ | {"DATA_DIR": str(data_dir), "PORT": str(port), "LOG_LEVEL": "ERROR"}
    with output.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "serve.py"], cwd=ROOT, env=environment, stdout=file, stderr=file
        )
    return process, output


def wait_until_ready(address: str, process: subprocess.Popen[bytes], output: Path) -> None:
    for _ in range(600):
        assert process.poll() is None, output.read_text()
        try:
            with urlopen(f"{address}/readyz") as answer:  # our own address
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(output.read_text())


@pytest.fixture(scope="module", params=["with JavaScript", "without JavaScript"])
def scripted(request: pytest.FixtureRequest) -> bool:
    """Whether the browser runs scripts."""
    return bool(request.param == "with JavaScript")


@pytest.fixture(scope="module")
def site(scripted: bool, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A forum of its own for each journey."""
    data_dir, port = tmp_path_factory.mktemp(f"site-{scripted}"), free_port()
    address = f"http://127.0.0.1:{port}"
    process, output = start(data_dir, port)
    try:
        wait_until_ready(address, process, output)
        yield Site(address, data_dir, output.read_text())
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A headless Chromium; without one the test is skipped, but in CI it fails."""
    if real_browser.path() is None:
        missing = "Chromium is missing: apt-get install chromium"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = real_browser.start(playwright)
        yield browser
        browser.close()
