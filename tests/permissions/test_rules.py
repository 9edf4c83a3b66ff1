"""A rule for each verb, on plain stand-ins: the rules read attributes and nothing else."""

from __future__ import annotations

from itertools import product

import pytest
from permissions.stand_ins import (
    AUTHOR,
    CLINICIAN,
    NOT_STAFF,
    OTHER,
    STAFF,
    Person,
    StandInPost,
    StandInThread,
)

from forum.permissions import (
    VISITOR,
    Restriction,
    Verb,
    Visibility,
    allowed,
    can,
)
from forum.permissions.rules import RULES


def test_every_verb_has_a_rule() -> None:
    assert set(RULES) == set(Verb)


def test_whoever_signed_in_has_an_account() -> None:
    assert not can(VISITOR, Verb.HAVE_ACCOUNT)
    for actor in (AUTHOR, OTHER, CLINICIAN, *STAFF):
        assert can(actor, Verb.HAVE_ACCOUNT)


@pytest.mark.parametrize("verb", [verb for verb in Verb if verb is not Verb.READ])
def test_what_cannot_be_read_cannot_be_acted_on(verb: Verb) -> None:
    for subject in (
        StandInThread(visibility=Visibility.HIDDEN),
        StandInPost(visibility=Visibility.DELETED),
        StandInPost(StandInThread(visibility=Visibility.HELD, author_id=9), author_id=9),
    ):
        assert not can(OTHER, verb, subject)


def test_what_nobody_wrote_is_no_visitors() -> None:
    """An example question has no author, and a visitor has no id."""
    for thing in (StandInThread(None), StandInPost(author_id=None)):
        assert can(VISITOR, Verb.READ, thing)
        thing.visibility = Visibility.HIDDEN
        assert not can(VISITOR, Verb.READ, thing)


def test_verbs_that_are_asked_for_at_once_are_those_that_are_allowed_one_by_one() -> None:
    verbs = (Verb.READ, Verb.REPLY, Verb.VOTE, Verb.EDIT, Verb.FLAG, Verb.DISPUTE_BANNER, Verb.HIDE)
    suspended = Person(6, restriction=Restriction.SUSPENDED)
    for actor, visibility in product((*NOT_STAFF, *STAFF, suspended), Visibility):
        post = StandInPost(visibility=visibility)
        assert allowed(actor, verbs, post) == tuple(v for v in verbs if can(actor, v, post))
