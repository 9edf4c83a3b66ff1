"""How Jinja draws our templates: as it always does, with less work for each name, call and value.

A page asks for hundreds of them, and most of what Jinja does for each finds that nothing is to do.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from typing import Any

from flask.templating import Environment
from jinja2 import Template
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr
from jinja2.runtime import Context
from markupsafe import Markup, escape


class Calls(Context):
    """Calls macros and plain functions at once; few take the context, and those are marked."""

    def call(__self, __called: Callable[..., Any], *args: Any, **values: Any) -> Any:  # noqa: N805
        """Call what a template calls."""
        if hasattr(__called, "jinja_pass_arg"):
            return super().call(__called, *args, **values)
        if values:
            values.pop("_block_vars", None)
            values.pop("_loop_vars", None)
        return __called(*args, **values)


class Shown(CodeGenerator):
    """Lets a template write what is HTML already as it is, without making it HTML again."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.shown(")


def shown(value: Any) -> Any:
    """Return a value as HTML."""
    return value if type(value) is Markup else escape(value)


class Templates(Environment):
    """Our templates.

    They look into the one dictionary of globals, not into a chain of them for each: each import
    compares the names of both sides, which a chain makes slow. No template is loaded with globals
    of its own here, so one that was loaded is found by its name alone.
    """

    code_generator_class = Shown
    context_class = Calls
    shown = staticmethod(shown)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._loaded: dict[Any, Template] = {}

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Template:  # noqa: A002
        """Return a template, which is read anew only while templates are being written."""
        found = self._loaded.get(name)
        if found is None or self.auto_reload:
            found = self._loaded[name] = super().get_template(name, parent, globals)
        return found

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the dictionary itself."""
        return super().make_globals(d) if d else self.globals
