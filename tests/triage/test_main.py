import io
import json
import subprocess
import sys

from forum.triage.__main__ import main


def run(*lines):
    out, errors = io.StringIO(), io.StringIO()
    status = main(lines, out, errors)
    return status, [json.loads(line) for line in out.getvalue().splitlines()], errors.getvalue()


def test_each_post_gets_one_line_with_its_id():
    status, answers, errors = run('{"id": 7, "title": "", "body": "I fainted this morning"}', "")
    assert (status, errors) == (0, "")
    assert answers[0]["id"] == 7
    assert answers[0]["level"] == "emergency"
    assert {"rule", "level", "field", "start", "end", "quote", "why"} == set(
        answers[0]["findings"][0]
    )


def test_a_bad_line_is_named_and_the_others_are_answered():
    status, answers, errors = run("{", "[]", '{"body": 3}', '{"id": "a", "kind": "poem"}', "{}")
    assert status == 1
    assert len(answers) == 1
    assert [line.split(":")[0] for line in errors.splitlines()] == [
        f"line {number}" for number in (1, 2, 3, 4)
    ]


def test_the_module_runs_as_a_command():
    done = subprocess.run(
        [sys.executable, "-m", "forum.triage"],
        input='{"id": "x", "body": "I can’t feel my foot since last night"}\n',
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert json.loads(done.stdout)["level"] == "urgent"
