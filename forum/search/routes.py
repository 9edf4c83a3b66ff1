"""The results page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError

from ..db import db, utcnow
from ..permissions import Verb
from ..web import limits
from ..web.gate import gate
from ..web.logs import log
from . import actions
from .asking import known_already
from .facts import load_facts
from .forms import FIELDS, from_fields, to_fields
from .grammar import Query, Sort, filters_of, parse, without_filter, write
from .planning import Facts, words_of
from .queries import Results, find, load_misses

blueprint = Blueprint("search", __name__)


@blueprint.get("/search")
@limits.limiter.limit(limits.SEARCH)
@gate(Verb.BROWSE)
def search() -> ResponseReturnValue:
    """What the query finds. What is chosen in the form is written into the query first."""
    args = request.args
    if any(map(args.get, FIELDS)):
        return redirect(url_for(".search", q=write(from_fields(args))), 303)
    query = parse(args.get("q", ""))
    q, filters = write(query), [f for f in filters_of(query) if f[0] != "sort"]
    is_sorted, facts = query.sort is not Sort.RELEVANCE, _facts(query)
    return render_template(
        "search/search.html",
        q=q,
        unsorted=write(replace(query, sort=Sort.RELEVANCE)) if is_sorted else q,
        query=query,
        words=words_of(query),
        results=_found(query, facts, args) if query.asks else None,
        fields=to_fields(query),
        filters=[(key, value, write(without_filter(query, key, value))) for key, value in filters],
        areas=facts.areas,
    )


@blueprint.get("/search/similar")
@limits.limiter.limit(limits.PREVIEW)
@gate(Verb.BROWSE)
def similar() -> ResponseReturnValue:
    """A piece of a page: what is known of `title` and `body`, without the thread `besides`."""
    known = known_already(
        request.args.get("title", ""),
        request.args.get("body", ""),
        besides=request.args.get("besides", None, type=int),
    )
    return render_template("search/_known.html", known=known)


@blueprint.get("/moderation/searches")
@gate(Verb.MODERATE)
def misses() -> ResponseReturnValue:
    """What was looked for in vain, so that moderators can add other names for it."""
    return render_template("search/misses.html", misses=load_misses())


def _facts(query: Query) -> Facts:
    """Load what a query needs; on the way, count words that are new here."""
    facts = load_facts(query)
    if facts.unknown and facts.behind:
        _aside(actions.learn_words)
        facts = load_facts(query)
    return facts


def _found(query: Query, facts: Facts, args: Mapping[str, str]) -> Results:
    """Search, and count a search that was in vain."""
    now, page = utcnow(), args.get("page", "")
    results = find(query, facts, now.date(), as_typed="exact" in args, after=page)
    if not results.hits and not page and not query.filtered:
        _aside(partial(actions.count_miss, words_of(query), now.date()))
    return results


def _aside(write_something: Callable[[], None]) -> None:
    """Write on the side: a database that is too busy for it, or full, costs nobody their search."""
    try:
        write_something()
    except OperationalError as error:
        db.session.rollback()
        log.warning("search wrote nothing", extra={"fields": {"error": type(error.orig).__name__}})
