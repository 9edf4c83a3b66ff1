import json
import subprocess
import sys

import pytest

from forum.richtext import render


def run(given: bytes, *options: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-W", "error", "-m", "forum.richtext", *options]
    return subprocess.run(command, input=given, capture_output=True, check=False, timeout=60)


def test_markdown_goes_in_and_html_comes_out() -> None:
    done = run("# Ü\n\n<b>*x*</b>\n".encode())
    assert done.returncode == 0
    assert done.stdout.decode() == "<h3>Ü</h3>\n<p>&lt;b&gt;<em>x</em>&lt;/b&gt;</p>\n"


def test_bytes_that_are_no_text_are_replaced() -> None:
    assert run(b"a\xff\xfeb").stdout.decode() == "<p>a��b</p>\n"


def test_lines_of_json_go_in_and_come_out_with_their_ids() -> None:
    records = [{"id": 1, "source": "*a*"}, {"id": "two", "source": "\ud800 <b>\u2028"}]
    done = run("".join(json.dumps(record) + "\n" for record in records).encode(), "--jsonl")
    assert done.returncode == 0
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {"id": record["id"], "html": render(str(record["source"])).html} for record in records
    ]


@pytest.mark.parametrize(
    "line",
    [b"no json", b"[]", b"{}", b'{"id": 1}', b'{"id": 1, "source": 2}', b"[" * 100_000, b""],
)
def test_a_line_that_cannot_be_read_stops_with_its_number(line: bytes) -> None:
    done = run(b'{"id": 1, "source": "a"}\n' + line + b"\n", "--jsonl")
    assert done.returncode == 1
    assert done.stderr.decode() == "line 2: not an object with `id` and `source`\n"
    assert len(done.stdout.splitlines()) == 1
