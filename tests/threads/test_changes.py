from hypothesis import given
from hypothesis import strategies as st

from forum.threads.changes import MOST_STEPS, compare


def test_words_that_changed_are_told_apart_from_those_kept():
    assert compare("my left leg hurts", "my right leg hurts") == [
        ("kept", "my "),
        ("removed", "left "),
        ("added", "right "),
        ("kept", "leg hurts"),
    ]


@given(st.text(), st.text())
def test_both_texts_can_be_put_together_from_the_runs(before, after):
    runs = compare(before, after)
    assert "".join(text for kind, text in runs if kind != "added") == before
    assert "".join(text for kind, text in runs if kind != "removed") == after


def test_a_very_long_text_is_compared_line_by_line():
    before = "word " * 5_000 + "\nsame line\n"
    after = "other " * 5_000 + "\nsame line\n"
    assert [kind for kind, _ in compare(before, after)] == ["removed", "added", "kept"]


def test_a_small_change_in_a_very_long_text_is_told_word_by_word():
    before = "all that was said before " * 1_000
    told = compare(f"{before}my left leg {before}", f"{before}my right leg {before}")
    assert [text for kind, text in told if kind != "kept"] == ["left ", "right "]


def test_texts_made_to_be_slow_to_compare_are_compared_as_a_whole():
    """The same two by turns, then one of them exchanged: each of 1,000 matches looks at all."""
    for split in (" ", "\n"):
        before, after = f"a{split}b{split}" * 1_000, f"a{split}c{split}" * 1_000
        told = [kind for kind, _ in compare(before, after) if kind != "kept"]
        assert told == ["removed", "added"]


def test_the_more_edits_a_post_has_the_less_is_spent_on_each():
    before, after = "left right " * 40, "left wrong " * 40
    assert len(compare(before, after)) > 40
    assert len(compare(before, after, MOST_STEPS // 1_000)) == 2
