import pytest

from forum.triage import datafile


@pytest.fixture
def write(tmp_path):
    def write(text):
        path = tmp_path / "rules.yaml"
        path.write_text(text)
        return path

    return write


def test_pieces_know_their_line(write):
    value = dict(datafile.load(write("limbs: |\n  arm, leg\n  # a note\n  foot # note\n")).items())
    assert list(value["limbs"].lines()) == [(2, "arm"), (2, "leg"), (4, "foot")]


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("a: 1\nb: }\n", 2, ""),
        ("a: 1\n\na: 2\n", 3, "named twice"),
        ("", 1, "empty"),
    ],
)
def test_a_broken_file_is_reported_with_its_line(write, text, line, problem):
    with pytest.raises(datafile.DataError, match=rf"rules\.yaml:{line}: .*{problem}"):
        datafile.load(write(text))


def test_unknown_and_missing_fields_are_reported(write):
    value = datafile.load(write("level: 1\nwhi: 2\n"))
    with pytest.raises(datafile.DataError, match=r":2: unknown field 'whi'"):
        value.fields({"level": True, "why": True})
    with pytest.raises(datafile.DataError, match="missing field 'why'"):
        datafile.load(write("level: 1\n")).fields({"level": True, "why": True})


def test_a_list_is_no_text(write):
    value = dict(datafile.load(write("a:\n  - b\n")).items())["a"]
    assert value.texts() == ("b",)
    with pytest.raises(datafile.DataError, match="expected text"):
        value.text()
