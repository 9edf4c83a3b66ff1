"""Questions and articles in schema.org's terms, for search engines; no query is made here.

Only what every visitor may read goes in, under the name it is shown with. What moderators put a
caution beside stays out: it would be quoted without it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from json import JSONEncoder
from json.encoder import encode_basestring_ascii
from typing import Any

from flask import current_app
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from ..library.models import Article
from ..permissions import PostKind, Visibility
from ..richtext import excerpt, own_words
from ..threads.links import author_link
from ..threads.models import Thread
from ..threads.shown import ShownPost, ShownThread, shown_name
from ..web.safe_html import own
from .thread_page import ThreadPage

TEXT_MAX = 160  # characters of a post: the page itself has the whole text
HEADLINE_MAX = 110
POSTS = 400  # about as many answers as there are among the posts that `threads` remembers
Data = dict[str, Any]
_text = encode_basestring_ascii  # a text in JSON, without what finds out that it is one
_COMPACT = JSONEncoder(separators=(",", ":"))


def question_page(view: ThreadPage) -> Markup:
    """Return a question with the answers that stand on this page, as a `QAPage` in JSON.

    An answer that helped the asker is the accepted one.
    """
    config, thread = current_app.config, view.thread
    base_url, site = config["BASE_URL"], config["SITE_NAME"]
    address = base_url + view.here
    about = (thread.title, thread.answers_count)
    page = _beginning(view.opening.post, *about, address, base_url, site)
    answers = [entry.post for entry in view.entries if _may_be_quoted(entry.post)]
    for name, helped in (("acceptedAnswer", True), ("suggestedAnswer", False)):
        given = [_answer(p, address, base_url) for p in answers if p.helped_asker is helped]
        if given:
            page += f',"{name}":[{",".join(given)}]'
    return own(page + "}}")


def article_page(view: ThreadPage) -> Markup:
    """Return an article with its provenance, as an `Article`; what is unknown is left out."""
    thread, post = view.thread, view.opening.post
    config = current_app.config
    address, site = config["BASE_URL"] + view.here, config["SITE_NAME"]
    about = {
        "description": thread.excerpt,
        "datePublished": _moment(post.created_at),
        "dateModified": _moment(post.edited_at or post.created_at),
    }
    page = _page(
        "Article",
        address,
        site,
        headline=excerpt(thread.title, HEADLINE_MAX),
        mainEntityOfPage=address,
        publisher={"@type": "Organization", "name": site},
        commentCount=thread.replies_count,
        **about | (_provenance(view.article) if view.article else {}),
    )
    return own(_json(page))


def may_be_indexed(thread: Thread | ShownThread) -> bool:
    """Say whether search engines may have a thread."""
    return thread.visibility is Visibility.PUBLISHED and not thread.noindex


def _page(kind: str, address: str, site: str, **about: Any) -> Data:
    part_of = {"@type": "WebSite", "name": site}
    page = {"@context": "https://schema.org", "@type": kind, "url": address, "inLanguage": "en"}
    return {**page, "isPartOf": part_of, **about}


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _may_be_quoted(post: ShownPost) -> bool:
    cautioned = post.advice is not None and post.advice.shown
    return (
        post.kind is PostKind.ANSWER and post.visibility is Visibility.PUBLISHED and not cautioned
    )


def _json(data: Data) -> str:
    """Return data as JSON that can stand in a page."""
    return _in_page(_COMPACT.encode(data))


def _in_page(written: str) -> str:
    """Return JSON as it can stand in a page: what could end its element is escaped."""
    return str(htmlsafe_json_dumps(written, dumps=str))


def _if_short(write: Callable[..., str]) -> Callable[..., str]:
    """Let what is written of a post be remembered, unless the post is long."""
    remembered = lru_cache(POSTS)(write)
    return lambda post, *about: (write if post.is_long else remembered)(post, *about)


@_if_short
def _beginning(
    question: ShownPost, title: str, answers: int, address: str, base_url: str, site: str
) -> str:
    """Return the page in JSON, up to where its answers and the ends of two objects follow."""
    page = _COMPACT.encode(_page("QAPage", address, site))[:-1]
    about = f'"name":{_text(title)},{_written(question, address, base_url)}'
    return _in_page(f'{page},"mainEntity":{{"@type":"Question",{about},"answerCount":{answers}')


@_if_short
def _answer(post: ShownPost, address: str, base_url: str) -> str:
    written = _written(post, f"{address}#post-{post.id}", base_url)
    return _in_page(f'{{"@type":"Answer",{written}}}')


def _written(post: ShownPost, address: str, base_url: str) -> str:
    """Return in JSON what is said of a question and of an answer alike."""
    author = f'{{"@type":"Person","name":{_text(shown_name(post))}'
    if page := author_link(post):
        author += f',"url":{_text(base_url + page)}'
    dates = f'"datePublished":"{_moment(post.created_at)}"'
    if post.edited_at:
        dates += f',"dateModified":"{_moment(post.edited_at)}"'
    words = f'"text":{_text(own_words(post.text, TEXT_MAX))},"url":{_text(address)}'
    return f'{words},"author":{author}}},{dates},"upvoteCount":{post.score}'


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
