from factories import NOON, answer, ask
from sqlalchemy import select

from forum.db import db
from forum.threads import actions
from forum.threads.models import Assessment, Revision, Thread
from forum.threads.queries import load_post, load_revisions
from forum.topics.models import Topic
from forum.triage import Level


def edit(post, **changes):
    post = load_post(post.id)
    values = {
        "title": post.thread.title,
        "body": post.source,
        "tags": [topic.name for topic in post.thread.topics],
    }
    actions.edit_question(post.author, post, **(values | changes), now=NOON)
    return load_post(post.id)


def test_the_earlier_text_and_title_are_kept_as_a_revision(app):
    post = ask(title="First title here", body="The first words of it.")
    post = edit(post, title="Second title here", body="The second words of it.")
    (kept,) = load_revisions(post)
    assert (kept.number, kept.title, kept.source) == (
        1,
        "First title here",
        "The first words of it.",
    )
    assert post.thread.slug == "second-title-here"
    assert post.edited_at == NOON


def test_saving_without_a_change_keeps_no_revision(app):
    post = edit(ask())
    assert load_revisions(post) == []
    assert post.edited_at is None


def test_five_edits_give_the_source_back_character_for_character(app):
    words = "a < b & c > d  &amp; “quoted” \\* *star* \n\n> line\n\n    code"
    post = ask(body=words)
    for _ in range(5):
        post = edit(post, body=load_post(post.id).source)
    assert post.source == words


def test_a_changed_text_is_assessed_again_and_an_override_ends_with_its_text(app):
    post = ask(body="I have had constant pain in my leg for three weeks.")
    found = db.session.get(Assessment, post.id)
    found.override, found.override_reason = Level.NONE, "seen by a doctor"
    db.session.commit()
    post = edit(post, body="How much magnesium is there in a banana, on average?")
    assert post.assessment.override is None
    assert post.assessment.level is Level.NONE
    assert post.thread.level is Level.NONE


def test_a_change_of_tags_alone_moves_the_counts_and_keeps_the_override(app):
    post = ask(tags=("cramp", "night"))
    found = db.session.get(Assessment, post.id)
    found.override = Level.URGENT
    db.session.commit()
    edit(post, tags=["night", "sport"])
    counts = dict(db.session.execute(select(Topic.name, Topic.threads_count)).all())
    assert counts == {"cramp": 0, "night": 1, "sport": 1}
    assert db.session.get(Assessment, post.id).override is Level.URGENT


def test_an_answer_keeps_its_revisions_without_a_title(app):
    post = load_post(answer(ask(), body="Drink more.").id)
    actions.edit_post(post.author, post, "Drink some more.", NOON, "clearer")
    kept = db.session.scalars(select(Revision)).one()
    assert (kept.title, kept.source, kept.reason) == ("", "Drink more.", "clearer")


def test_an_edit_does_not_make_the_thread_active(app):
    post = ask()
    before = post.thread.active_at
    edit(post, body="Quite different words from those before.")
    assert db.session.get(Thread, post.thread_id).active_at == before
