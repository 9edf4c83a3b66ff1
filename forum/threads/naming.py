"""Slugs for addresses, and the aliases that members get. Pure."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Collection

SLUG_MAX = 70
CALM = [
    "Amber",
    "Autumn",
    "Blue",
    "Brave",
    "Bright",
    "Calm",
    "Cedar",
    "Clear",
    "Copper",
    "Coral",
    "Dawn",
    "Early",
    "Fern",
    "Gentle",
    "Golden",
    "Green",
    "Grey",
    "Harbour",
    "Hazel",
    "Hidden",
    "Indigo",
    "Ivory",
    "Kind",
    "Lively",
    "Lunar",
    "Maple",
    "Meadow",
    "Mellow",
    "Misty",
    "Morning",
    "Mossy",
    "North",
    "Olive",
    "Open",
    "Patient",
    "Pearl",
    "Quiet",
    "Rainy",
    "River",
    "Russet",
    "Sandy",
    "Silver",
    "Slow",
    "Soft",
    "South",
    "Spring",
    "Steady",
    "Still",
    "Summer",
    "Sunny",
    "Tidal",
    "Violet",
    "Warm",
    "West",
    "Willow",
    "Winter",
    "Woodland",
]
CREATURES = [
    "Badger",
    "Beaver",
    "Bee",
    "Bittern",
    "Bream",
    "Carp",
    "Crane",
    "Curlew",
    "Deer",
    "Dormouse",
    "Dove",
    "Dragonfly",
    "Duck",
    "Dunlin",
    "Egret",
    "Eider",
    "Falcon",
    "Finch",
    "Fox",
    "Gecko",
    "Goose",
    "Grebe",
    "Gull",
    "Hare",
    "Hedgehog",
    "Heron",
    "Ibis",
    "Jackdaw",
    "Kestrel",
    "Kingfisher",
    "Lapwing",
    "Lark",
    "Linnet",
    "Lynx",
    "Magpie",
    "Marten",
    "Mole",
    "Moth",
    "Newt",
    "Nuthatch",
    "Osprey",
    "Otter",
    "Owl",
    "Oyster",
    "Pike",
    "Plover",
    "Puffin",
    "Rabbit",
    "Robin",
    "Rook",
    "Salmon",
    "Seal",
    "Shrew",
    "Siskin",
    "Sparrow",
    "Starling",
    "Stoat",
    "Stork",
    "Swallow",
    "Swan",
    "Swift",
    "Teal",
    "Tern",
    "Thrush",
    "Toad",
    "Trout",
    "Turtle",
    "Vole",
    "Wagtail",
    "Warbler",
    "Wren",
]


def slug(title: str) -> str:
    """Return a title as it stands in an address: ASCII letters and digits, hyphens between."""
    plain = unicodedata.normalize("NFKD", title.casefold())
    words = "".join(c if c.isalnum() and c.isascii() else " " for c in plain if not _is_mark(c))
    cut = "-".join(words.split())[:SLUG_MAX]
    return cut.strip("-") or "question"


def new_alias(taken: Collection[str]) -> str:
    """Return an alias of two plain words that nobody in the thread has; drawn, never derived.

    An alias made from the member or the thread could be worked out backwards.
    """
    while True:
        alias = f"{secrets.choice(CALM)} {secrets.choice(CREATURES)}"
        if alias not in taken:
            return alias


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Lm", "Sk") or character in "'’"
