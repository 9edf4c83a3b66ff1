"""Pages that show several rooms together: home, lists, thread, tag, body area, member."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from flask import (
    Blueprint,
    abort,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.http import http_date

from .. import richtext
from ..accounts.models import Member
from ..accounts.queries import has_muted, load_member
from ..db import utcnow
from ..inbox.models import Followable
from ..inbox.queries import follows, unread_posts
from ..library.passages import passages
from ..moderation.people.queries import current_verification
from ..permissions import Actor, Openness, Verb, Visibility
from ..search.closest import closest_passages
from ..threads.citing import cited
from ..threads.models import Thread
from ..threads.readers import stand_in
from ..threads.reading.threads import load_pinned, load_rows, load_shown_thread, read_rows
from ..threads.shown import ShownThread
from ..topics.models import Topic, TopicKind
from ..topics.queries import load_topic
from ..web.actor import current_actor, current_member
from ..web.gate import gate
from ..web.page_cache import may_be_kept
from ..web.paging import Page, load_page
from .queries import (
    ORDERS,
    answers_by,
    asked_by,
    bookmarked_by,
    load_article,
    questions_citing,
    questions_list,
)
from .structured import article_page, may_be_indexed, question_page
from .thread_page import AnswerOrder, ThreadPage, load_thread_page

blueprint = Blueprint("pages", __name__)
blueprint.after_request(may_be_kept)
HOME_ROWS = 15
PASSAGES_SHOWN = 3
TEXTS = Path(__file__).resolve().parent.parent / "library" / "starter" / "pages"


@blueprint.get("/")
@gate(Verb.BROWSE)
def home() -> ResponseReturnValue:
    """Search, the shelf of pinned articles, the newest questions."""
    actor = current_actor()
    newest = questions_list(stand_in(actor), "newest", in_topic=False)
    page = newest.page(read_rows, HOME_ROWS, reader=actor.id)
    return render_template("pages/home.html", shelf=load_pinned(actor), page=page)


@blueprint.get("/questions", endpoint="questions")
@gate(Verb.BROWSE)
def questions_page() -> ResponseReturnValue:
    """All questions: newest, most recently active, without an answer, or needing attention."""
    order = _chosen_order()
    page = _list_page(order)
    return render_template("pages/questions.html", page=page, order=order)


def _chosen_order() -> str:
    order = request.args.get("sort", "newest")
    return order if order in ORDERS else "newest"


def _list_page(order: str, topic: Topic | None = None) -> Page:
    actor = current_actor()
    listed = questions_list(stand_in(actor), order, in_topic=topic is not None)
    topic_id = None if topic is None else topic.id
    day_ago = utcnow() - timedelta(days=1)
    return listed.page(read_rows, reader=actor.id, topic_id=topic_id, day_ago=day_ago)


@blueprint.get("/questions/<int:thread_id>", endpoint="thread_without_slug")
@blueprint.get("/questions/<int:thread_id>/<slug>")
@gate(Verb.READ, load_shown_thread)
def thread(subject: ShownThread) -> ResponseReturnValue:
    """A question with its answers."""
    return _thread_page(subject, "pages/thread.html", _closest, question_page)


@blueprint.get("/articles/<slug>")
@gate(Verb.READ, load_article)
def article(subject: Thread) -> ResponseReturnValue:
    """A reference article with its provenance and readers' comments."""
    return _thread_page(subject, "pages/article.html", _passages, article_page)


def _closest(view: ThreadPage) -> dict[str, Any]:
    """Until a question has an answer, what the articles say that comes closest to it.

    The passages that it asks about are left out: whoever asks has read them.
    """
    thread = view.thread
    waits = thread.openness is Openness.OPEN and thread.visibility is Visibility.PUBLISHED
    if thread.answers_count or not waits:
        return {"closest": []}
    post = view.opening.post
    asked_about = cited(post.html, current_app.config["BASE_URL"])
    closest = closest_passages(thread.title, post.text, PASSAGES_SHOWN + len(asked_about))
    others = [part for part in closest if (part.slug, part.anchor) not in asked_about]
    return {"closest": others[:PASSAGES_SHOWN]}


def _passages(view: ThreadPage) -> dict[str, Any]:
    """The article's passages, and the questions about them; some about what it said before."""
    slugs = [view.thread.slug, view.article.slug if view.article else view.thread.slug]
    parts = passages(view.opening.post.html)
    asked = questions_citing(slugs, current_actor())
    gone = asked.keys() - {part.anchor for part in parts}
    earlier = [thread for anchor in sorted(gone) for thread in asked[anchor]]
    return {"parts": parts, "asked": asked, "asked_earlier": list(dict.fromkeys(earlier))}


def _thread_page(
    subject: Thread | ShownThread,
    template: str,
    more: Callable[[ThreadPage], dict[str, Any]],
    structured: Callable[[ThreadPage], Markup],
) -> ResponseReturnValue:
    args, actor = request.args, current_actor()
    order = args.get("sort", "")
    view = load_thread_page(
        subject,
        actor,
        order=AnswerOrder(order) if order in list(AnswerOrder) else AnswerOrder.HELPFUL,
        page=min(max(args.get("page", 1, type=int), 1), 10_000),
        at=args.get("at", None, type=int),
    )
    if view is None:
        return _where_it_is_now(subject)
    if request.path != view.here:
        query = request.query_string.decode("latin-1")
        return redirect(f"{view.here}?{query}" if query else view.here, 301)
    for_engines = may_be_indexed(subject)
    page = render_template(
        template,
        view=view,
        thread=subject,
        for_engines=for_engines,
        unread=_unread_on(view, actor),
        # Engines read as visitors; members need not load it.
        structured=structured(view) if for_engines and actor.id is None else None,
        **more(view),
    )
    response = make_response(page)
    response.headers.add("Last-Modified", _http_date(view.changed_at))
    if not for_engines:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _where_it_is_now(subject: Thread | ShownThread) -> ResponseReturnValue:
    """A thread whose opening post is not there: merged since it was read, it is found again."""
    now = load_shown_thread(subject.id)
    if now is None or now.id == subject.id:
        abort(404)
    return redirect(request.url, 302)  # not yet to its new home, which the gate has not seen


def _unread_on(view: ThreadPage, actor: Actor) -> list[int]:
    """Which posts of a page the reader was told of and has not seen: a script says when they are.

    Reading a page never writes; without the script they are read in the inbox.
    """
    if actor.id is None or not getattr(actor, "unread_count", 0):
        return []
    return sorted(unread_posts(actor.id).intersection(post.id for post in view.posts))


_http_date = lru_cache(1_000)(http_date)  # takes as long as a small query


@blueprint.get("/tags/<name>")
@gate(Verb.BROWSE)
def tag(name: str) -> ResponseReturnValue:
    """The questions with a tag."""
    return _topic_page(TopicKind.TAG, name)


@blueprint.get("/body/<name>")
@gate(Verb.BROWSE)
def area(name: str) -> ResponseReturnValue:
    """The questions about a body area."""
    return _topic_page(TopicKind.AREA, name)


def _topic_page(kind: TopicKind, name: str) -> ResponseReturnValue:
    topic = load_topic(kind, name)
    if topic is None:
        abort(404)
    order = _chosen_order()
    return render_template(
        "pages/topic.html",
        topic=topic,
        page=_list_page(order, topic),
        order=order,
        follows=follows(current_actor().id, Followable.TOPIC, topic.id),
    )


@blueprint.get("/members/<username>")
@gate(Verb.BROWSE)
def member(username: str) -> ResponseReturnValue:
    """A member, and what they wrote under their own name."""
    found = load_member(username)
    if found is None:
        abort(404)
    if found.username != username:
        return redirect(url_for(".member", username=found.username), 301)
    return render_template(
        "pages/member.html",
        member=found,
        muted=has_muted(current_actor().id, found),
        verification=current_verification(found, utcnow().date()) if found.is_clinician else None,
        **_written_by(found),
    )


def _written_by(found: Member) -> dict[str, Any]:
    actor = current_actor()
    asked = load_page(asked_by(found, actor), (Thread.id,), load=load_rows)
    return {"page": asked, "answers": answers_by(found, actor)}


@blueprint.get("/account/bookmarks")
@gate(Verb.HAVE_ACCOUNT)
def bookmarks() -> ResponseReturnValue:
    """What the member bookmarked, and may still see."""
    threads = bookmarked_by(current_member().id, current_actor())
    return render_template("pages/bookmarks.html", threads=threads)


@blueprint.get("/about")
@gate(Verb.BROWSE)
def about() -> ResponseReturnValue:
    """What this place is."""
    return _text_page("about")


@blueprint.get("/rules")
@gate(Verb.BROWSE)
def rules() -> ResponseReturnValue:
    """The house rules."""
    return _text_page("rules")


@blueprint.get("/privacy")
@gate(Verb.BROWSE)
def privacy() -> ResponseReturnValue:
    """What is kept of members and visitors."""
    return _text_page("privacy")


def _text_page(name: str) -> ResponseReturnValue:
    title, html = _text(name)
    return render_template("pages/text.html", title=title, html=html)


@cache
def _text(name: str) -> tuple[str, str]:
    """Return title and HTML of one of the site's own texts; the first line is its title."""
    title, _, body = (TEXTS / f"{name}.md").read_text(encoding="utf-8").partition("\n")
    return title.lstrip("# ").strip(), richtext.render(body, heading_base=2).html
