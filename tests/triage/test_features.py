from forum.triage.features import Known, features
from forum.triage.spelling import Speller
from forum.triage.text import read

SPELLER = Speller({})


def of(body, title="", kind="question"):
    return features(read(title, body, SPELLER), kind)


def test_words_that_follow_one_another_are_features_with_their_place():
    assert of("My leg hurts.")["", "leg", "hurts"] == (1, 3)


def test_the_end_of_a_sentence_parts_words():
    found = of("No fever. Leg hurts.")
    assert ("", "fever", ".", "leg") in found
    assert ("", "fever", "leg") not in found


def test_durations_are_read_by_what_they_mean():
    assert ("", "for", "<weeks>") in of("It hurts for 3 weeks.")
    assert ("", "for", "<weeks>") in of("It hurts for twenty days.")
    assert ("", "for", "<days>") in of("It hurts for two days.")


def test_two_telling_words_of_a_sentence_are_a_pair_in_either_order():
    assert ("&", "calf", "hot") in of("The calf is hot.")
    assert ("&", "calf", "hot") in of("So hot, that calf.")
    assert ("&", "calf", "hot") not in of("The calf hurts. It is a hot day.")


def test_it_is_known_who_a_sentence_is_about_and_whether_it_asks():
    assert ("me", "dizzy") in of("I feel dizzy.")
    assert ("them", "dizzy") in of("She feels dizzy.")
    assert ("you?", "dizzy") in of("Do people feel dizzy?")
    assert ("it", "dizzy") in of("Dizzy again.")


def test_quoted_lines_are_not_looked_at():
    assert ("", "dizzy") not in of("> I feel dizzy\nDrink water.")


def test_the_kind_of_post_is_a_feature():
    assert ("kind", "answer") in of("Rest.", kind="answer")


def test_the_number_of_features_grows_no_faster_than_the_post():
    words = " ".join(f"word{number}" for number in range(4_000))
    half, whole = of(words[: len(words) // 2]), of(words)
    assert len(whole) < 2.2 * len(half)


def test_known_features_are_found_without_looking_for_the_others():
    text = read("", "I feel dizzy, no, not dizzy: my calf is hot. Is it hot for 3 weeks?", SPELLER)
    everything = features(text, "question")
    for wanted in everything:
        found = features(text, "question", Known.of([wanted]))
        assert found[wanted] == everything[wanted]
        assert found.keys() == {wanted, ("kind", "question")}
