"""From reading on to asking: about a paragraph of an article."""

from __future__ import annotations

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from .. import richtext
from ..library.passages import passages
from ..permissions import Verb
from ..threads.links import thread_link
from ..threads.models import Thread
from ..web.gate import gate
from .queries import load_article, opening_html
from .routes import blueprint

QUOTED = 300  # characters of a paragraph


@blueprint.get("/articles/<slug>/ask")
@gate(Verb.READ, load_article)
def ask_about(article: Thread) -> ResponseReturnValue:
    """Lead to the form for a question that cites the passage `about`."""
    about = request.args.get("about", "")
    cited = next((part for part in passages(opening_html(article)) if part.anchor == about), None)
    if cited is None or not cited.can_be_cited:
        abort(404)
    words = richtext.excerpt(cited.text, QUOTED)
    link = thread_link(article, _anchor=cited.anchor)
    quotation = richtext.quote(words, f"From “{article.title}”", link)
    return redirect(url_for("threads.ask", body=quotation), 302)
