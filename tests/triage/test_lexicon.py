import pytest

from forum.triage import lexicon, text
from forum.triage.datafile import DataError


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "concepts").mkdir()
    (tmp_path / "spelling.yaml").write_text("can not: cant\n")
    (tmp_path / "words.yaml").write_text("limb: leg, lower leg\n")
    (tmp_path / "real_words.txt").write_text("")
    (tmp_path / "concepts" / "a.yaml").write_text(
        "numb: |\n  can't feel my <limb>\nlost:\n  includes: [numb]\n"
    )
    return tmp_path


def test_a_concept_and_its_wider_one_are_mentioned(folder):
    words = lexicon.load(folder)
    post = text.read("", "I cant feel my lower leg", words.speller)
    found = {(m.concept, m.start, m.end) for m in words.find(post)}
    assert found == {("numb", 1, 7), ("lost", 1, 7)}


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("a: |\n  fine\n  my <arm>\n", r"b\.yaml:3: a: there is no word class <arm>"),
        ("a: |\n  (x|y\n", r"b\.yaml:2: a: a bracket is not closed"),
        ("numb: x\n", r"b\.yaml:1: the concept 'numb' exists already"),
        ("a:\n  includes: [zzz]\n", r"b\.yaml:2: a includes 'zzz'"),
        ("a:\n  phrase: x\n", r"b\.yaml:2: unknown field 'phrase'"),
    ],
)
def test_a_mistake_is_reported_with_file_and_line(folder, content, problem):
    (folder / "concepts" / "b.yaml").write_text(content)
    with pytest.raises(DataError, match=problem):
        lexicon.load(folder)
