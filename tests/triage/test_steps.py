from forum.triage.phrases import parse
from forum.triage.spelling import Speller
from forum.triage.steps import Phrase, Workshop

words = Speller({}).words
CLASSES = {"<limb>": [("leg",), ("lower", "leg")], "<part>": [("<limb>",), ("bad", "<limb>")]}


def steps(phrase):
    made = Workshop(CLASSES).steps(parse(phrase, words))
    return [[(set(units), optional, gap) for units, optional, gap in row] for row in made]


def test_a_step_is_a_choice_of_words_and_rows_and_quantities():
    assert steps("(sore|<limb>|<weeks>)") == [[({"sore", "leg", "lower leg", "<weeks>"}, False, 0)]]


def test_dots_belong_to_the_step_before_them():
    assert steps("my? leg .. hurts") == [
        [({"my"}, True, 0), ({"leg"}, False, 2), ({"hurts"}, False, 0)]
    ]


def test_an_alternative_with_a_class_or_dots_inside_is_a_phrase_of_its_own():
    limb = ({"leg", "lower leg"}, False, 0)
    assert steps("<part>") == [[limb], [({"bad"}, False, 0), limb]]
    assert steps("(hurts .. on|off) <limb>") == [
        [({"off"}, False, 0), limb],
        [({"hurts"}, False, 2), ({"on"}, False, 0), limb],
    ]


def test_such_an_alternative_may_be_left_out_too():
    assert steps("my (bad <limb>)? <limb>")[0] == [
        ({"my"}, False, 0),
        ({"leg", "lower leg"}, False, 0),
    ]


def test_the_next_step_must_follow_single_words_at_once_where_nothing_may_stand_between():
    def followed(phrase):
        (made,) = Workshop(CLASSES).steps(parse(phrase, words))
        return [at_once for _, at_once in Phrase("", made).needed]

    assert followed("my leg hurts") == [True, True, False]
    assert followed("my .. leg hurts? now") == [False, False, False]
    assert followed("my <limb> hurts") == [True, False, False]
