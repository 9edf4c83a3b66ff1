import pytest

from forum.threads.aliases import new_alias


def test_an_alias_is_never_one_that_is_taken():
    taken = {new_alias(()) for _ in range(500)}
    assert new_alias(taken) not in taken


@pytest.mark.parametrize("name", ["Otter", "CalmOtter99", "fan of OTTERS"])
def test_an_alias_has_no_word_of_the_members_own_name(name):
    words = {word for _ in range(3000) for word in new_alias((), name).split()}
    assert "Badger" in words
    assert "Otter" not in words
