"""Pointing out, before it is posted, what in a text may tell strangers who someone is. Pure.

It only points: no word is changed, and nothing is refused. Rather a few places too many than one
too few, but never what people here must write all day: doses, measurements, dates, helplines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from hashlib import blake2b

from ..triage import care
from .first_names import FIRST_NAMES

SHOWN = 8
LONGEST = 30_000  # characters that are read


class Personal(StrEnum):
    """What may tell who someone is."""

    EMAIL = "e-mail address"
    TELEPHONE = "telephone number"
    STREET = "street or postcode"
    NAME = "full name"
    CLINIC = "clinic or doctor"


@dataclass(frozen=True, slots=True)
class PointedOut:
    """A place in a text; `mark` knows it again in the next form without repeating it."""

    kind: Personal
    quote: str

    @property
    def mark(self) -> str:
        """A short word made from kind and quote."""
        return blake2b(f"{self.kind}:{self.quote}".encode(), digest_size=5).hexdigest()


_UPPER = r"[A-ZÀ-ÖØ-ÞŁŚŻŽŠČ]"
_PART = rf"{_UPPER}[a-zß-öø-ÿłśżžščćńęąěřů]{{1,24}}(?:[-'’]{_UPPER}[a-zß-öø-ÿ]{{1,20}}){{0,2}}"
_NAME_PART = rf"(?:(?:Mc|Mac|O['’]|D['’])?{_PART})"
_SURNAME = rf"(?:(?:van|von|de|der|den|la|le|di|da|al|el)\s)*{_NAME_PART}"

EMAIL = re.compile(r"[\w.+%-]{1,64}@(?:[\w-]{1,63}\.){1,5}[A-Za-z]{2,24}\b")
TELEPHONE = re.compile(
    r"(?<![\w.,:/@#=-])(?:\+|00)?\(?\d{1,5}\)?(?:[ .\-–/]?\(?\d{2,5}\)?){1,5}(?![\w:/@]|[.,]\d|-\d)"
)
DATE = re.compile(
    r"(?:19|20)\d\d[-./ ]\d{1,2}[-./ ]\d{1,2}|\d{1,2}[-./ ]\d{1,2}[-./ ](?:19|20)\d\d"
)
_KINDS_OF_STREET = (
    r"Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Close|Court|Crescent|Terrace|Boulevard|Blvd"
    r"|Gardens|Grove|Square|Way|Walk|Place|Mews|Hill|Row|Parade"
)
STREETS = (
    re.compile(rf"\b\d{{1,5}}[A-Za-z]?,?\s(?:{_PART}\s){{1,3}}(?:{_KINDS_OF_STREET})\b"),
    re.compile(
        rf"\b(?:in|on|at|of|off|near)\s((?:{_PART}\s){{1,3}}(?:Street|Road|Avenue|Lane|Drive|Close"
        r"|Crescent|Terrace|Boulevard))\b"
    ),
    re.compile(
        rf"\b{_UPPER}[a-zäöüß]+(?:straße|strasse|str\.|weg|gasse|platz|allee)\s\d{{1,4}}[a-z]?\b"
    ),
    re.compile(rf"\b\d{{1,4}},?\s(?:rue|avenue|boulevard)\s(?:de\s|du\s|des\s|la\s)*{_PART}"),
    re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s\d[ABD-HJLNP-UW-Z]{2}\b"),  # a British postcode
)
NAMES = (
    re.compile(
        rf"\b(?:[Mm]y|[Hh]is|[Hh]er|[Tt]heir)\s(?:full\s)?name(?:\sis|['’]s)\s"
        rf"({_NAME_PART}(?:\s{_SURNAME})?)"
    ),
    re.compile(rf"\b(?:I am|I['’]m|[Tt]his is|called|named)\s({_NAME_PART}\s{_SURNAME})"),
)
TITLED = re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Mx)\.?\s((?:{_NAME_PART}\s)?{_SURNAME})")
PAIR = re.compile(rf"\b({_NAME_PART})\s({_SURNAME})")
DOCTOR = re.compile(rf"\b(?:Dr|Doctor|Prof|Professor)\.?\s(?:{_NAME_PART}\s)?{_SURNAME}")
CLINIC = re.compile(
    rf"\b((?:St\.?\s)?(?:{_PART}(?:['’]s?)?\s){{1,4}}(?:(?:Medical|Health|Pain|Spine|General"
    r"|University|Community)\s)*"
    r"(?:Hospital|Clinic|Surgery|Infirmary|Practice|Centre|Center|Klinik|Klinikum|Krankenhaus))\b"
)
# What begins with a capital and names no one: known sources, and words that begin a sentence.
KNOWN_PLACES = ("Mayo Clinic", "Cleveland Clinic", "Johns Hopkins")
_NOT_NAMES = """
Disease Syndrome Horse Horses Test Sign Scale Score Palsy Lyme Crohn Raynaud Parkinson Ringer
Achilles Botox Vitamin Magnesium January February March April May June July August September
October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday Street Road
Avenue Lane Hospital Clinic Surgery Very So Not Really Just Still The And But Also Then
"""
NOT_NAMES = frozenset(_NOT_NAMES.split())
_NOT_CLINICS = """
The A An My Our Your His Her Their This That At In To From Went Had After Before Local Private
Public Emergency Day Knee Hip Back Spinal Heart Brain Eye Hand Shoulder Foot General Major Minor
Outpatient Pain Sleep Good Best Common Dental Plastic Laser Cosmetic Physical Urgent Care Walk
Children Childrens Medical Health Call Visit See Any Some No Every Fitness Town City University
Community Spine
"""
NOT_CLINICS = frozenset(_NOT_CLINICS.split())


def personal(*texts: str) -> tuple[PointedOut, ...]:
    """Return what in some texts may tell who someone is, each place once; eight at most."""
    text = "\n".join(texts)[:LONGEST]
    found = (
        PointedOut(kind, " ".join(quote.split())) for kind, quote in _all(text) if quote.strip()
    )
    return tuple(dict.fromkeys(found))[:SHOWN]


def marks(found: Iterable[PointedOut]) -> str:
    """Return the marks of some places as a form carries them."""
    return " ".join(item.mark for item in found)


def _all(text: str) -> Iterator[tuple[Personal, str]]:
    if "@" in text:
        for address in EMAIL.findall(text):
            yield Personal.EMAIL, address
        text = EMAIL.sub(" ", text)
    for number in _telephones(text):
        yield Personal.TELEPHONE, number
    for street in STREETS:
        for match in street.finditer(text):
            yield Personal.STREET, match[street.groups]
    for name in _names(text):
        yield Personal.NAME, name
    for place in _clinics(text):
        yield Personal.CLINIC, place


def _telephones(text: str) -> Iterator[str]:
    for match in TELEPHONE.finditer(text):
        written = match[0].strip(" .-–/")
        digits = re.sub(r"\D", "", written)
        international = written.startswith(("+", "00"))
        least = 8 if international else 9
        looks_dialled = international or digits.startswith("0") or _is_grouped(written)
        if (
            least <= len(digits) <= 15
            and looks_dialled
            and not DATE.search(written)
            and digits not in _helplines()
        ):
            yield written


def _is_grouped(written: str) -> bool:
    """Numbers without a leading nought are dialled in groups: (555) 123-4567, 555-123-4567."""
    return re.fullmatch(r"\(?\d{3}\)?[ .\-]\d{3}[ .\-]\d{4}", written) is not None


@cache
def _helplines() -> frozenset[str]:
    """The numbers of this site's own notices; telling them to each other is what helps."""
    return frozenset(
        re.sub(r"\D", "", line.number)
        for place in care.regions()
        for line in (place.emergency, place.crisis, place.advice)
        if line is not None
    )


def _names(text: str) -> Iterator[str]:
    for pattern in NAMES:
        for match in pattern.finditer(text):
            if not NOT_NAMES & set(match[1].split()):
                yield match[1]
    for match in TITLED.finditer(text):
        yield match[0]
    for match in PAIR.finditer(text):
        if match[1].casefold() in FIRST_NAMES and not NOT_NAMES & set(match[2].split()):
            yield match[0]


def _clinics(text: str) -> Iterator[str]:
    for match in DOCTOR.finditer(text):
        yield match[0]
    for match in CLINIC.finditer(text):
        words = [re.sub(r"['’]s?$", "", word) for word in match[1].split()[:-1]]
        named = [word for word in words if word not in NOT_CLINICS]
        if named and not any(place in match[1] for place in KNOWN_PLACES):
            yield match[1]
