"""Signs of an offer to sell prescription medicine. Pure.

A text is read a sentence at a time, and a sentence of someone who asks, warns, tells of others or
of themselves, or speaks of a surgery or a pharmacy, offers nothing. What is left is an offer when
it has the words of a trade beside a medicine, and not by one such word alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import Enum
from itertools import product

QUOTED_MOST = 5
CRIED_MOST = 3  # words

# What sellers trade in, by its names and its brands; none of it is sold without a prescription.
_NAMES = (
    r"(?:tramadol|tramm?ies|ultram|oxy(?:codone|contin|s)?|percocets?|percs|hydrocodone|vicodin|norco|"
    r"co-?codamol|(?:dihydro)?codeine|morphine|fentanyl|methadone|subutex|suboxone|tapentadol|"
    r"diazepam|valium|alprazolam|xanax|xan(?:s|ny|nies)|lorazepam|ativan|clonazepam|klonopin|temazepam|benzos?|"
    r"zopiclone|zolpidem|ambien|pregabalin|lyrica|gabapentin|neurontin|carisoprodol|soma|baclofen|"
    r"tizanidine|cyclobenzaprine|adderall|ritalin|methylphenidate|modafinil|armodafinil|ketamine|"
    r"viagra|sildenafil|cialis|tadalafil|ozempic|semaglutide|wegovy|mounjaro|botox)"
)
_KINDS = r"(?:pills?|tablets?|meds|medications?|medicines?|painkillers?|opioids?|antibiotics)"
_MONEY = (
    r"(?:[$£€] ?\d[\d.,]*|\d[\d.,]* ?(?:[$£€]|quid\b|pounds?\b|dollars?\b|usd\b|euros?\b|bucks\b))"
)
_MESSENGER = (
    r"(?:w(?:h?ats|ass) ?app|telegram|wickr|threema|(?<=on )signal|signal(?= me)|snapchat|"
    r"snap(?=:| ?@| me\b)|kik|viber)"
)
_STRONG = r"(?:strong|pain|sleeping) (?:pills?|tablets?|meds|medications?|killers?|painkillers?)"
_WANTED = (
    rf"(?:(?:some|any|my|spare|leftover|real|legit|cheap|to buy) ){{0,3}}(?:{_NAMES}|{_STRONG})s?"
)
_DOSE = r"(?:\d[\d.]* ?(?:mg|s)?|bars|pills|tabs)"
_MORE = rf"(?:(?: or | and |, ?| )(?:{_NAMES}s?|{_DOSE}|here|today|asap|now)\b)*"
_OCCASION = (
    r"(?: for (?:(?:the|this|your|ur|upcoming) ){0,2}"
    r"(?:finals|mid-?terms|exams?|studying|revision|uni|college|weekend|party|festival|tonight))?"
)
_MUCH = r"(?:(?:lots|loads|plenty|tons|heaps|stacks|bunch|load|lot) (?:of )?|\d+ )(?:[\w-]+ ){0,2}?"
_YOU = r"(?:you|u|ya)"
_WANT = r"(?:needs?|needing|wants?|wanting|after|looking for|interested in)"
_WRITE = r"(?:dm|pm|message|msg|te?xt|inbox)"
_WRITE_ME = rf"(?:just )?(?:{_WRITE} (?:me|us)|hit me up|hmu)\b"
_PHONE = r"\+?\(?\d[\d ()-]{7,16}\d"
_EACH = r"(?:each|per|a|an) ?(?:pill|tablet|tab|strip|box|pack|pop|patch)?\b"


class _Sign(Enum):
    """What speaks for a trade, each with its words."""

    SELLER = (
        r"\bfor sale\b|\bselling\b|\b(?:we|i) (?:also )?(?:sell|ship|deliver|supply|stock)\b"
        r"|\bfrom us\b|\bour (?:\w+ )?(?:shop|store|site|website|pharmacy|stock)\b|\bin stock\b"
        r"|\b(?:my|our|legit|trusted|reliable) (?:supplier|vendor|dealer|source|plug)\b"
        r"|\b(?:order|buy|shop) (?:\w+ )?now\b|\bplace (?:an|your) order\b"
        r"|\bprice ?list\b|\b(?:for|best) (?:\w+ )?prices?\b|\b(?:hook|sort) you (?:up|out)\b"
    )
    INVITATION = (
        rf"(?:^|[,;:!|–—-] ?|\bhere to )(?:buy|order|purchase|get)(?: [\w-]+){{0,3}}? {_NAMES}\b"
    )
    NO_PRESCRIPTION = (
        r"\b(?:no|without|not need) (?:an? |any |seeing )?(?:your |a )?"
        r"(?:prescriptions?|scripts?|rx|doctors?|gp)\b"
    )
    DISCREET = (
        r"\b(?:discreet|discrete|stealth|plain|anonymous|overnight|worldwide|guaranteed|secure) "
        r"(?:\w+ )?(?:delivery|deliveries|shipping|shipped|shipment|packaging|package)\b"
        r"|\b(?:ships?|shipping|delivery|delivered|packaging) (?:worldwide|overnight|in plain)"
        r"|\bship \w+ overnight\b"
    )
    BAIT = (
        r"(?:^|[,;:.!?] ?)(?:(?:hi|hey|hello) (?:\w+ )?)?(?:does )?"
        rf"(?:(?:do |are )?{_YOU}|any(?:one|body)|who)(?: else)? {_WANT} "
        rf"{_WANTED}{_MORE}{_OCCASION} ?(?:[?!,.;]|$|{_WRITE_ME})"
        rf"|\b(?:if (?:{_YOU}|any(?:one|body))|whoever) {_WANT} {_WANTED}{_MORE}{_OCCASION},? ?"
        rf"{_WRITE_ME}"
        rf"|^(?:need|want|looking for|after) {_WANTED}{_MORE}{_OCCASION} ?\?"
        rf"|\b{_WRITE} (?:me|us) for {_WANTED}{_MORE} ?(?:[?!,.;]|$)"
    )
    STOCK = (
        rf"\b{_NAMES}s?(?: (?:{_DOSE}|now)\b)* (?:available|avail)\b"
        rf"|\b(?:plenty of|spare|extra|i can get (?:you|u)) (?:some |spare )?{_NAMES}\b"
        rf"|\b{_NAMES}s?(?: {_DOSE})* (?:to move|going spare)\b"
    )
    SURPLUS = (
        rf"\b{_MUCH}(?:(?:{_NAMES}s?|{_KINDS})(?: {_DOSE})* to (?:shift|offload|flog)"
        rf"|{_NAMES}s?(?: {_DOSE})* to sell)"
        rf" ?(?:[.!,;:]|$|(?:asap|fast|quick|today|now)\b|{_WRITE_ME})"
    )
    LIST = rf"^{_NAMES}(?: {_DOSE})?(?:, ?| and | or ){_NAMES}{_MORE}[.!|–-]? ?(?:$|{_MESSENGER})"
    POSTED = (
        r"\b(?:can|could|will|happy to) (?:post|send|ship|deliver)\b|\bpostage\b"
        r"|\b(?:free|fast|next.day|same.day) (?:\w+ )?(?:delivery|shipping)\b"
    )
    REACH = (
        rf"\b{_MESSENGER}\W{{0,3}}(?:\w+ ){{0,3}}?(?:{_PHONE}|@\w{{3,}}|[\w.]*\d\d[\w.]*)"
        rf"|\b(?:t|wa)\.me/\w+|\b(?:text|call|sms|phone)\W{{0,3}}(?:\w+ ){{0,2}}?{_PHONE}"
    )
    CONTACT = (
        rf"\b(?:{_WRITE}|contact|{_MESSENGER}) (?:me|us|for)\b|(?:^|[,.] ?)dm[.!]?$"
        r"|\b(?:hit me up|hmu)\b|\b(?:hit|slide into) my (?:dms?|inbox)\b"
        rf"|\bmy (?:dms?|inbox) (?:is|are) open\b|\b(?:drop|send) me a {_WRITE}\b"
        rf"|\b(?:on|via|by|my) {_MESSENGER}\b|\b{_MESSENGER} only\b"
    )
    PRICE = (
        rf"{_MONEY}(?: {_EACH}| for \d+ {_NAMES})|\b\d+ (?:{_KINDS}|strips|boxes) (?:for )?{_MONEY}"
        r"|\b(?:bitcoins?|btc|crypto|cash ?app|western union|cash)\b|\bcheap(?:!| price| rate)"
    )


# What makes a trade of a seller's words or an invitation; the rest only counts beside them.
_KINDS_OF_TRADE = {
    _Sign.NO_PRESCRIPTION,
    _Sign.DISCREET,
    _Sign.REACH,
    _Sign.CONTACT,
    _Sign.PRICE,
}
_WORDS = {sign: re.compile(sign.value) for sign in _Sign}
_MEDICINE = re.compile(rf"\b{_NAMES}s?\b")
_ANY_PILLS = re.compile(rf"\b{_KINDS}\b")
_GOODS = re.compile(rf"\b(?:{_NAMES}|{_KINDS})\b")
# A word with other signs in it, or letters that stand apart; neither is longer than a name can be.
_DISGUISED = re.compile(
    r"(?<![\w@$])(?:[^\W_](?:[ .*_·•-][^\W_]){3,20}"
    r"|(?=[^\W\d_]*[\d_.*@$·•-])[\w@$][\w.*@$·•-]{2,30}[^\W_])(?!\w)"
)
_BETWEEN = re.compile(r"[ ._·•-]")
_FOR_SIGN = str.maketrans("03457@$", "oeastas")
_FOR_STAR = ("", *"aeiou")
_SENTENCE = re.compile(r"[^.!?\n]+(?:\.(?=\w)[^.!?\n]*)*[.!?\n]*")
_HOOK = re.compile(
    r"(?:do you )?(?:need|want)\b|(?:are you )?(?:looking|searching|tired|struggling)\b"
)
_ASKS = re.compile(
    r"(?:is|are|can|could|should|does|do|did|has|would|will|where|what|how|who|why|which|"
    r"have (?:you|any)|any(?:one|body)|shall|may) "
    r"|(?:and |but |so )?(?:is it|are they|can i|should i) "
)
_WARNS = re.compile(
    r"\b(?:do not|don.?t|never|beware|careful|warn\w*|illegal|fakes?|counterfeit|dangerous|unsafe|"
    r"risky|avoid|report(?:ed)?|police|dealers?|scammed|afraid|worried|addicted|cannot stop|"
    r"stolen)\b|(?<!no )(?<!not a )(?<!zero )(?<!avoid )\bscam(?:mers?|s)?\b"
)
_OTHERS = re.compile(
    r"\b(?:they|he|she|people|someone|somebody|some|sites?|brother|sister|mum|mom|dad|friend|son|"
    r"daughter|husband|wife|neighbour|colleague|supermarkets?) (?:\w+ )?"
    r"(?:sells?|sold|ships?|buys?|bought|offers?|offered|messaged|wrote|writes|said|says|told|"
    r"gets?|got|pays?|paid|takes?|took|uses?|used)\b|\bthat (?:sells?|sold|ships?|says|said)\b"
)
_SELF = re.compile(
    r"\bi (?:have )?(?:bought|ordered|got(?! (?:you|u)\b)|took|take|used|was|am|came|tried)\b"
)
_CARE = re.compile(
    r"\b(?:gp|nhs|surgery|pharmacists?|chemists?|supermarkets?|boots|(?:your|my|a) doctor|repeat "
    r"prescription|(?:a|an|the|any|your|my|every) (?:\w+ )?pharmacy|shortages?|"
    r"(?:out of|not in|back in) stock|to (?:talk|chat|listen|stop|taper)|for support)\b"
)


def of_selling(text: str) -> list[str]:
    """Say what makes a text an offer to sell prescription medicine; nothing where it is none."""
    plain = undisguised(re.sub(r"[ \t]+", " ", text.casefold().replace("’", "'")))
    if not _GOODS.search(plain):
        return []
    found: dict[_Sign, str] = {}
    for sentence in filter(_may_offer, _sentences(plain)):
        for sign, words in _WORDS.items():
            if sign in found or (sign is _Sign.SELLER and not _GOODS.search(sentence)):
                continue
            if hit := words.search(sentence):
                found[sign] = hit[0].strip(" ,;:!|–—-")
    medicine = _MEDICINE.search(plain)
    sells = _sells(found) if medicine else _sells_some(found, plain)
    if not sells and _Sign.SURPLUS not in found:
        return []
    named = medicine[0] if medicine else "medicine"
    quoted = ", ".join(f"“{words}”" for words in list(found.values())[:QUOTED_MOST])
    return [f"offers {named} for sale: {quoted}"]


def undisguised(text: str) -> str:
    """Return a text in small letters with the names of medicines written out that are disguised."""
    return _DISGUISED.sub(_written_out, text)


def _written_out(found: re.Match[str]) -> str:
    word = found[0]
    if _MEDICINE.fullmatch(word):
        return word
    letters = _BETWEEN.sub("", word)
    for one, star in product("il", _FOR_STAR if "*" in letters else ("",)):
        name = letters.translate(_FOR_SIGN | {ord("1"): one, ord("*"): star})
        if _MEDICINE.fullmatch(name):
            return name
    return word


def _sentences(text: str) -> list[str]:
    """Cut a text; a cry ("XANAX!!!") or a bait ("Need it?") goes on with the next piece."""
    sentences, begun = [], ""
    for piece in _SENTENCE.findall(text):
        whole = f"{begun} {piece.strip()}".strip()
        is_bait = not begun and whole.endswith("?") and _offers_by_asking(whole)
        goes_on = is_bait or len(whole.split()) <= CRIED_MOST
        begun = whole if goes_on else ""
        if not goes_on:
            sentences.append(whole)
    return [*sentences, begun]


def _may_offer(sentence: str) -> bool:
    """Say whether a sentence can be a seller's, not of one who asks, warns or tells."""
    asks = sentence.endswith("?") or _ASKS.match(sentence)
    if asks and not _offers_by_asking(sentence):
        return False
    if _WARNS.search(sentence) or _OTHERS.search(sentence):
        return False
    if _SELF.search(sentence) and not _WORDS[_Sign.REACH].search(sentence):
        return False
    return not _CARE.search(_WORDS[_Sign.NO_PRESCRIPTION].sub(" ", sentence))


def _offers_by_asking(sentence: str) -> bool:
    return bool(_HOOK.match(sentence) or _WORDS[_Sign.BAIT].search(sentence))


def _sells(found: Collection[_Sign]) -> bool:
    """Say whether the signs beside a medicine's name are an offer's."""
    kinds = set(found) & _KINDS_OF_TRADE
    if _Sign.SELLER in found:
        return bool(kinds) or _Sign.POSTED in found
    if _Sign.INVITATION in found:
        return bool(kinds)
    if _Sign.BAIT in found or _Sign.STOCK in found:
        return bool(kinds & {_Sign.REACH, _Sign.CONTACT})
    if _Sign.REACH in found:
        return _Sign.LIST in found or len(kinds - {_Sign.CONTACT}) > 1
    return _Sign.CONTACT in found and bool(kinds & {_Sign.NO_PRESCRIPTION, _Sign.PRICE})


def _sells_some(found: Collection[_Sign], text: str) -> bool:
    """Say the same of a text that names none: much is sold as tablets that anyone may sell."""
    if _Sign.BAIT in found and (_Sign.REACH in found or _Sign.CONTACT in found):
        return True
    seller = _Sign.SELLER in found or _Sign.REACH in found
    return seller and _Sign.NO_PRESCRIPTION in found and bool(_ANY_PILLS.search(text))
