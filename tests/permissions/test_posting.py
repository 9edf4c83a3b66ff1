"""What members do with questions, answers and replies, on plain stand-ins."""

from __future__ import annotations

from permissions.stand_ins import (
    AUTHOR,
    CLINICIAN,
    MODERATOR,
    OTHER,
    STAFF,
    Found,
    Person,
    StandInPost,
    StandInThread,
)

from forum.permissions import (
    VISITOR,
    Openness,
    PostKind,
    Restriction,
    ThreadKind,
    Verb,
    Visibility,
    can,
)
from forum.triage import Level


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
