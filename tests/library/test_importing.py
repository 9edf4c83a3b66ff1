from datetime import UTC, datetime

import pytest
from factories import NOON
from sqlalchemy import func, select

from forum.db import db
from forum.library.actions import import_document
from forum.library.documents import NotAnArticle, read_document
from forum.library.models import Article
from forum.permissions import VISITOR, PostKind, ThreadKind
from forum.threads.counters import recount
from forum.threads.models import Assessment, Post, Thread
from forum.topics.models import Topic

PAGE = """Why calves cramp at night

by Ottoline Frump

A calf that grips at night has usually been asked for more than usual.

What to do first

Straighten the knee, pull the toes up and wait. It mostly lets go within two minutes.

  • walk a few steps on the heel
  • keep the foot end of the blanket loose

Discuss this page

Barnaby March 3, 2014 at 9:15 pm

I have had constant cramps in my calf for three weeks. Stretching does nothing. What else?

Ottoline Frump March 4, 2014 at 8:00 am

Hi Barnaby,

Three weeks is long enough to let somebody look at it.

Barnaby March 5, 2014 at 7:30 am

Thank you, I have an appointment now.
"""


@pytest.fixture
def imported(app):
    return import_document(read_document(PAGE.encode(), "calves.txt"), NOON)


def posts() -> list[Post]:
    return list(db.session.scalars(select(Post).order_by(Post.id)))


def test_an_article_becomes_a_thread_of_its_own_kind_with_provenance(imported):
    thread = db.session.scalars(select(Thread)).one()
    assert (thread.kind, thread.title) == (ThreadKind.ARTICLE, "Why calves cramp at night")
    article = db.session.get(Article, thread.id)
    assert (article.author, article.editor, article.reviewed) == ("Ottoline Frump", None, None)


def test_comments_become_replies_in_order_with_their_dates(imported):
    article, *comments = posts()
    assert article.kind is PostKind.ARTICLE
    assert [post.kind for post in comments] == [PostKind.REPLY] * 3
    assert [post.created_at.day for post in comments] == [3, 4, 5]
    assert comments[0].created_at == datetime(2014, 3, 3, 21, 15, tzinfo=UTC)
    assert {post.parent_id for post in comments} == {article.id}


def test_readers_names_appear_nowhere_and_each_has_one_alias(imported):
    _, first, _, third = posts()
    assert first.alias == third.alias
    for post in posts()[1:]:
        assert "Barnaby" not in post.alias + post.source
        assert post.author_id is None


def test_the_article_is_not_assessed_but_its_comments_are(imported):
    comments = posts()[1:]
    assessed = set(db.session.scalars(select(Assessment.post_id)))
    assert assessed == {post.id for post in comments}


def test_the_same_file_twice_changes_nothing(app, imported):
    again = import_document(read_document(PAGE.encode(), "renamed.txt"), NOON)
    assert not again.is_new
    assert db.session.scalar(select(func.count()).select_from(Post)) == 4
    assert recount() == 0


def test_another_article_of_the_same_title_has_an_address_of_its_own(app, imported):
    other = import_document(
        read_document(PAGE.replace("two minutes", "three minutes").encode(), "b.txt"), NOON
    )
    assert other.is_new
    assert other.article.slug == f"{imported.article.slug}-2"


def test_the_page_shows_headings_contents_and_unknown_provenance(app, client, imported):
    page = client.get(f"/articles/{imported.article.slug}").text
    assert "<h2" in page
    assert "What to do first" in page
    assert page.lower().count("unknown") >= 3
    assert page.count('data-kind="reply"') == 3


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02" * 500, b"   \n\n "])
def test_a_file_that_is_no_article_leaves_nothing_behind(app, data):
    with pytest.raises(NotAnArticle) as refusal:
        read_document(data, "odd.bin")
    assert "\n" not in str(refusal.value)
    assert db.session.scalar(select(func.count()).select_from(Thread)) == 0


def test_an_article_that_is_too_long_to_render_is_refused_whole(app):
    page = PAGE.replace("What to do first", "What to do first\n\n" + "Rest the leg well. " * 2000)
    with pytest.raises(NotAnArticle, match="divide it in two"):
        import_document(read_document(page.encode(), "long.txt"), NOON)
    assert db.session.scalar(select(func.count()).select_from(Thread)) == 0


LONGEST = {"summary": 300, "author": 200, "editor": 200, "reviewer": 200, "source": 200}
LONGEST |= {"licence": 100, "source_url": 500}


def test_the_longest_texts_that_front_matter_may_have_are_kept_whole(app):
    given = {name: "https://x.org/".ljust(length, "x") for name, length in LONGEST.items()}
    lines = "\n".join(f"{name}: {text}" for name, text in given.items())
    text = f"---\ntitle: Knees\n{lines}\n---\nBend them.\n"
    article = import_document(read_document(text.encode(), "knees.md"), NOON).article
    db.session.expire_all()
    assert {name: getattr(article, name) for name in given} == given


@pytest.mark.parametrize("line", [f"Source: https://x.org/{'x' * 600}", f"Licence: {'x ' * 55}"])
def test_what_is_too_long_is_left_out_of_a_scraped_page(app, line):
    page = PAGE.replace("by Ottoline", f"{line}\n\nby Ottoline")
    article = import_document(read_document(page.encode(), "p.txt"), NOON).article
    assert (article.source_url, article.licence) == (None, None)


def test_a_tag_without_a_letter_is_none(app):
    text = b"---\ntitle: Knees\ntags: ['!!!', Sore knees]\n---\nBend them.\n"
    import_document(read_document(text, "knees.md"), NOON)
    assert db.session.scalars(select(Topic.name)).all() == ["sore-knees"]


def test_visitors_can_read_imported_threads(app, imported):
    from forum.threads.queries import articles

    assert db.session.scalars(articles(VISITOR)).one().id == imported.article.thread_id
