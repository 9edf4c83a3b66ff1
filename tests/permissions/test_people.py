"""What a restriction takes, who may act on whom, and who may look behind an alias."""

from __future__ import annotations

import pytest
from permissions.stand_ins import Person, StandInPost

from forum.permissions import (
    VISITOR,
    Restriction,
    Role,
    Verb,
    Visibility,
    can,
    only_restricted,
)

MODERATOR = frozenset({Role.MODERATOR})
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
CLINICIAN = frozenset({Role.CLINICIAN})
WRITING = (Verb.ASK, Verb.ANSWER, Verb.REPLY)
PRESSING = (Verb.VOTE, Verb.MARK_HELPED, Verb.FLAG)
ON_MEMBERS = (
    Verb.SUSPEND,
    Verb.SILENCE,
    Verb.LIFT,
    Verb.UPHOLD,
    Verb.MESSAGE,
    Verb.WARN,
    Verb.VERIFY,
)


def may(actor: Person, verb: Verb) -> bool:
    post = StandInPost()
    return can(actor, verb, post.thread if verb is Verb.ANSWER else post)


def test_a_silenced_member_presses_and_a_suspended_one_does_not() -> None:
    free, silenced, suspended = (Person(2, restriction=r) for r in (None, *Restriction))
    assert [[may(who, verb) for verb in WRITING] for who in (free, silenced, suspended)] == [
        [True] * 3,
        [False] * 3,
        [False] * 3,
    ]
    assert [[may(who, verb) for verb in PRESSING] for who in (free, silenced, suspended)] == [
        [True] * 3,
        [True] * 3,
        [False] * 3,
    ]


@pytest.mark.parametrize("restriction", Restriction)
def test_reading_an_account_and_taking_back_are_never_taken(restriction: Restriction) -> None:
    author = Person(1, restriction=restriction)
    for verb in (Verb.READ, Verb.DELETE, Verb.SEE_REVISIONS):
        assert can(author, verb, StandInPost())
    assert can(author, Verb.HAVE_ACCOUNT)
    assert can(author, Verb.MUTE, Person(2))
    assert not can(author, Verb.EDIT, StandInPost())
    assert not can(author, Verb.UNDELETE, StandInPost(visibility=Visibility.DELETED))


@pytest.mark.parametrize("restriction", Restriction)
def test_restricted_staff_have_no_powers(restriction: Restriction) -> None:
    for roles in (MODERATOR, CLINICIAN):
        staff = Person(4, roles, restriction)
        assert not can(staff, Verb.MODERATE)
        assert not can(staff, Verb.SEE_EVIDENCE)
        assert not can(staff, Verb.HIDE, StandInPost())
        assert not can(staff, Verb.READ, StandInPost(visibility=Visibility.HIDDEN))


def test_only_a_refusal_by_the_restriction_is_blamed_on_it() -> None:
    suspended = Person(2, restriction=Restriction.SUSPENDED)
    assert only_restricted(suspended, Verb.REPLY, StandInPost())
    assert not only_restricted(suspended, Verb.MODERATE)
    assert not only_restricted(suspended, Verb.READ, StandInPost())
    assert not only_restricted(Person(2), Verb.MODERATE)
    assert not only_restricted(VISITOR, Verb.ASK)


def test_nobody_but_staff_acts_on_members_and_nobody_on_themselves() -> None:
    other = Person(9, CLINICIAN, Restriction.SILENCED)
    for verb in (*ON_MEMBERS, Verb.END_VERIFICATION):
        for actor in (VISITOR, Person(2), Person(3, CLINICIAN)):
            assert not can(actor, verb, other), verb
        for roles in (MODERATOR, ADMINISTRATOR):
            assert can(Person(4, roles), verb, other), verb
            assert not can(Person(9, roles), verb, other), verb


def test_only_administrators_restrict_moderators_and_nobody_them() -> None:
    moderator, administrator = Person(4, MODERATOR), Person(5, ADMINISTRATOR)
    for verb in (Verb.SUSPEND, Verb.SILENCE):
        assert not can(moderator, verb, Person(6, MODERATOR))
        assert can(administrator, verb, Person(6, MODERATOR))
        assert not can(administrator, verb, Person(7, ADMINISTRATOR))
    restricted = Person(6, MODERATOR, Restriction.SUSPENDED)
    assert not can(moderator, Verb.LIFT, restricted)
    assert can(administrator, Verb.LIFT, restricted)
    assert not can(administrator, Verb.LIFT, Person(6, MODERATOR))


def test_only_who_is_restricted_appeals_and_only_that_is_lifted_or_upheld() -> None:
    for restriction in Restriction:
        assert can(Person(2, restriction=restriction), Verb.APPEAL)
    for actor in (VISITOR, Person(2), Person(4, MODERATOR)):
        assert not can(actor, Verb.APPEAL)
    for verb in (Verb.LIFT, Verb.UPHOLD):
        assert not can(Person(4, MODERATOR), verb, Person(9))


def test_only_a_clinicians_mark_is_ended() -> None:
    assert can(Person(4, MODERATOR), Verb.END_VERIFICATION, Person(9, CLINICIAN))
    assert not can(Person(4, MODERATOR), Verb.END_VERIFICATION, Person(9))


def test_only_moderators_look_behind_an_alias_that_hides_another() -> None:
    hidden = StandInPost(alias="Calm Otter")
    for actor in (VISITOR, Person(1), Person(2), Person(3, CLINICIAN)):
        assert not can(actor, Verb.LOOK_BEHIND, hidden)
    assert can(Person(4, MODERATOR), Verb.LOOK_BEHIND, hidden)
    for post in (
        StandInPost(),
        StandInPost(alias="Calm Otter", author_id=None),
        StandInPost(alias="Calm Otter", author_id=4),
    ):
        assert not can(Person(4, MODERATOR), Verb.LOOK_BEHIND, post)


def test_members_mute_anyone_but_themselves() -> None:
    assert can(Person(2), Verb.MUTE, Person(3, MODERATOR))
    assert not can(Person(2), Verb.MUTE, Person(2))
    assert not can(VISITOR, Verb.MUTE, Person(2))
