"""What an act is that moderators press, and the small pieces that tables of acts are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..accounts.models import Member
from ..permissions import Verb
from ..threads.models import Post
from .forms import ReasonForm
from .reasons import CANNED


def no_reason(_post: Post, _form: Any) -> str:
    """Stand for the usual reason of an act that has none."""
    return ""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that can be pressed.

    `path` is the last word of its address, `done` what the next page says. `run` does it, with the
    form that was sent. `usual` is the reason where none was written; where it is empty one must be.
    `starts` is what the form carries from the post as it is shown. `fits` says for which posts it
    is offered beyond what the rules say. `prepare` gives a form the choices that the post offers.
    """

    path: str
    verb: Verb
    label: str
    sign: str
    done: str
    run: Callable[[Member, Post, Any, str, datetime], None]
    usual: Callable[[Post, Any], str] = no_reason
    form: type[ReasonForm] = ReasonForm
    starts: Callable[[Post], Mapping[str, Any]] = lambda _post: {}
    fits: Callable[[Post], bool] = lambda _post: True
    prepare: Callable[[Any, Post], None] = lambda _form, _post: None

    @property
    def endpoint(self) -> str:
        """Return the path as it stands in names of routes."""
        return self.path.replace("-", "_")

    @property
    def needs_reason(self) -> bool:
        """Say whether it cannot be done without one."""
        return self.usual is no_reason

    @property
    def needs_only_reason(self) -> bool:
        """Say whether it can be pressed beside others in one form."""
        return self.form is ReasonForm


def plain(action: Callable[[Member, Post, str, datetime], None]) -> Any:
    """Adapt an action that takes nothing but a reason."""
    return lambda by, post, _form, reason, now: action(by, post, reason, now)


def always(reason: str) -> Callable[[Post, Any], str]:
    """Give the same reason whatever the post."""
    return lambda _post, _form: reason


def usual(verb: Verb) -> Callable[[Post, Any], str]:
    """Give the reason that is the first of a verb's."""
    return always(CANNED[verb][0])


def quick(
    path: str,
    verb: Verb,
    label: str,
    sign: str,
    done: str,
    action: Callable[[Member, Post, str, datetime], None],
    fits: Callable[[Post], bool] = lambda _post: True,
) -> Act:
    """Return an act that takes nothing but a reason, and has a usual one."""
    return Act(path, verb, label, sign, done, plain(action), usual(verb), fits=fits)
