import pytest

from forum.triage import Level, assess
from forum.triage.datafile import DataError
from forum.triage.engine import rulebook
from forum.triage.features import Known
from forum.triage.learning import Lesson
from forum.triage.telling import ENOUGH, LEAST, dump, lacking, learn, load
from forum.triage.text import read

ROPE, LEAVE, CAT = ("", "rope"), ("", "leave", "them"), ("", "cat")
LESSONS = [
    *[Lesson((ROPE, CAT), Level.CRISIS)] * 5,
    *[Lesson((LEAVE, CAT, ("~", "leave", "cat")), Level.CRISIS)] * 5,
    *[Lesson((("", "new"), ROPE), Level.NONE)] * 2,
    *[Lesson((CAT, LEAVE), Level.ROUTINE)] * 40,
]


def words(body):
    return read("", body, rulebook().lexicon.speller)


def test_what_posts_of_a_crisis_have_many_times_as_often_is_telling():
    assert learn(LESSONS) == {ROPE: pytest.approx(2.13, abs=0.01)}


def test_harmless_posts_that_count_several_times_make_a_word_less_telling():
    calm = [Lesson((ROPE,), Level.NONE, counts=times) for times in (5.0, 0.5)]
    assert learn([*LESSONS, calm[1]])[ROPE] > LEAST
    assert ROPE not in learn([*LESSONS, calm[0]])


def test_what_stands_in_three_posts_of_a_crisis_may_be_chance():
    assert learn([*[Lesson((ROPE,), Level.CRISIS)] * 3, *LESSONS[10:]]) == {}


def test_a_post_that_counts_several_times_is_still_one():
    assert learn([*[Lesson((ROPE,), Level.CRISIS, counts=3.0)] * 3, *LESSONS[10:]]) == {}


def test_the_most_telling_words_count_and_no_sum_of_others():
    telling = Known.filed([(ROPE, 2.5), (CAT, 2.0)])
    assert lacking(words("The cat, a cat, more cats and a rope."), telling) == ENOUGH - 2.5
    assert lacking(words("Only a dog."), telling) == ENOUGH - LEAST
    assert lacking(words("A rope."), Known.filed([(ROPE, 6.0)])) == 0.0


def test_what_is_written_down_is_read_again(tmp_path):
    path = tmp_path / "crisis_words.tsv"
    path.write_text(dump({ROPE: 2.5, ("", "#", "pills"): 3.25}), encoding="utf-8")
    assert load(path) == {ROPE: 2.5, ("", "#", "pills"): 3.25}


def test_a_line_that_cannot_be_read_is_named(tmp_path):
    path = tmp_path / "crisis_words.tsv"
    path.write_text("# Learnt.\n rope\t2.5\n leave them\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"crisis_words\.tsv:3: expected a feature and a number"):
        load(path)


LIFE = [
    "she says she needs air. i gave her air. how long before one may ring",
    "The cat got out because I left the window. My son hasn't spoken to me since Friday. "
    "I feel like the worst mother living.",
    "He left me a week before the christening. Everybody knows. I went to choir because what else.",
]
IN_THE_SAME_VOICE = [
    "she says she needs air. i gave her air. the pills are counted and on the shelf",
    "Grandad is selling the boat. I know why. They would all be better off without me anyway.",
    "we took in a boy and on friday they drove him home. i don't want to wake up on saturday",
]


def test_the_troubles_of_life_add_up_to_no_crisis():
    assert [body for body in LIFE if assess("", body).level == Level.CRISIS] == []


def test_one_telling_clause_among_them_is_one():
    missed = [body for body in IN_THE_SAME_VOICE if assess("", body).level != Level.CRISIS]
    assert missed == []
