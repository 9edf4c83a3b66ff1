from forum.triage import text
from forum.triage.spelling import Speller

SPELLER = Speller({"cant": "can not"})


def read(title, body):
    return text.read(title, body, SPELLER)


def test_each_word_knows_where_it_was_typed():
    post = read("", "My  knee, can’t bend")
    quotes = [match[0] for match in post.typed]
    assert post.words == ["my", "knee", "can", "not", "bend"]
    assert quotes == ["My", "knee", "can’t", "can’t", "bend"]


def test_title_and_body_are_separate_sentences():
    post = read("Bad back", "Since Easter")
    assert post.sentences == [0, 0, 1, 1]
    assert post.quote(0, 2) == ("title", 0, 8, "Bad back")
    assert post.quote(2, 4) == ("body", 0, 12, "Since Easter")


def test_stops_end_sentences_and_commas_pause():
    post = read("", "one, two. three\nfour")
    assert post.breaks == [text.END, text.PAUSE, text.END, text.END]


def test_a_question_mark_marks_the_sentence_as_asked():
    assert read("", "Why? Because.").asking == {0}


def test_quoted_lines_are_marked_and_the_next_line_is_not():
    assert read("", "> agony\nsame here, 5 > 3").quoted == [True, False, False, False, False]


def test_scores_keep_their_stroke_and_dates_do_not_matter():
    assert read("", "8/10 and/or").words == ["8", "/", "10", "and", "or"]


def test_a_word_of_endless_contractions_is_read():
    assert len(read("", "o" + "'o" * 2_999).words) == 300


def test_addresses_are_skipped():
    assert read("", "see https://example.org/agony now").words == ["see", "now"]


def test_a_very_long_body_keeps_head_and_tail():
    post = read("", "start " + "x " * 100_000 + "end")
    assert post.words[0] == "start"
    assert post.words[-1] == "end"
    assert len(post.words) <= (text.HEAD + text.TAIL) // 2 + 2


def test_a_sentence_is_found_around_some_of_its_words():
    source = "All is well. My chest hurts!\nBye."
    assert source[slice(*text.sentence_around(source, 16, 21))] == " My chest hurts!"
    assert source[slice(*text.sentence_around(source, 0, 3))] == "All is well."


def test_a_decimal_point_ends_no_sentence():
    source = "He is ill. Fever of 38.5 and a stiff neck. What now?"
    at = source.index("stiff")
    assert source[slice(*text.sentence_around(source, at, at + 5))] == (
        " Fever of 38.5 and a stiff neck."
    )
