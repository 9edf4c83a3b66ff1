"""Who may do what, on plain stand-ins: the rules read attributes and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product

import pytest
from permissions.stand_ins import Found, Person, StandInPost, StandInThread

from forum.permissions import (
    VISITOR,
    Openness,
    PostKind,
    Restriction,
    Role,
    ThreadKind,
    Verb,
    Visibility,
    allowed,
    can,
)
from forum.permissions.rules import RULES
from forum.triage import Level

AUTHOR, OTHER = Person(1), Person(2)
CLINICIAN = Person(3, frozenset({Role.CLINICIAN}))
MODERATOR = Person(4, frozenset({Role.MODERATOR}))
ADMINISTRATOR = Person(5, frozenset({Role.ADMINISTRATOR}))
STAFF = (MODERATOR, ADMINISTRATOR)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
NOT_STAFF = (VISITOR, AUTHOR, OTHER, CLINICIAN)
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


def test_every_verb_has_a_rule() -> None:
    assert set(RULES) == set(Verb)


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


def test_whoever_signed_in_has_an_account() -> None:
    assert not can(VISITOR, Verb.HAVE_ACCOUNT)
    for actor in (AUTHOR, OTHER, CLINICIAN, *STAFF):
        assert can(actor, Verb.HAVE_ACCOUNT)


def test_authors_and_moderators_edit_and_articles_are_the_moderators() -> None:
    article = StandInPost(StandInThread(kind=ThreadKind.ARTICLE), kind=PostKind.ARTICLE)
    for actor in (AUTHOR, *STAFF):
        assert can(actor, Verb.EDIT, StandInPost())
        assert not can(actor, Verb.EDIT, StandInPost(visibility=Visibility.DELETED))
        assert can(actor, Verb.EDIT, article) == (actor is not AUTHOR)
    for actor in (VISITOR, OTHER, CLINICIAN):
        assert not can(actor, Verb.EDIT, StandInPost())


def test_members_ask_for_a_closed_question_to_be_opened_again() -> None:
    may = {state: StandInThread(openness=state) for state in Openness}
    for actor in (AUTHOR, OTHER, CLINICIAN):
        asks = {state for state, thread in may.items() if can(actor, Verb.ASK_REOPENING, thread)}
        assert asks == {Openness.CLOSED}
    for actor in (VISITOR, *STAFF):
        assert not can(actor, Verb.ASK_REOPENING, may[Openness.CLOSED])
    held = StandInThread(openness=Openness.CLOSED, visibility=Visibility.HELD)
    assert not can(AUTHOR, Verb.ASK_REOPENING, held)


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


def test_an_author_disputes_a_banner_that_shows_and_that_nobody_has_judged() -> None:
    assert can(AUTHOR, Verb.DISPUTE_BANNER, StandInPost())
    assert not can(OTHER, Verb.DISPUTE_BANNER, StandInPost())
    assert not can(MODERATOR, Verb.DISPUTE_BANNER, StandInPost())
    for kind in Restriction:
        silenced = kind is Restriction.SILENCED  # who still presses
        assert can(Person(1, restriction=kind), Verb.DISPUTE_BANNER, StandInPost()) == silenced
    for found in (None, Found(Level.NONE), Found(override=Level.ROUTINE)):
        assert not can(AUTHOR, Verb.DISPUTE_BANNER, StandInPost(assessment=found))


def test_members_flag_what_others_wrote_and_they_can_see() -> None:
    assert can(OTHER, Verb.FLAG, StandInPost())
    assert not can(AUTHOR, Verb.FLAG, StandInPost())
    assert not can(VISITOR, Verb.FLAG, StandInPost())
    assert not can(OTHER, Verb.FLAG, StandInPost(visibility=Visibility.HELD))


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


def test_members_answer_questions_that_everyone_sees_and_articles_take_replies() -> None:
    article = StandInThread(kind=ThreadKind.ARTICLE)
    for actor in (AUTHOR, OTHER, CLINICIAN, *STAFF):
        assert can(actor, Verb.ANSWER, StandInThread())
        assert can(actor, Verb.REPLY, StandInPost())
        assert can(actor, Verb.REPLY, StandInPost(article, kind=PostKind.ARTICLE))
        assert not can(actor, Verb.ANSWER, article)
        for seen in set(Visibility) - {Visibility.PUBLISHED}:
            thread = StandInThread(visibility=seen)
            assert not can(actor, Verb.ANSWER, thread)
            assert not can(actor, Verb.REPLY, StandInPost(thread))
            assert not can(actor, Verb.REPLY, StandInPost(visibility=seen))
    for verb, subject in ((Verb.ANSWER, StandInThread()), (Verb.REPLY, StandInPost())):
        assert not can(VISITOR, verb, subject)


def test_authors_alone_take_their_posts_back_and_bring_them_back() -> None:
    deleted = StandInPost(visibility=Visibility.DELETED)
    assert can(AUTHOR, Verb.DELETE, StandInPost())
    assert can(AUTHOR, Verb.UNDELETE, deleted)
    assert not can(AUTHOR, Verb.DELETE, StandInPost(kind=PostKind.ARTICLE))
    assert not can(AUTHOR, Verb.UNDELETE, StandInPost())
    for actor in (VISITOR, OTHER, CLINICIAN, *STAFF):
        assert not can(actor, Verb.DELETE, StandInPost())
        assert not can(actor, Verb.UNDELETE, deleted)


def test_members_vote_for_others_and_mark_their_answers() -> None:
    for actor in (OTHER, CLINICIAN, *STAFF):
        assert can(actor, Verb.VOTE, StandInPost())
        assert can(actor, Verb.VOTE, StandInPost(kind=PostKind.QUESTION))
        assert can(actor, Verb.MARK_HELPED, StandInPost())
        for kind in set(PostKind) - {PostKind.ANSWER}:
            assert not can(actor, Verb.MARK_HELPED, StandInPost(kind=kind))
    for actor in (VISITOR, AUTHOR):
        assert not can(actor, Verb.VOTE, StandInPost())
        assert not can(actor, Verb.MARK_HELPED, StandInPost())


def test_a_locked_thread_takes_nothing_from_members() -> None:
    thread = StandInThread(openness=Openness.LOCKED)
    post = StandInPost(thread)
    assert not can(OTHER, Verb.ANSWER, thread)
    for verb in (Verb.REPLY, Verb.VOTE, Verb.MARK_HELPED):
        assert not can(OTHER, verb, post)
    assert not can(AUTHOR, Verb.EDIT, post)
    assert can(AUTHOR, Verb.DELETE, post)


def test_a_closed_question_takes_replies_and_no_answers() -> None:
    thread = StandInThread(openness=Openness.CLOSED)
    assert not can(OTHER, Verb.ANSWER, thread)
    assert can(OTHER, Verb.REPLY, StandInPost(thread))


def test_an_author_cannot_publish_what_moderators_hold_or_hide() -> None:
    for visibility in (Visibility.HELD, Visibility.HIDDEN):
        post = StandInPost(visibility=visibility)
        assert can(AUTHOR, Verb.READ, post)
        assert not can(AUTHOR, Verb.UNDELETE, post)
        assert not can(AUTHOR, Verb.DELETE, post)


def test_only_its_author_and_staff_see_what_a_post_said_out_of_sight() -> None:
    for actor in (AUTHOR, *STAFF):
        assert can(actor, Verb.SEE_WITHHELD, StandInPost())
    for actor in (VISITOR, OTHER, CLINICIAN):
        assert not can(actor, Verb.SEE_WITHHELD, StandInPost())
        assert can(actor, Verb.SEE_REVISIONS, StandInPost())


def test_verbs_that_are_asked_for_at_once_are_those_that_are_allowed_one_by_one() -> None:
    verbs = (Verb.READ, Verb.REPLY, Verb.VOTE, Verb.EDIT, Verb.FLAG, Verb.DISPUTE_BANNER, Verb.HIDE)
    suspended = Person(6, restriction=Restriction.SUSPENDED)
    for actor, visibility in product((*NOT_STAFF, *STAFF, suspended), Visibility):
        post = StandInPost(visibility=visibility)
        assert allowed(actor, verbs, post) == tuple(v for v in verbs if can(actor, v, post))
