from factories import NOON, ask, make_area, make_member
from sqlalchemy import func, select

from forum.db import db
from forum.inbox.models import Notification
from forum.permissions import PostKind
from forum.threads.models import Assessment, Post, Thread
from forum.topics.models import Topic
from forum.triage import Facts, Level

SPASMS = "I have constant spasms in my upper left leg and can't get rid of them."


def test_a_question_is_stored_with_its_html_text_and_assessment(app):
    post = ask(title="Spasms that stay", body=f"**Help.** {SPASMS}")
    stored = db.session.get(Post, post.id, populate_existing=True)
    assert stored.kind is PostKind.QUESTION
    assert stored.html.startswith("<p><strong>Help.</strong>")
    assert stored.text.startswith("Help. I have")
    found = db.session.get(Assessment, post.id)
    assert found.level is Level.ROUTINE
    assert found.findings[0]["quote"] in stored.source


def test_the_thread_carries_slug_excerpt_and_level_for_the_lists(app):
    thread = ask(title="Spasms: what now?", body=SPASMS).thread
    assert thread.slug == "spasms-what-now"
    assert thread.excerpt == SPASMS
    assert thread.level is Level.ROUTINE


def test_the_lists_show_the_askers_own_words_first_and_the_facts_as_prose(app):
    facts = Facts(where="left calf", severity=4)
    body = "> Drink enough.\n\nDoes that help? It cramps every night."
    thread = ask(body=body, facts=facts).thread
    assert thread.excerpt == (
        "Does that help? It cramps every night. "
        "Where it is: left calf · How bad it is now: 4 out of 10"
    )


def test_the_optional_facts_become_part_of_the_text(app):
    facts = Facts(where="left calf", since="three weeks", severity=9, tried="heat")
    post = ask(body="My calf keeps cramping.", facts=facts)
    assert "9 out of 10" in post.source
    assert post.assessment.level >= Level.URGENT


def test_a_retried_submit_returns_the_first_question(app):
    author = make_member()
    first = ask(author, submit_token="once")
    second = ask(author, title="Another title", submit_token="once")
    assert second.id == first.id
    assert db.session.scalar(select(func.count()).select_from(Thread)) == 1


def test_the_same_token_of_another_member_is_another_question(app):
    assert ask(submit_token="once").id != ask(submit_token="once").id


def test_tags_are_made_once_and_count_their_threads(app):
    ask(tags=("night-cramps", "magnesium"))
    ask(tags=("magnesium",))
    counts = dict(db.session.execute(select(Topic.name, Topic.threads_count)).all())
    assert counts == {"night-cramps": 1, "magnesium": 2}


def test_an_alias_is_stored_with_thread_and_post_and_never_the_name(app):
    author = make_member("Marigold")
    post = ask(author, alias=True)
    assert post.alias
    assert post.thread.alias == post.alias
    assert "marigold" not in post.alias.lower()


def test_followers_of_a_topic_are_told_but_not_the_asker(app):
    from forum.inbox.actions import follow
    from forum.inbox.models import Followable

    area, follower, asker = make_area(), make_member(), make_member()
    for member in (follower, asker):
        follow(member.id, Followable.TOPIC, area.id)
    post = ask(asker, areas=(area,), alias=True)
    told = db.session.scalars(select(Notification)).all()
    assert [(n.member_id, n.post_id, n.actor_name) for n in told] == [
        (follower.id, post.id, post.alias)
    ]


def test_a_post_is_kept_when_triage_breaks_and_shows_the_general_notice(app, broken_triage):
    from forum.threads.banners import banner_of

    post = ask(body=SPASMS)
    assert db.session.get(Assessment, post.id).failed
    with app.test_request_context():
        assert "could not check" in banner_of(post.assessment, "GB").text.lead


def test_the_moment_of_asking_is_kept_with_its_zone(app):
    post = ask(now=NOON)
    db.session.expire_all()
    assert db.session.get(Post, post.id).created_at == NOON
