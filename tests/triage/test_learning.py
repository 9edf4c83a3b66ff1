from forum.triage import Level
from forum.triage.evaluation import Labelled
from forum.triage.learning import Lesson, _importance, joined, learn, mean
from forum.triage.second_reader import SecondReader, dump

HURTS, FINE, THE = ("", "hurts"), ("", "fine"), ("", "the")
LESSONS = [
    *[Lesson((THE, HURTS), Level.URGENT)] * 18,
    *[Lesson((THE, FINE), Level.NONE)] * 30,
]


def level(reader, *features):
    return reader.read(dict.fromkeys(features, (0, 1))).level


def test_it_learns_which_words_go_with_which_level():
    reader = learn(LESSONS)
    assert level(reader, THE, HURTS) == Level.URGENT
    assert level(reader, THE, FINE) == Level.NONE


def test_the_same_posts_teach_the_same():
    assert dump(learn(LESSONS)) == dump(learn(LESSONS))


def test_only_the_weightiest_features_are_kept():
    assert set(learn(LESSONS, keep=2).weights) == {HURTS, FINE}


def test_text_about_anything_else_takes_the_gravity_from_a_word_that_is_common_there():
    plans, ends = ("", "plans"), ("", "ends")
    posts = [*LESSONS, *[Lesson((plans, ends), Level.CRISIS)] * 12]
    elsewhere = [Lesson((plans, THE), Level.NONE, counts=0.5)] * 80
    assert level(learn(posts), plans) == Level.CRISIS
    assert level(learn([*posts, *elsewhere]), plans) == Level.NONE
    assert level(learn([*posts, *elsewhere]), plans, ends) == Level.CRISIS


def test_text_about_anything_else_has_no_say_in_how_rare_a_level_is():
    much = [Lesson((("", "weather"),), Level.NONE, counts=0.5)] * 500
    assert _importance([*LESSONS, *much]) == _importance(LESSONS)
    twice = [Lesson(x.features, x.level, counts=2.0) for x in LESSONS if x.level == Level.URGENT]
    assert _importance([*LESSONS, *twice])[Level.URGENT] < _importance(LESSONS)[Level.URGENT]


def test_what_stands_in_one_post_only_teaches_nothing():
    once = [*LESSONS, Lesson((("", "rare"),), Level.CRISIS)]
    assert ("", "rare") not in learn(once).weights


def test_the_mean_of_two_readers_knows_what_each_knew_half_as_well_and_keeps_what_weighs_most():
    lean = (0.0, 0.2, 0.1, 0.2, 0.3)
    earlier = SecondReader({HURTS: (0, 4, 0, 0, 0), FINE: (2, 0, 0, 0, 0)}, (1, 0, 0, 0, 0), lean)
    later = SecondReader({HURTS: (0, 2, 0, 0, 0), THE: (0, 0, 0, 0, 1)}, (0, 1, 0, 0, 0), lean)
    both = mean(earlier, later, keep=2)
    assert both.weights == {HURTS: (0, 3, 0, 0, 0), FINE: (1, 0, 0, 0, 0)}
    assert both.bias == (0.5, 0.5, 0, 0, 0)
    assert both.lean == lean


def test_progress_is_told_to_the_end():
    told = []
    learn(LESSONS, progress=lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1] == len(told)


def test_two_posts_in_one_deserve_the_higher_level():
    calm = Labelled("a", "Sore", "My neck is stiff.", "question", Level.NONE, "")
    grave = Labelled("b", "Help", "I fainted.", "question", Level.EMERGENCY, "")
    (both,) = joined([calm, grave])
    assert both.level == Level.EMERGENCY
    assert both.body == "Sore\nMy neck is stiff.\n\nHelp\nI fainted."


def test_few_of_the_short_questions_are_joined_lest_long_posts_seem_grave():
    many = [
        Labelled(f"q{n}", "", "My neck is stiff.", "question", Level.NONE, "") for n in range(84)
    ]
    assert [post.id for post in joined(many)][:7] == [
        *("q0+q1", "q14+q15", "q28+q29", "q42+q43", "q56+q57", "q70+q71"),
        "q0+q1+q2",
    ]
