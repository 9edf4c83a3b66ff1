import pytest

from forum.threads.slugs import slug


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Can't sleep: what now?", "cant-sleep-what-now"),
        ("Crampes à l’épaule", "crampes-a-lepaule"),
        ("？？？", "question"),
        ("脚抽筋", "question"),
        ("a" * 200, "a" * 70),
    ],
)
def test_a_title_becomes_an_address_of_plain_letters(title, expected):
    assert slug(title) == expected
