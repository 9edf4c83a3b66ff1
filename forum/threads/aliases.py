"""The aliases that members get. Pure."""

from __future__ import annotations

import secrets
from collections.abc import Collection

# Neither people's names ("Amber", "Robin") nor what reads as a thread's state ("Open", "Hidden").
_CALM = """
Autumn Blue Brave Bright Calm Cedar Clear Copper Coral Early Fern Gentle Golden Green Grey
Harbour Indigo Kind Lively Lunar Maple Meadow Mellow Misty Morning Mossy North Quiet Rainy River
Russet Sandy Silver Soft South Spring Steady Sunny Tidal Warm West Winter Woodland
"""
_CREATURES = """
Badger Beaver Bee Bittern Bream Carp Crane Curlew Deer Dormouse Dove Dragonfly Duck Dunlin Egret
Eider Falcon Finch Fox Gecko Goose Grebe Gull Hare Hedgehog Heron Ibis Jackdaw Kestrel
Kingfisher Lapwing Lynx Magpie Marten Mole Moth Newt Nuthatch Osprey Otter Owl Oyster Pike
Plover Puffin Rabbit Salmon Seal Shrew Siskin Sparrow Starling Stoat Stork Swallow Swan Swift
Tern Thrush Toad Trout Turtle Vole Wagtail Warbler
"""
CALM, CREATURES = _CALM.split(), _CREATURES.split()


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
