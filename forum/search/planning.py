"""From a query and what is known of its words to what is looked for. Pure.

A word that the site does not have is completed (the last one, which may be half typed) or
corrected; lay and clinical names are looked for together; function words are left out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from math import log, prod
from typing import NamedTuple

from .grammar import Query, Term
from .spelling import nearest
from .synonyms import called_also
from .words import STOPWORDS, fold

LONGEST_NAME = 5  # words of an entry in the synonyms
IN_A_ROW = 20  # of this many posts with all words of a phrase, about one has them in a row


@dataclass(frozen=True, slots=True)
class WordFacts:
    """What the site knows of a word: in about how many posts it is, and whether it is there at all.

    For an unknown word, `near` are words that look alike and `longer` those that begin with it,
    each with its number of posts. `meant` is the word on the site that it is a known slip or short
    form of.
    """

    posts: int = 0
    known: bool = True
    near: tuple[tuple[str, int], ...] = ()
    longer: tuple[tuple[str, int], ...] = ()
    meant: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts of each word of a query, and how many posts there are, about.

    The words of `counted` of them have been counted, all by default. `areas` are the names and
    titles of the body areas, from head to foot.
    """

    words: Mapping[str, WordFacts] = field(default_factory=dict)
    posts: int = 0
    counted: int | None = None
    areas: tuple[tuple[str, str], ...] = ()

    @property
    def behind(self) -> bool:
        """Whether the words of the newest posts have not been counted."""
        return self.counted is not None and self.counted < self.posts

    @property
    def unknown(self) -> bool:
        """Whether there is a word that the site does not have."""
        return not all(facts.known for facts in self.words.values())


@dataclass(frozen=True, slots=True)
class Group:
    """Terms of which any will do: as they were typed, and by other names.

    `weight` grows with rarity; `share` is about what part of all posts has one, from 0 to 1, and
    `most` is the part that has the words of one, in a row or not.
    """

    typed: tuple[Term, ...]
    others: tuple[Term, ...]
    weight: float
    share: float
    most: float

    @property
    def terms(self) -> tuple[Term, ...]:
        """All terms of the group."""
        return self.typed + self.others

    @property
    def quoted(self) -> bool:
        """Whether it was asked for in quotes, so that nothing without it may be found."""
        return all(term.quoted for term in self.typed)


class Expected(NamedTuple):
    """Of how many posts about what part matches, and at most what part; 0 where nobody knows."""

    posts: int
    share: float
    most: float

    @classmethod
    def of(cls, groups: Collection[Group], posts: int) -> Expected:
        """Return what to expect of posts with all of `groups`.

        About as many as if one had nothing to do with the other, and at most as many as have the
        rarest: words that belong together stand in the same posts.
        """
        return cls(posts, prod(g.share for g in groups), min((g.most for g in groups), default=0.0))


@dataclass(frozen=True, slots=True)
class Plan:
    """What to look for.

    `corrections` are (typed, used); `missing` words are nowhere on the site, `ignored` ones say too
    little to be looked for. `posts` is about how many posts there are. `named` says whether words
    were taken together, as the name of one thing: as they were typed, or as something is called.
    """

    groups: tuple[Group, ...] = ()
    excluded: tuple[Term, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    posts: int = 0
    named: bool = False

    @property
    def terms(self) -> list[Term]:
        """Every term that is looked for."""
        return [term for group in self.groups for term in group.terms]


def words_of(query: Query) -> tuple[str, ...]:
    """Return the words whose facts a plan needs, each once."""
    words = (word for clause in query.clauses for term in clause for word in term.words)
    return tuple(dict.fromkeys(word for word in words if word not in STOPWORDS))


def last_word(query: Query) -> str:
    """Return the word that may be half typed, or nothing."""
    last = query.clauses[-1][-1] if query.clauses else None
    return last.words[0] if last and len(last.words) == 1 and not last.quoted else ""


def make_plan(query: Query, facts: Facts, *, as_typed: bool = False, names: bool = True) -> Plan:
    """Decide what to look for.

    `as_typed` corrects and completes nothing; without `names` each word is looked for by itself,
    and what else it is called wherever all words of that name are.
    """
    posts = {word: found.posts for word, found in facts.words.items()}
    clauses, corrections = (query.clauses, {}) if as_typed else _mended(query, facts, posts)
    groups: list[Group] = []
    missing: list[str] = []
    ignored: list[str] = []
    named = _named(clauses, LONGEST_NAME if names else 1)
    has_names = len(named) < len(clauses) or any(map(_is_phrase, chain(*(o for _, o in named))))
    for typed, called in named:
        others = called if names else tuple(map(_apart, called))
        telling = [term for term in typed if not STOPWORDS.issuperset(term.words)]
        if not telling and not others:
            ignored += [word for term in typed for word in term.words]
        elif not others and all(_nowhere(term, facts, corrections) for term in telling):
            missing += [" ".join(term.words) for term in telling]
        else:
            groups.append(_group(telling, others, posts, facts.counted or facts.posts))
    excluded = tuple(term for term in query.excluded if not STOPWORDS.issuperset(term.words))
    return Plan(
        tuple(groups),
        excluded,
        tuple(corrections.items()),
        tuple(missing),
        tuple(ignored),
        facts.posts,
        has_names,
    )


def _mended(
    query: Query, facts: Facts, posts: dict[str, int]
) -> tuple[tuple[tuple[Term, ...], ...], dict[str, str]]:
    """Return the clauses with unknown words completed or corrected, and the corrections.

    A word that is part of a known name is right, even where only the other names are used.
    """
    last = last_word(query)
    right = {w for typed, others in _named(query.clauses) if others for t in typed for w in t.words}
    corrections: dict[str, str] = {}
    clauses: list[tuple[Term, ...]] = []
    for clause in query.clauses:
        mended: list[Term] = []
        for term in clause:
            word = term.words[0]
            found = facts.words.get(word)
            if term.quoted or len(term.words) > 1 or not found or word in right:
                mended.append(term)
                continue
            better = _better(word, found, half_typed=word == last)
            posts.update(better)
            mended += [Term((meant,)) for meant, _ in better] or [term]
            if len(better) == 1 and not found.known and better != found.longer:
                corrections[word] = better[0][0]
        clauses.append(tuple(mended))
    return tuple(clauses), corrections


def _better(word: str, found: WordFacts, *, half_typed: bool) -> tuple[tuple[str, int], ...]:
    """Return the words to look for instead of this one, each with its number of posts."""
    meant = (found.meant,) if found.meant else ()
    if found.known:
        return ((word, found.posts), *meant) if meant else ()
    if half_typed and found.longer:
        return (*found.longer, *meant)
    if meant:
        return meant
    near = nearest(fold(word), found.near)
    return tuple(one for one in found.near if one[0] == near)


def _named(
    clauses: Sequence[tuple[Term, ...]], longest: int = LONGEST_NAME
) -> list[tuple[tuple[Term, ...], tuple[Term, ...]]]:
    """Join clauses that are one name together, and give each its other names."""
    named = []
    start = 0
    while start < len(clauses):
        stop, others = _longest_name(clauses, start, longest)
        if stop - start == 1:
            typed = clauses[start]
        else:
            words = [word for (term,) in clauses[start:stop] for word in term.words]
            typed = (Term(tuple(w for w in words if w not in STOPWORDS), apart=True),)
        named.append((typed, others))
        start = stop
    return named


def _longest_name(
    clauses: Sequence[tuple[Term, ...]], start: int, longest: int
) -> tuple[int, tuple[Term, ...]]:
    """Return where the longest known name that begins at `start` ends, and its other names."""
    plain = start
    while plain < len(clauses) and plain - start < longest and _is_plain(clauses[plain]):
        plain += 1
    for stop in range(plain, start, -1):
        words = [fold(word) for (term,) in clauses[start:stop] for word in term.words]
        if others := called_also(words):
            return stop, tuple(Term(other) for other in others)
    also = [called_also([*map(fold, term.words)]) for term in clauses[start] if not term.quoted]
    return start + 1, tuple(Term(other) for others in also for other in others)


def _is_plain(clause: tuple[Term, ...]) -> bool:
    return len(clause) == 1 and not clause[0].quoted


def _nowhere(term: Term, facts: Facts, corrections: Mapping[str, str]) -> bool:
    """Say whether a word of `term` is nowhere on the site, as far as anyone knows."""
    return any(
        word in facts.words and not facts.words[word].known and word not in corrections
        for word in term.words
    )


def _group(
    typed: Sequence[Term], others: Sequence[Term], posts: Mapping[str, int], total: int
) -> Group:
    shares = [(_share(term, posts, total), _is_phrase(term)) for term in typed]
    most = min(1.0, sum(share for share, _ in shares))
    share = min(1.0, sum(share / (IN_A_ROW if phrase else 1) for share, phrase in shares))
    weight = log(1 + 1 / (share + 1 / (total + 2)))
    return Group(tuple(typed), tuple(others), weight, share, most)


def _share(term: Term, posts: Mapping[str, int], total: int) -> float:
    """Return about what part of all posts has the rarest word of `term`."""
    rarest = min(posts.get(word, 0) for word in term.words if word not in STOPWORDS)
    return rarest / max(total, 1)


def _is_phrase(term: Term) -> bool:
    return len(term.words) > 1 and not term.apart


def _apart(name: Term) -> Term:
    """Return the words of a name, wherever in a post they are; "a and e" has too few for that."""
    telling = tuple(word for word in name.words if word not in STOPWORDS)
    return Term(telling, apart=True) if len(telling) > 1 else name
