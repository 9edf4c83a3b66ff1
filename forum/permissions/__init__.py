"""Who may do what: one enum of verbs, one table of rules, and the list filters that go with them.

Pure: the rules read plain attributes; only `visible_to` builds SQLAlchemy expressions.
"""

from .actor import VISITOR, Actor, Role
from .rules import allowed, can, only_restricted
from .states import OPENING, Openness, PostKind, Restriction, ThreadKind, Visibility
from .verbs import Verb
from .visible import visible_to

__all__ = [
    "OPENING",
    "VISITOR",
    "Actor",
    "Openness",
    "PostKind",
    "Restriction",
    "Role",
    "ThreadKind",
    "Verb",
    "Visibility",
    "allowed",
    "can",
    "only_restricted",
    "visible_to",
]
