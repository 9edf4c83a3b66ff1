"""What a template draws is what Jinja would draw."""

from __future__ import annotations

from jinja2 import pass_context, pass_environment
from markupsafe import Markup


def drawn(app, source: str, **about) -> str:
    return app.jinja_env.from_string(source).render(**about)


def test_words_are_escaped_and_html_stays_as_it_is(one_app) -> None:
    about = {"words": "<b>", "html": Markup("<i>"), "number": 3, "nothing": None}
    assert drawn(one_app, "{{ words }}{{ html }}{{ number }}{{ nothing }}", **about) == (
        "&lt;b&gt;<i>3None"
    )


def test_what_has_its_own_html_is_drawn_as_that(one_app) -> None:
    class Shown:
        def __html__(self) -> str:
            return "<hr>"

    assert drawn(one_app, "{{ it }}", it=Shown()) == "<hr>"


def test_what_is_called_gets_its_values_and_the_context_if_it_asks(one_app) -> None:
    @pass_context
    def in_context(context, name: str) -> str:
        return str(context[name])

    @pass_environment
    def in_environment(environment) -> bool:
        return environment is one_app.jinja_env

    source = "{% for n in (1, 2) %}{{ plain(n, by=n) }}{% endfor %}{{ f('x') }}{{ g() }}"
    about = {"plain": lambda n, by: n * by, "f": in_context, "g": in_environment, "x": "<"}
    assert drawn(one_app, source, **about) == "14&lt;True"


def test_a_macro_draws_html_of_what_it_is_given(one_app) -> None:
    source = "{% macro row(title) %}<li>{{ title }}</li>{% endmacro %}{{ row(title) }}"
    assert drawn(one_app, source, title="a & b") == "<li>a &amp; b</li>"
