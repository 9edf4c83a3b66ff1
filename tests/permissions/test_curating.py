"""What moderators do with threads and posts, and clinicians with care levels, on stand-ins."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product

import pytest
from permissions.stand_ins import (
    ADMINISTRATOR,
    AUTHOR,
    CLINICIAN,
    MODERATOR,
    NOT_STAFF,
    OTHER,
    STAFF,
    Person,
    StandInPost,
    StandInThread,
)

from forum.permissions import (
    VISITOR,
    Openness,
    PostKind,
    ThreadKind,
    Verb,
    Visibility,
    can,
)

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CURATING = (
    Verb.APPROVE,
    Verb.MARK_SPAM,
    Verb.ASK_CHANGES,
    Verb.FEATURE,
    Verb.UNFEATURE,
    Verb.NOTICE,
    Verb.UNNOTICE,
    Verb.UNMERGE,
    Verb.SPLIT,
    Verb.HIDE,
    Verb.RESTORE,
    Verb.CONVERT,
    Verb.CAUTION,
    Verb.DECIDE_FLAGS,
)
CURATING_THREADS = (
    Verb.APPROVE,
    Verb.MARK_SPAM,
    Verb.RETAG,
    Verb.SLOW,
    Verb.UNLIST,
    Verb.LIST,
    Verb.MERGE,
    Verb.KEEP_CLOSED,
    Verb.HIDE,
    Verb.RESTORE,
    Verb.LOCK,
    Verb.UNLOCK,
    Verb.CLOSE,
    Verb.REOPEN,
    Verb.PIN,
    Verb.UNPIN,
    Verb.RETITLE,
)


def in_every_state() -> tuple[list[StandInThread], list[StandInPost]]:
    """Threads in each state that an act asks about, and posts in each that stand in one of them."""
    threads = [
        StandInThread(visibility=seen, openness=openness, noindex=unlisted, pinned_position=place)
        for seen, openness, unlisted, place in product(
            Visibility, Openness, (False, True), (None, 1)
        )
    ]
    posts = [
        StandInPost(thread, visibility=thread.visibility, featured_at=featured, notice=notice)
        for thread, featured, notice in product(threads, (None, NOON), ("", "Mind the dose."))
    ]
    return threads, posts


@pytest.mark.parametrize("actor", NOT_STAFF)
def test_nobody_but_staff_curates(actor: Person) -> None:
    threads, posts = in_every_state()
    assert not [verb for verb in CURATING for post in posts if can(actor, verb, post)]
    assert not [verb for verb in CURATING_THREADS for thread in threads if can(actor, verb, thread)]
    for verb in (Verb.MODERATE, Verb.EDIT_LISTS, Verb.GRANT_ROLES):
        assert not can(actor, verb)


@pytest.mark.parametrize("actor", STAFF)
def test_staff_curate_with_every_act_what_is_in_a_state_for_it(actor: Person) -> None:
    threads, posts = in_every_state()
    for verb in CURATING:
        assert any(can(actor, verb, post) for post in posts), verb
    for verb in CURATING_THREADS:
        assert any(can(actor, verb, thread) for thread in threads), verb
    for verb in (Verb.MODERATE, Verb.EDIT_LISTS):
        assert can(actor, verb)
    assert can(actor, Verb.GRANT_ROLES) == (actor is ADMINISTRATOR)


@pytest.mark.parametrize("actor", STAFF)
def test_what_is_done_is_not_done_again_and_what_is_not_is_not_undone(actor: Person) -> None:
    for done, undone, before, after in (
        (Verb.UNLIST, Verb.LIST, StandInThread(), StandInThread(noindex=True)),
        (Verb.FEATURE, Verb.UNFEATURE, StandInPost(), StandInPost(featured_at=NOON)),
        (Verb.NOTICE, Verb.UNNOTICE, StandInPost(), StandInPost(notice="Mind the dose.")),
    ):
        assert can(actor, done, before)
        assert not can(actor, undone, before)
        assert can(actor, undone, after)
        assert can(actor, done, after) == (done is Verb.NOTICE)  # another takes its place


@pytest.mark.parametrize("actor", STAFF)
def test_each_act_of_curating_is_for_its_kind_of_what_everyone_sees(actor: Person) -> None:
    article = StandInThread(kind=ThreadKind.ARTICLE)
    assert can(actor, Verb.MERGE, StandInThread())
    assert not can(actor, Verb.MERGE, article)
    for kind in PostKind:
        post = StandInPost(kind=kind)
        advises = kind in (PostKind.ANSWER, PostKind.REPLY)
        assert can(actor, Verb.CAUTION, post) == can(actor, Verb.SPLIT, post) == advises
        assert can(actor, Verb.FEATURE, post) == (kind is PostKind.ANSWER)
    for seen in set(Visibility) - {Visibility.PUBLISHED}:
        assert not can(actor, Verb.MERGE, StandInThread(visibility=seen))
        for hidden in (StandInPost(visibility=seen), StandInPost(StandInThread(visibility=seen))):
            assert not can(actor, Verb.SPLIT, hidden)
            assert not can(actor, Verb.FEATURE, hidden)


@pytest.mark.parametrize("actor", STAFF)
def test_only_what_waits_or_stands_is_approved_and_only_what_members_wrote_is_spam(
    actor: Person,
) -> None:
    approved = {v for v in Visibility if can(actor, Verb.APPROVE, StandInThread(visibility=v))}
    spam = {v for v in Visibility if can(actor, Verb.MARK_SPAM, StandInThread(visibility=v))}
    waits = {Visibility.PUBLISHED, Visibility.HELD, Visibility.RETURNED}
    assert approved == spam == waits
    assert not can(actor, Verb.MARK_SPAM, StandInThread(kind=ThreadKind.ARTICLE))
    assert not can(actor, Verb.MARK_SPAM, StandInPost(kind=PostKind.ARTICLE))


@pytest.mark.parametrize("actor", STAFF)
def test_members_are_asked_to_change_what_stands_or_is_held(actor: Person) -> None:
    asked = {v for v in Visibility if can(actor, Verb.ASK_CHANGES, StandInPost(visibility=v))}
    assert asked == {Visibility.PUBLISHED, Visibility.HELD}
    assert not can(actor, Verb.ASK_CHANGES, StandInPost(author_id=None))
    assert not can(actor, Verb.ASK_CHANGES, StandInPost(kind=PostKind.ARTICLE))


@pytest.mark.parametrize("actor", STAFF)
def test_an_article_is_not_closed_to_answers_that_it_never_took(actor: Person) -> None:
    assert can(actor, Verb.CLOSE, StandInThread())
    assert not can(actor, Verb.CLOSE, StandInThread(kind=ThreadKind.ARTICLE))


@pytest.mark.parametrize("actor", STAFF)
def test_each_act_has_its_states(actor: Person) -> None:
    published, hidden = StandInThread(), StandInThread(visibility=Visibility.HIDDEN)
    held, deleted = (StandInThread(visibility=v) for v in (Visibility.HELD, Visibility.DELETED))
    assert [can(actor, Verb.HIDE, t) for t in (published, held, hidden, deleted)] == [
        True,
        True,
        False,
        False,
    ]
    assert [can(actor, Verb.RESTORE, t) for t in (published, held, hidden, deleted)] == [
        False,
        True,
        True,
        False,
    ]
    open_, closed, locked = (StandInThread(openness=openness) for openness in Openness)
    for verb, expected in (
        (Verb.LOCK, [True, True, False]),
        (Verb.UNLOCK, [False, False, True]),
        (Verb.CLOSE, [True, False, False]),
        (Verb.REOPEN, [False, True, False]),
    ):
        assert [can(actor, verb, t) for t in (open_, closed, locked)] == expected
    assert can(actor, Verb.PIN, published)
    assert not can(actor, Verb.PIN, hidden)
    assert not can(actor, Verb.UNPIN, published)
    assert can(actor, Verb.UNPIN, StandInThread(pinned_position=2))


def test_only_answers_and_replies_of_questions_are_converted() -> None:
    article = StandInThread(kind=ThreadKind.ARTICLE)
    assert can(MODERATOR, Verb.CONVERT, StandInPost())
    assert can(MODERATOR, Verb.CONVERT, StandInPost(kind=PostKind.REPLY))
    assert not can(MODERATOR, Verb.CONVERT, StandInPost(kind=PostKind.QUESTION))
    assert not can(MODERATOR, Verb.CONVERT, StandInPost(article, kind=PostKind.REPLY))


def test_clinicians_and_staff_judge_banners_and_nobody_judges_articles() -> None:
    for actor in (CLINICIAN, *STAFF):
        assert can(actor, Verb.OVERRIDE_BANNER, StandInPost())
        assert can(actor, Verb.SEE_EVIDENCE)
        assert not can(actor, Verb.OVERRIDE_BANNER, StandInPost(kind=PostKind.ARTICLE))
    for actor in (VISITOR, AUTHOR, OTHER):
        assert not can(actor, Verb.OVERRIDE_BANNER, StandInPost())
    unseen = StandInPost(visibility=Visibility.HIDDEN)
    assert not can(CLINICIAN, Verb.OVERRIDE_BANNER, unseen)
