from hypothesis import given
from hypothesis import strategies as st

from forum.threads.changes import compare


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
