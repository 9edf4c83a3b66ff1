from pathlib import Path

import pytest
import real_browser

TESTS = Path(__file__).parent


def test_whoever_has_the_browser_elsewhere_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/opt/chrome/chrome")
    assert real_browser.path() == "/opt/chrome/chrome"


def test_the_one_that_is_quickest_is_found_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert real_browser.path() is None
    for name in reversed(real_browser.NAMES):
        (tmp_path / name).touch(mode=0o755)
        assert real_browser.path() == str(tmp_path / name)


def test_nothing_else_starts_a_browser() -> None:
    starting = "chromium" + ".launch("
    found = [path.name for path in TESTS.rglob("*.py") if starting in path.read_text("utf-8")]
    assert found == ["real_browser.py"]
