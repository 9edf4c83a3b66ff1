"""Two questions become one, and two again: addresses, followers, counters, search and feeds."""

from __future__ import annotations

from typing import Any

import pytest
from factories import NOON, answer, ask, make_member, make_moderator, reply
from flask import Flask
from sqlalchemy import select

from forum.db import db
from forum.inbox.models import Followable, Subscription
from forum.moderation import queries
from forum.moderation.actions import (
    AlreadyChanged,
    NotAllowed,
    Refused,
    hide,
    merge,
    pin,
    put_notice,
    undo,
    unmerge,
)
from forum.moderation.models import ModerationAct
from forum.permissions import Role
from forum.threads import actions
from forum.threads.actions import PostDraft
from forum.threads.models import Post, Thread, ThreadAlias
from forum.threads.queries import load_post, load_thread

WHY = "Both ask the same."


def found(browser: Any, words: str) -> str:
    return browser.get("/search", query_string={"q": words}).text.split("<main", 1)[1]


def follows(member_id: int, thread_id: int) -> bool:
    statement = select(Subscription.id).where(
        Subscription.member_id == member_id,
        Subscription.target_kind == Followable.THREAD,
        Subscription.target_id == thread_id,
    )
    return db.session.scalar(statement) is not None


def pair(**draft: Any) -> tuple[Post, Post]:
    """Return a question with an answer and replies, and another like it with as much."""
    old = ask(title="Why does my eyelid flutter?", tags=("eye",), **draft)
    new = ask(title="Twitching of the upper lid", tags=("eye", "stress"), **draft)
    for question in (old, new):
        reply(answer(question))
        reply(reply(question))
    return old, new


def test_everything_written_under_one_stands_under_the_other_and_is_counted_there(
    app: Flask, browser: Any, counters_right: Any, index_right: Any
) -> None:
    old, new = pair()
    merge(make_moderator(), new, old.thread_id, WHY, NOON)
    home = load_thread(old.thread_id)
    assert home is not None
    assert (home.answers_count, home.replies_count) == (2, 7)
    assert counters_right()
    assert index_right()
    page = browser().get(f"/questions/{old.thread_id}", follow_redirects=True).text
    assert page.count("<article class") == 10
    assert "Asked as “Twitching of the upper lid”" in page


def test_the_old_address_leads_to_where_it_is_now(app: Flask, browser: Any) -> None:
    old, new = pair()
    gone = new.thread_id
    address = f"/questions/{new.thread_id}/{new.thread.slug}"
    merge(make_moderator(), new, old.thread_id, WHY, NOON)
    for path in (address, f"/questions/{gone}", f"{address}?sort=newest"):
        answered = browser().get(path)
        assert answered.status_code == 301
        assert answered.location.startswith(f"/questions/{old.thread_id}/why-does-my-eyelid")
    assert answered.location.endswith("?sort=newest")
    shown = browser().get(f"/posts/{new.id}")
    assert shown.location.endswith(f"/why-does-my-eyelid-flutter#post-{new.id}")


def test_both_askers_and_all_followers_follow_what_stays_and_are_told(
    app: Flask, told: Any
) -> None:
    first, second, answerer = make_member(), make_member(), make_member()
    old, new = ask(first), ask(second)
    answer(new, answerer)
    merge(make_moderator(), new, old.thread_id, WHY, NOON)
    for member in (first, second, answerer):
        assert follows(member.id, old.thread_id)
    assert told(second) == [f"a moderator: Your question was merged into another question: {WHY}"]
    assert told(first) == [f"a moderator: Another question was merged into yours: {WHY}"]
    assert told(answerer) == []


def test_who_asked_both_questions_is_told_once_and_a_moderator_nothing_of_their_own(
    app: Flask, told: Any
) -> None:
    asker, by = make_member(), make_moderator()
    merge(by, ask(asker), ask(asker).thread_id, WHY, NOON)
    assert told(asker) == [f"a moderator: Your question was merged into another question: {WHY}"]
    merge(by, ask(), ask(by).thread_id, WHY, NOON)
    assert told(by) == []


def test_search_finds_it_by_its_old_title_and_lists_and_feeds_show_one_question(
    app: Flask, browser: Any
) -> None:
    old, new = pair()
    gone = new.thread_id
    merge(make_moderator(), new, old.thread_id, WHY, NOON)
    visitor = browser()
    results = found(visitor, "twitching upper lid")
    assert f"/questions/{old.thread_id}/" in results
    assert f"/questions/{gone}/" not in results
    for path in ("/", "/questions", "/tags/eye", "/feeds/questions.atom", "/feeds/tags/eye.atom"):
        page = visitor.get(path).text
        assert f"/questions/{old.thread_id}" in page, path
        assert f"/questions/{gone}" not in page, path
    assert f"/questions/{gone}" not in visitor.get("/sitemap-0.xml").text
    feed = visitor.get(f"/feeds/questions/{old.thread_id}.atom").text
    assert f"/posts/{new.id}<" in feed
    staff = browser(make_moderator())
    assert f"/questions/{gone}" not in staff.get("/questions").text


def test_a_title_that_search_found_is_gone_when_its_post_is_hidden(
    app: Flask, browser: Any
) -> None:
    old, new = pair()
    moderator = make_moderator()
    merge(moderator, new, old.thread_id, WHY, NOON)
    hide(moderator, fresh_post(new), "Spam.", NOON)
    assert "Twitching" not in found(browser(), "twitching upper lid")
    page = browser().get(f"/questions/{old.thread_id}", follow_redirects=True).text
    assert "Twitching" not in page


def fresh_post(post: Post) -> Post:
    db.session.expire_all()
    loaded = load_post(post.id)
    assert loaded is not None
    return loaded


def test_a_merged_question_is_merged_again_with_the_one_that_it_is_part_of(
    app: Flask, browser: Any, counters_right: Any, index_right: Any
) -> None:
    moderator = make_moderator()
    first, second, third = (ask(title=f"Question number {n} of three") for n in range(3))
    answer(first)
    answer(second)
    merge(moderator, second, third.thread_id, WHY, NOON)
    merge(moderator, fresh_post(third), first.thread_id, WHY, NOON)
    for thread_id in (second.thread_id, third.thread_id):
        assert thread_id == first.thread_id
    home = load_thread(first.thread_id)
    assert home is not None
    assert (home.answers_count, home.replies_count) == (2, 2)
    assert counters_right()
    assert index_right()
    for number in (2, 3):
        answered = browser().get(f"/questions/{number}")
        assert answered.status_code == 301
        assert answered.location.startswith("/questions/1/")
    page = browser().get("/questions/1", follow_redirects=True).text
    for title in ("Question number 1 of three", "Question number 2 of three"):
        assert f"Asked as “{title}”" in page
        assert "/questions/1/" in found(browser(), title)


def test_merging_into_a_merged_question_merges_into_where_it_is(app: Flask) -> None:
    moderator = make_moderator()
    first, second, third = ask(), ask(), ask()
    gone = second.thread_id
    merge(moderator, second, first.thread_id, WHY, NOON)
    merge(moderator, third, gone, WHY, NOON)
    assert fresh_post(third).thread_id == first.thread_id


@pytest.mark.parametrize(
    ("into", "line"),
    [
        ("itself", "A question cannot be merged into itself."),
        ("circle", "That question has been merged into this one already."),
        ("nothing", "There is no question with that address or number."),
        ("hidden", "Merge only into a question that everyone can see."),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_line_that_says_why(
    app: Flask, browser: Any, log: Any, into: str, line: str
) -> None:
    moderator, question, other = make_moderator(), ask(), ask()
    number = {"itself": question.thread_id, "nothing": 999}.get(into, other.thread_id)
    if into == "circle":
        merge(moderator, other, question.thread_id, WHY, NOON)
    elif into == "hidden":
        hide(moderator, other, "Spam.", NOON)
    acts = len(log())
    with pytest.raises(Refused, match=line):
        merge(moderator, fresh_post(question), number, WHY, NOON)
    db.session.rollback()
    answered = browser(moderator).post(
        f"/moderation/threads/{question.thread_id}/merge",
        data={"into": f"https://forum.example/questions/{number}/x", "reason": "My own words."},
    )
    assert answered.status_code == 422
    assert line in answered.text
    assert "My own words." in answered.text
    assert len(log()) == acts


@pytest.mark.parametrize("address", ["", "   ", "the other one", "/articles/3", "12345678901"])
def test_an_address_that_names_no_question_is_refused(
    app: Flask, browser: Any, address: str
) -> None:
    path = f"/moderation/threads/{ask().thread_id}/merge"
    assert browser(make_moderator()).post(path, data={"into": address}).status_code == 422


def test_votes_marks_notices_and_aliases_come_along(
    app: Flask, counters_right: Any, index_right: Any
) -> None:
    asker, helper, moderator = make_member(), make_member(), make_moderator()
    old, new = ask(), ask(asker, alias=True)
    post = answer(new, helper, alias=True)
    name = post.alias
    actions.vote(make_member(), post)
    actions.mark_helped(asker, post)
    put_notice(moderator, post, "Ask a pharmacist.", NOON)
    merge(moderator, new, old.thread_id, WHY, NOON)
    post = fresh_post(post)
    assert (post.score, post.helped_count, post.notice) == (1, 1, "Ask a pharmacist.")
    assert post.thread.helped_count == 1
    # The mark of another asker is a reader's here.
    assert post.helped_asker is False
    assert post.alias == name
    assert counters_right()
    assert index_right()
    again = actions.answer(helper, post.thread, PostDraft("More.", alias=True), NOON)
    assert again.alias == name


def test_two_people_never_share_an_alias_after_a_merge(app: Flask, counters_right: Any) -> None:
    old, new = ask(alias=True), ask(alias=True)
    for model in (Post, Thread, ThreadAlias):
        column = ThreadAlias.name if model is ThreadAlias else model.alias
        db.session.query(model).update({column: "Calm Otter"})
    db.session.commit()
    db.session.expire_all()
    merge(make_moderator(), fresh_post(new), old.thread_id, WHY, NOON)
    aliases = set(db.session.scalars(select(Post.alias)))
    assert len(aliases) == 2
    assert "Calm Otter" in aliases


def test_it_parts_again_even_later_with_what_was_added(
    app: Flask, browser: Any, counters_right: Any, index_right: Any, told: Any
) -> None:
    old, new = pair()
    source_id, moderator = new.thread_id, make_moderator()
    merge(moderator, new, old.thread_id, WHY, NOON)
    added = reply(fresh_post(new), body="An addition to the merged question.")
    aside = reply(fresh_post(old), body="An addition to the one that stayed.")
    unmerge(make_moderator(), fresh_post(new), "They differ.", NOON)
    assert fresh_post(new).thread_id == fresh_post(added).thread_id == source_id
    assert fresh_post(aside).thread_id == old.thread_id
    counts = [(t.answers_count, t.replies_count) for t in db.session.scalars(select(Thread))]
    assert counts == [(1, 4), (1, 4)]
    assert counters_right()
    assert index_right()
    for page in (
        browser().get(f"/questions/{source_id}", follow_redirects=True),
        browser().get(f"/questions/{old.thread_id}", follow_redirects=True),
    ):
        assert page.text.count("<article class") == 6
        assert "Asked as" not in page.text
    assert f"/questions/{source_id}/" in found(browser(), "twitching upper lid")
    assert not follows(old.author_id or 0, source_id)
    assert not follows(new.author_id or 0, old.thread_id)


def test_parting_from_the_middle_of_a_chain_leaves_the_others_where_they_are(
    app: Flask, counters_right: Any, index_right: Any
) -> None:
    moderator = make_moderator()
    first, second, third = ask(), ask(), ask()
    ids = [post.thread_id for post in (first, second, third)]
    merge(moderator, third, second.thread_id, WHY, NOON)
    merge(moderator, fresh_post(second), first.thread_id, WHY, NOON)
    unmerge(moderator, fresh_post(third), "Different.", NOON)
    assert [fresh_post(p).thread_id for p in (first, second, third)] == [ids[0], ids[0], ids[2]]
    unmerge(moderator, fresh_post(second), "Different.", NOON)
    assert [fresh_post(p).thread_id for p in (first, second, third)] == ids
    assert counters_right()


def test_an_answer_to_a_question_that_was_merged_meanwhile_comes_where_it_is(
    app: Flask, browser: Any, counters_right: Any, index_right: Any
) -> None:
    old, new = ask(), ask()
    path = f"/threads/{new.thread_id}/answer"
    merge(make_moderator(), new, old.thread_id, WHY, NOON)
    sent = browser(make_member()).post(path, data={"body": "Written while it was merged."})
    assert sent.status_code == 303
    assert sent.location.startswith(f"/questions/{old.thread_id}/")
    assert counters_right()
    assert index_right()
    stale = load_post(new.id)
    assert stale is not None
    assert reply(stale).thread_id == old.thread_id


def test_a_pinned_question_leaves_the_shelf_and_its_undo_brings_it_back(app: Flask) -> None:
    moderator, old, new = make_moderator(), ask(), ask()
    pin(moderator, new, None, "Asked.", NOON, seen=None)
    merge(moderator, new, old.thread_id, WHY, NOON)
    assert not db.session.scalars(
        select(Thread.id).where(Thread.pinned_position.is_not(None))
    ).all()
    act = queries.newest_act()
    assert act is not None
    undo(moderator, act, fresh_post(old), NOON)
    assert fresh_post(new).thread.pinned_position == 1


def test_who_lost_the_role_in_the_middle_merges_nothing(app: Flask, counters_right: Any) -> None:
    moderator, old, new = make_moderator(), ask(), ask()
    moderator.roles = frozenset({Role.CLINICIAN})
    db.session.commit()
    with pytest.raises(NotAllowed):
        merge(moderator, fresh_post(new), old.thread_id, WHY, NOON)
    db.session.rollback()
    assert fresh_post(new).thread_id != old.thread_id


def test_what_was_never_merged_does_not_part(app: Flask) -> None:
    with pytest.raises(AlreadyChanged):
        unmerge(make_moderator(), answer(ask()), "Why.", NOON)


def test_the_notes_of_moderators_stay_in_sight(app: Flask, browser: Any) -> None:
    moderator, old, new = make_moderator(), ask(), ask()
    reader = browser(moderator)
    path = f"/moderation/threads/{new.thread_id}"
    assert reader.post(path, data={"text": "She wrote to us."}).status_code == 303
    merge(moderator, fresh_post(new), old.thread_id, WHY, NOON)
    assert "She wrote to us." in reader.get(f"/moderation/threads/{old.thread_id}").text


def test_who_takes_a_merge_back_comes_to_the_question_that_is_back(
    app: Flask, browser: Any
) -> None:
    by, old, new = make_moderator(), ask(), ask()
    moderator = browser(by)
    place = f"/moderation/threads/{new.thread_id}/merge"
    done = moderator.post(place, data={"into": str(old.thread_id), "reason": WHY})
    page = moderator.get(done.location, follow_redirects=True)
    act = queries.newest_act(ModerationAct.actor_id == by.id)
    assert act is not None
    path = f"/moderation/log/{act.id}/undo"
    assert path in page.text
    undone = moderator.post(path, data={"back": page.request.path})
    shown = moderator.get(undone.location, follow_redirects=True)
    assert shown.request.path.startswith(f"/questions/{fresh_post(new).thread_id}/")
    assert "Undone. It is back in its place." in shown.text


def test_who_takes_a_parting_back_comes_to_where_the_question_stands_again(
    app: Flask, browser: Any
) -> None:
    by, old, new = make_moderator(), ask(), ask()
    merge(by, new, old.thread_id, WHY, NOON)
    moderator = browser(by)
    parted = f"/moderation/posts/{new.id}/unmerge"
    assert moderator.post(parted, data={"reason": WHY}).status_code == 303
    assert fresh_post(new).thread_id != old.thread_id
    act = queries.newest_act(ModerationAct.actor_id == by.id)
    assert act is not None
    undone = moderator.post(f"/moderation/log/{act.id}/undo", data={"back": "/moderation"})
    assert undone.location.endswith(f"#post-{new.id}")
    shown = moderator.get(undone.location, follow_redirects=True)
    assert shown.request.path.startswith(f"/questions/{old.thread_id}/")
    assert f'id="post-{new.id}"' in shown.text
    assert "Undone. It is back in its place." in shown.text
