"""An evaluation as one HTML page that needs nothing else."""

from __future__ import annotations

from html import escape

from .evaluation import LEVELS, Evaluation, Outcome
from .model import Level

_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}
table{border-collapse:collapse;margin:1rem 0}th,td{border:1px solid #999;padding:.4rem .8rem}
td{text-align:right}th{text-align:left}article{border-top:1px solid #999;padding:.5rem 0}
mark{background:#fde68a}.aside{color:#555}
"""


def html_report(evaluation: Evaluation, title: str = "Triage evaluation") -> str:
    """Return a whole HTML document: figures, the confusion matrix drawn, the misses."""
    banner = evaluation.banner()
    figures = (
        ("Posts", str(len(evaluation.outcomes))),
        ("Exact level", f"{evaluation.exact():.3f}"),
        ("Cohen's kappa", f"{evaluation.kappa():.3f}"),
        ("Banner recall", f"{banner.recall:.3f}"),
        ("Banner precision", f"{banner.precision:.3f}"),
        ("Median time for one post", f"{evaluation.median_seconds() * 1000:.2f} ms"),
    )
    rows = "".join(f"<tr><th>{escape(name)}</th><td>{value}</td></tr>" for name, value in figures)
    misses = "".join(_miss(miss) for miss in evaluation.misses())
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}'
        f"</title><style>{_STYLE}</style></head><body><h1>{escape(title)}</h1>"
        f"<table>{rows}</table>{_levels(evaluation)}{_matrix(evaluation)}"
        f"<h2>Misses</h2>{misses or '<p>None.</p>'}</body></html>\n"
    )


def _levels(evaluation: Evaluation) -> str:
    rows = ""
    for level in LEVELS:
        score = evaluation.level(level)
        cells = (score.recall, score.precision, score.f1, evaluation.found_at_least(level))
        rows += f"<tr><th>{level.value}</th>{''.join(f'<td>{x:.3f}</td>' for x in cells)}</tr>"
    head = "".join(f"<th>{name}</th>" for name in ("Recall", "Precision", "F1", "Or higher"))
    return f"<h2>By level</h2><table><tr><th></th>{head}</tr>{rows}</table>"


def _matrix(evaluation: Evaluation) -> str:
    head = "".join(f"<th>{level.value}</th>" for level in LEVELS)
    rows = "".join(_matrix_row(evaluation, label) for label in LEVELS)
    return (
        "<h2>Confusion matrix</h2><p>Rows are the labels, columns what triage found.</p>"
        f"<table><tr><th></th>{head}</tr>{rows}</table>"
    )


def _matrix_row(evaluation: Evaluation, label: Level) -> str:
    counts = evaluation.confusion()
    total = sum(counts[label, found] for found in LEVELS) or 1
    cells = ""
    for found in LEVELS:
        share = counts[label, found] / total
        colour = "22,163,74" if label == found else "220,38,38"
        shade = f"background:rgba({colour},{share:.2f})"
        cells += f'<td style="{shade}">{counts[label, found]}</td>'
    return f"<tr><th>{label.value}</th>{cells}</tr>"


def _miss(miss: Outcome) -> str:
    post, found = miss.post, miss.assessment
    evidence = "".join(
        f"<li>{escape(one.rule)}: <mark>{escape(one.quote)}</mark></li>"
        for one in found.findings
        if one.level == found.level
    )
    evidence += "".join(
        f'<li class="aside">{escape(one.rule)}: {escape(one.quote)}, but {escape(one.reason)}</li>'
        for one in found.set_aside
        if one.level > found.level
    )
    return (
        f"<article><h3>{escape(post.id)}: {post.level.value}, found {found.level.value}</h3>"
        f"<p>{escape(post.why)}</p><p>{escape(post.title)}</p><p>{escape(post.body)}</p>"
        f"<ul>{evidence}</ul></article>"
    )
