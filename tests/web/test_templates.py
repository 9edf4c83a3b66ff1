"""Templates fit together."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from jinja2 import nodes

TEMPLATES = Path(__file__).parents[2] / "templates"


def blocks_and_parent(app: Flask, name: str) -> tuple[set[str], str | None]:
    """The blocks that a template fills or offers, and the template that it extends."""
    tree = app.jinja_env.parse((TEMPLATES / name).read_text(encoding="utf-8"))
    parent = tree.find(nodes.Extends)
    return {block.name for block in tree.find_all(nodes.Block)}, parent and parent.template.value


def offered(app: Flask, name: str | None) -> set[str]:
    """The blocks that a template and those that it extends have."""
    if name is None:
        return set()
    blocks, parent = blocks_and_parent(app, name)
    return blocks | offered(app, parent)


def test_no_template_fills_a_block_that_is_drawn_nowhere(app: Flask):
    for path in sorted(TEMPLATES.rglob("*.html")):
        name = str(path.relative_to(TEMPLATES))
        blocks, parent = blocks_and_parent(app, name)
        if parent is not None:
            tree = app.jinja_env.parse(path.read_text(encoding="utf-8"))
            inside = {
                b.name for block in tree.find_all(nodes.Block) for b in block.find_all(nodes.Block)
            }
            assert blocks - inside <= offered(app, parent), name
