import pytest

from forum.triage import Level
from forum.triage.datafile import DataError
from forum.triage.engine import DATA
from forum.triage.features import places
from forum.triage.model import Finding, SetAside
from forum.triage.second_reader import SecondReader, dump, load, load_by_words, signs
from forum.triage.spelling import Speller
from forum.triage.text import read

HEAD = "bias\t0\t0\t0\t0\t0\nlean\t0\t0\t0\t0\t0\n"


def reader(**weights):
    rows = {("", word): row for word, row in weights.items()}
    return SecondReader(rows, (1.0, 0.0, 0.0, 0.0, 0.0), (0.0,) * 5)


def test_the_level_that_most_speaks_for_is_the_opinion():
    opinion = reader(swollen=(0, 0, 4, 0, 0), hello=(1, 0, 0, 0, 0)).read({("", "swollen"): (0, 1)})
    assert opinion.level == Level.URGENT
    assert opinion.votes() == {("", "swollen"): 4}


def test_a_post_of_unknown_words_is_nothing():
    assert reader().read({("", "xylophone"): (0, 1)}).level == Level.NONE


def test_much_that_speaks_against_outweighs_a_little_that_speaks_for():
    both = reader(swollen=(0, 0, 2, 0, 0), feet=(9, 0, 0, 0, 0))
    assert both.read({("", "swollen"): (0, 1), ("", "feet"): (1, 2)}).level == Level.NONE


def test_one_lean_word_alarms_no_one():
    lean = SecondReader({("", "hello"): (0.0,) * 5}, (0.2, 0, 0, 0, 0), (0, 0, 0, 0, 1.0))
    assert lean.read({("", "hello"): (0, 1)}).level == Level.NONE


def test_a_crisis_that_is_doubted_must_speak_clearly():
    post = {("", "goodbye"): (0, 1)}
    little, much = reader(goodbye=(0, 0, 0, 0, 2.5)), reader(goodbye=(0, 0, 0, 0, 9))
    assert little.read(post).level == Level.CRISIS
    assert little.read(post, doubt=1.5).level == Level.NONE
    assert much.read(post, doubt=1.5).level == Level.CRISIS


def test_what_the_rules_said_is_looked_at_too():
    finding = Finding("swollen_calf", Level.URGENT, "body", 0, 4, "calf", "because")
    aside = SetAside("fever", Level.URGENT, "body", 0, 4, "fever", "fever", "it is denied")
    assert set(signs([finding], [aside], told=True, kind="question")) == {
        ("rule", "swollen_calf"),
        ("rules", "urgent"),
        ("aside", "it", "is", "denied"),
    }
    assert set(signs([], [], told=False, kind="question")) == {
        ("rules", "none"),
        ("told", "nothing"),
    }


def test_what_was_written_is_read_back(tmp_path):
    path = tmp_path / "second_reader.tsv"
    path.write_text(dump(reader(swollen=(0, 0, 4, 0, -1.5))), encoding="utf-8")
    assert load(path) == reader(swollen=(0, 0, 4, 0, -1.5))


def test_a_sign_of_many_words_is_written_and_read_like_any_other(tmp_path):
    aside = SetAside("fever", Level.URGENT, "body", 0, 4, "fever", "fever", "it is denied")
    rows = dict.fromkeys(signs([], [aside], told=True, kind="question"), (1.0, 0.0, 0.0, 0.0, 0.0))
    path = tmp_path / "second_reader.tsv"
    path.write_text(dump(SecondReader(rows, (0.0,) * 5, (0.0,) * 5)), encoding="utf-8")
    assert load(path).weights.keys() == rows.keys()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (HEAD + " word\t1\t2\n", ":3: expected a feature"),
        (HEAD + " word\t1\t2\t3\t4\tmuch\n", ":3: invalid literal"),
        ("", "no line for bias"),
        ("bias\t0\t0\t0\t0\t0\n", "no line for lean"),
    ],
)
def test_a_bad_file_is_refused_with_the_line(tmp_path, text, problem):
    path = tmp_path / "second_reader.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=problem):
        load(path)


def test_the_weights_of_the_project_are_readable_words():
    weights = load(DATA / "second_reader.tsv").weights
    assert len(weights) > 10_000
    assert weights["rules", "crisis"][4] > 0


def test_words_count_the_same_by_their_votes(tmp_path):
    whole = SecondReader(
        {("", "calf"): (0.0, 0.5, 3.0, 0.0, -1.5), ("rule", "fever"): (0.0, 2.0, 0.0, 0.0, 0.0)},
        (1.0, 0.0, 0.0, 0.0, 0.0),
        (0.0,) * 5,
    )
    path = tmp_path / "second_reader.tsv"
    path.write_text(dump(whole), encoding="utf-8")
    named, known = load_by_words(path)
    assert named.weights.keys() == {("rule", "fever")}
    found = places(read("", "My calf hurts.", Speller({})), "question", known)
    opinion = named.read([("rule", "fever")], found)
    assert opinion.level == whole.read([("", "calf"), ("rule", "fever")]).level == Level.URGENT
    assert list(found.values()) == [(1, 2)]
    assert opinion.votes() == {("rule", "fever"): -2.0, next(iter(found)): 2.5}
