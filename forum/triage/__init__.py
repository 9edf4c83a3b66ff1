"""Triage: text in, assessment out. Pure; the rules are the data files beside the code."""

from .engine import assess, is_known_word, known_spellings, rules_version
from .facts import Facts, compile_facts
from .model import Assessment, Finding, Level, SetAside

__all__ = [
    "Assessment",
    "Facts",
    "Finding",
    "Level",
    "SetAside",
    "assess",
    "compile_facts",
    "is_known_word",
    "known_spellings",
    "rules_version",
]
