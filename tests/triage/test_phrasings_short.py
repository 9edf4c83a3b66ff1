"""Posts of one line: what the rules find in them by themselves, before the second reader speaks.

`phrasings/short.txt` is a table for clinicians: wordings of each line of the guide, and their
harmless twins.
"""

from pathlib import Path

import pytest

from forum.triage import Level, assess
from forum.triage.engine import load_rulebook

TABLE = Path(__file__).parent / "phrasings" / "short.txt"


def sections():
    """Return the wordings under each heading, "level: what"."""
    found = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            wordings = found[line.removeprefix("## ")] = []
        elif line and not line.startswith("#"):
            wordings.append(line)
    return found


SECTIONS = sections()


@pytest.fixture(scope="module")
def highest():
    """Return a function for the highest level at which a rule has found something."""
    book = load_rulebook(taught=False)

    def of(body):
        judged = assess("", body, book=book)  # what the rules found that was not heeded is kept
        unheeded = [item for item in judged.set_aside if item.reason == book.wording.reason]
        return max((item.level for item in [*judged.findings, *unheeded]), default=Level.NONE)

    return of


@pytest.mark.parametrize("heading", [name for name in SECTIONS if not name.startswith("none")])
def test_the_rules_find_what_is_told_in_one_line(heading, highest):
    level = Level(heading.partition(":")[0])
    assert [line for line in SECTIONS[heading] if highest(line) < level] == []


def test_no_rule_takes_a_harmless_line_for_urgent(highest):
    harmless = SECTIONS["none: no banner"]
    assert [line for line in harmless if highest(line) >= Level.URGENT] == []
