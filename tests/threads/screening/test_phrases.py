from forum.threads.screening.phrases import folded, found_in


def test_whole_words_are_found_whatever_stands_between_them() -> None:
    phrases = ["rat", "miracle cure"]
    assert found_in("A RAT!", phrases) == ["rat"]
    assert found_in("A *Miracle*\n\n-Cure-.", phrases) == ["miracle cure"]
    assert found_in("rather, miracles cure", phrases) == []


def test_accents_and_letters_of_another_width_do_not_hide_a_phrase() -> None:
    assert folded("  Mírácle   ＣＵＲＥ ") == "miracle cure"
    assert folded("!?…") == ""
