"""Slugs for addresses, and the aliases that members get. Pure."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Collection

SLUG_MAX = 70
# Neither people's names ("Amber", "Robin") nor what reads as a thread's state ("Open", "Hidden").
CALM = [
    "Autumn",
    "Blue",
    "Brave",
    "Bright",
    "Calm",
    "Cedar",
    "Clear",
    "Copper",
    "Coral",
    "Early",
    "Fern",
    "Gentle",
    "Golden",
    "Green",
    "Grey",
    "Harbour",
    "Indigo",
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
    "Quiet",
    "Rainy",
    "River",
    "Russet",
    "Sandy",
    "Silver",
    "Soft",
    "South",
    "Spring",
    "Steady",
    "Sunny",
    "Tidal",
    "Warm",
    "West",
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
    "Tern",
    "Thrush",
    "Toad",
    "Trout",
    "Turtle",
    "Vole",
    "Wagtail",
    "Warbler",
]


def slug(title: str) -> str:
    """Return a title as it stands in an address: ASCII letters and digits, hyphens between."""
    plain = unicodedata.normalize("NFKD", title.casefold())
    words = "".join(c if c.isalnum() and c.isascii() else " " for c in plain if not _is_mark(c))
    cut = "-".join(words.split())[:SLUG_MAX]
    return cut.strip("-") or "question"


def new_alias(taken: Collection[str], name: str = "") -> str:
    """Return an alias of two plain words that nobody in the thread has; drawn, never derived.

    An alias made from the member or the thread could be worked out backwards. None holds a word
    of `name`, the member's own: "Brave Otter" would tell that OtterFan wrote it.
    """
    telling = name.casefold()
    while True:
        words = secrets.choice(CALM), secrets.choice(CREATURES)
        alias = " ".join(words)
        if alias not in taken and not any(word.casefold() in telling for word in words):
            return alias


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Lm", "Sk") or character in "'’"
