"""Questions and articles in schema.org's terms, for search engines; no query is made here.

Only what every visitor may read goes in, under the name it is shown with. What moderators put a
caution beside stays out: it would be quoted without it.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any

from flask import current_app, url_for

from ..library.models import Article
from ..permissions import PostKind, Visibility
from ..richtext import excerpt
from ..threads.models import Thread
from ..threads.shown import ShownPost, ShownThread
from .queries import ThreadPage

TEXT_MAX = 160  # characters of a post: the page itself has the whole text
HEADLINE_MAX = 110
NAMES = 1_000  # whose addresses are remembered
Data = dict[str, Any]


def question_page(view: ThreadPage) -> Data:
    """Return a question with the answers that stand on this page, as a `QAPage`.

    An answer that helped the asker is the accepted one.
    """
    base_url = current_app.config["BASE_URL"]
    address = base_url + view.here
    thread, question = view.thread, view.opening.post
    answers = [entry.post for entry in view.entries if _may_be_quoted(entry.post)]
    about: Data = {
        "@type": "Question",
        "name": thread.title,
        "text": excerpt(question.text, TEXT_MAX),
        "url": address,
        "author": _author(question, base_url),
        "datePublished": _moment(question.created_at),
        "answerCount": thread.answers_count,
        "upvoteCount": question.score,
    }
    if question.edited_at:
        about["dateModified"] = _moment(question.edited_at)
    accepted = [_answer(post, address, base_url) for post in answers if post.helped_asker]
    suggested = [_answer(post, address, base_url) for post in answers if not post.helped_asker]
    if accepted:
        about["acceptedAnswer"] = accepted
    if suggested:
        about["suggestedAnswer"] = suggested
    return _page("QAPage", address, mainEntity=about)


def article_page(view: ThreadPage) -> Data:
    """Return an article with its provenance, as an `Article`; what is unknown is left out."""
    thread, post = view.thread, view.opening.post
    address = current_app.config["BASE_URL"] + view.here
    about = {
        "description": thread.excerpt,
        "datePublished": _moment(post.created_at),
        "dateModified": _moment(post.edited_at or post.created_at),
    }
    return _page(
        "Article",
        address,
        headline=excerpt(thread.title, HEADLINE_MAX),
        mainEntityOfPage=address,
        publisher={"@type": "Organization", "name": current_app.config["SITE_NAME"]},
        commentCount=thread.replies_count,
        **about | (_provenance(view.article) if view.article else {}),
    )


def may_be_indexed(thread: Thread | ShownThread) -> bool:
    """Say whether search engines may have a thread."""
    return thread.visibility is Visibility.PUBLISHED and not thread.noindex


def _page(kind: str, address: str, **about: Any) -> Data:
    site = {"@type": "WebSite", "name": current_app.config["SITE_NAME"]}
    page = {"@context": "https://schema.org", "@type": kind, "url": address, "inLanguage": "en"}
    return {**page, "isPartOf": site, **about}


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _may_be_quoted(post: ShownPost) -> bool:
    cautioned = post.advice is not None and post.advice.shown
    return (
        post.kind is PostKind.ANSWER and post.visibility is Visibility.PUBLISHED and not cautioned
    )


def _answer(post: ShownPost, address: str, base_url: str) -> Data:
    answer = {
        "@type": "Answer",
        "text": excerpt(post.text, TEXT_MAX),
        "url": f"{address}#post-{post.id}",
        "author": _author(post, base_url),
        "datePublished": _moment(post.created_at),
        "upvoteCount": post.score,
    }
    return answer | ({"dateModified": _moment(post.edited_at)} if post.edited_at else {})


def _author(post: ShownPost, base_url: str) -> Data:
    """Return the name that readers see; an alias, and who has left, leads nowhere."""
    if post.alias or post.author is None:
        return {"@type": "Person", "name": post.alias or "A former member"}
    name = post.author.username
    if not post.author.active:
        return {"@type": "Person", "name": name.capitalize()}
    return {"@type": "Person", "name": name, "url": base_url + _member_page(name)}


@lru_cache(maxsize=NAMES)
def _member_page(name: str) -> str:
    return url_for("pages.member", username=name)


def _provenance(article: Article) -> Data:
    people = {"author": article.author, "editor": article.editor}
    known: Data = {role: {"@type": "Person", "name": name} for role, name in people.items() if name}
    dates = {"datePublished": article.written, "dateModified": article.edited or article.written}
    known |= {name: day.isoformat() for name, day in dates.items() if day}
    if article.summary:
        known["description"] = article.summary
    if article.licence:
        known["license"] = {"@type": "CreativeWork", "name": article.licence}
    cited = [
        {"@type": "CreativeWork", "name": source["title"], "url": source["url"]}
        for source in article.sources
        if source.get("title") and source.get("url")
    ]
    return known | ({"citation": cited} if cited else {})
