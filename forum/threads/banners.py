"""The care banner of a post, as templates draw it: wording and numbers by level and country."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .. import triage
from ..triage import Level, care
from ..web.globals import care_region
from ..web.logs import log
from .shown import ShownAssessment

REASONS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Banner:
    """What a banner says. `text` is `care.Banner`; `reasons` say why, the gravest first.

    `judged` holds a moderator's or clinician's reason where one of them set the level.
    """

    level: Level
    text: care.Banner
    reasons: tuple[str, ...]
    judged: str | None = None

    @property
    def stops_to_show(self) -> bool:
        """Whether the banner is shown before the post goes out."""
        return self.level >= Level.EMERGENCY


def banner_of(assessment: ShownAssessment, region: str) -> Banner | None:
    """Return the banner that an assessed post shows in a country, or `None`."""
    if assessment.failed and assessment.override is None:
        return Banner(Level.ROUTINE, care.general_notice(region), ())
    level = assessment.shown_level
    text = care.banner(level, region)
    if text is None:
        return None
    judged = assessment.override_reason if assessment.override is not None else None
    reasons = reasons_at(level, assessment.findings)
    return Banner(level, text, reasons, judged)


def preview_banner(title: str, body: str, kind: str = "question") -> Banner | None:
    """Return the banner that a draft would get; nothing is stored."""
    try:
        found = triage.assess(title, body, kind)
    except Exception as error:  # noqa: BLE001  # a broken rule must not stop anyone from posting
        log.error("triage failed", exc_info=error)
        return None
    text = care.banner(found.level, care_region())
    if text is None:
        return None
    reasons = reasons_at(found.level, [finding.to_json() for finding in found.findings])
    return Banner(found.level, text, reasons)


def reasons_at(level: Level, findings: list[dict[str, Any]]) -> tuple[str, ...]:
    """Return the words of the findings that reach a level, else of the gravest."""
    ranked = sorted(findings, key=lambda finding: -Level(finding["level"]).rank)
    at_level = [finding for finding in ranked if Level(finding["level"]) >= level] or ranked
    return tuple(dict.fromkeys(finding["why"] for finding in at_level))[:REASONS_SHOWN]
