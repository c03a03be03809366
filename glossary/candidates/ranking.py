"""Which of the strings that were gleaned are new terms and names, best first, each with the known one it may be."""

from __future__ import annotations

from collections.abc import Collection as Keys
from dataclasses import dataclass
from enum import StrEnum
from math import log, log2

from glossary.candidates.cvalue import c_values, pieces
from glossary.candidates.gleaning import Collection, Found, Name, Sighting, Word
from glossary.candidates.termhood import Termhood, by_neighbours
from glossary.candidates.tokens import KNOWN, sort_of
from glossary.candidates.variants import Variants
from glossary.candidates.wordlists import AVOIDED_FIRST, AVOIDED_LAST, ends_like_a_name
from glossary.segment.heads import head_of
from glossary.segment.lexicon import Lexicon
from glossary.segment.words import tagger
from termbase.folding import key_of
from termbase.keys import search_key

_LEAST = 2  # times that a string must stand in the texts; a name, once
_HOPELESS = -2.0  # likelihood under which a string is no term
_HEAD = 1.0  # what ending in 委员会, 公约, 中心 ... adds
_MARKED = 3.0  # what a head noun at the end of a name or of a title in 《》 is worth: about as much as a good term
_TITLED = 1.5  # other titles in 《》 are mostly those of articles and journals
_DEFINED = 8.0  # 全称（简称）: the text itself says that it is a name
# How rare in general Chinese (-ln) a word must be to be a term by itself: of commoner nouns annotators of UN texts mark
# hardly any.
_RARE_WORD = 10.6
_RARE_VERB = 11.6
_SINGLE = frozenset("nsvale")
_NAMES = frozenset({"body", "instrument", "programme", "event", "post", "document"})


class Sort(StrEnum):
    """Whether a candidate is called so by the text as a name, or is an ordinary term."""

    NAME = "name"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Measures:
    """What a score is made of; see :mod:`glossary.candidates.termhood` and :mod:`glossary.candidates.cvalue`."""

    c_value: float
    words: float = 0.0
    neighbours: float = 0.0
    contrast: float = 0.0
    name: float = 0.0

    @property
    def likelihood(self) -> float:
        """How much speaks for a term, leaving aside how often it occurs."""
        return self.words + self.neighbours + self.contrast / 2 + self.name

    @property
    def score(self) -> float:
        """The figure candidates are ranked by."""
        return log(1 + self.c_value) + self.likelihood / 2


@dataclass(frozen=True, slots=True)
class Ranked:
    """A term or name that the termbase does not have: *count* times in *documents* documents.

    *suggestion* is the known name that it may be a variant or misprint of, *shorts* the short forms the text gives it.
    """

    text: str
    sort: Sort
    count: int
    documents: int
    measures: Measures
    seen: tuple[Sighting, ...]
    shorts: tuple[str, ...] = ()
    suggestion: str | None = None


def rank(collection: Collection, lexicon: Lexicon, known: Keys[str], *, least: int | None = None) -> list[Ranked]:
    """Return the new terms and names of *collection*, best first.

    *known* are the search keys of all Chinese terms of the termbase: they are left out, and what terms look like is
    learned from them. *least* is how often a candidate must occur (None: twice, a name once).
    """
    gleaned = collection.gleaned
    learned = Termhood(known, gleaned.words, tagger())
    variants = Variants(lexicon)
    possible = {key: one for key, one in gleaned.found.items() if _possible(key, one.words, lexicon, learned)}
    counts = {key: one.count for key, one in possible.items()}
    words = {key: [text for text, _, _ in one.words] for key, one in possible.items()}
    values = c_values(counts, words)
    inside = pieces(counts, words)

    def measured(key: str, one: Found) -> Measures:
        return Measures(
            values[key],
            learned.by_words(one.words),
            by_neighbours(one.beside, gleaned.beside_known, gleaned.beside),
            learned.contrast(one.words),
            _HEAD if ends_like_a_name(key) else 0.0,
        )

    ranked = []
    for key, one in possible.items():
        if one.count < (least or _LEAST) or values[key] <= 0 or key in inside or key in gleaned.names:
            continue
        if key in lexicon or search_key(key) in known:
            continue
        measures = measured(key, one)
        if measures.likelihood > _HOPELESS:
            sort = Sort.NAME if measures.name else Sort.TERM
            seen = tuple(one.seen)
            ranked.append(Ranked(one.text, sort, one.count, one.documents, measures, seen, (), variants.of(key)))
    for key, name in gleaned.names.items():
        if name.count < (least or 1) or search_key(key) in known:
            continue
        suggestion = variants.of(key)
        if suggestion is None or _bare(suggestion) != _bare(key):
            ranked.append(_of_name(key, name, suggestion))
    ranked.sort(key=lambda one: (-one.measures.score, one.text))
    return ranked


def _bare(text: str) -> str:
    """Return *text* without punctuation: 《》 inside a title are <> or “” in some documents."""
    return "".join(filter(str.isalnum, key_of(text)))


def _of_name(key: str, name: Name, suggestion: str | None) -> Ranked:
    bare = key.strip("《》")
    value = log2(len(tagger().tagged(bare)) + 1) * name.count
    worth = _DEFINED if name.defined else _MARKED if ends_like_a_name(bare) else _TITLED
    measures, shorts = Measures(value, name=worth), tuple(name.shorts)
    return Ranked(name.text, Sort.NAME, name.count, name.documents, measures, tuple(name.seen), shorts, suggestion)


def _possible(key: str, words: tuple[Word, ...], lexicon: Lexicon, learned: Termhood) -> bool:
    """Whether a string may be a term, by what its known parts are and how common it is as a single word."""
    if key[0].isdigit() or (key[-1].isdigit() and not key[0].isascii()) or not any(c.isalpha() for c in key):
        return False
    if words[0][0].endswith("."):
        return False  # B.伙伴关系: the label of a heading
    if len(words) == 1:
        _, sort, _ = words[0]
        if sort not in _SINGLE or key.isascii():
            return False
        if key[:2] in AVOIDED_FIRST or key[-2:] in AVOIDED_LAST:
            return False  # 具体情况, 负面影响 are words of jieba's dictionary
        if sort in "vla" and not learned.ends_terms(key):
            return False  # 题为 and 载有 end no term, 贩运 and 占领 do
        return sort == "s" or tagger().cost(key) >= (_RARE_WORD if sort in "nl" else _RARE_VERB)
    kinds = [
        lexicon.entries[lexicon.by_id[concept]].kind if concept in lexicon.by_id else "" for _, _, concept in words
    ]
    if len(words) == 2 and words[1][1] == KNOWN and _verb(words[0]):
        return False  # 监测|技术援助: the object is the term
    # A name inside (请|联合国毒品和犯罪问题办公室) or before a common noun (安理会|改革) is a mention of its own.
    if any(kind in _NAMES for kind in kinds[1:]):
        return False
    if kinds[0] in _NAMES and not ends_like_a_name(key):
        return False
    return not (kinds[0] == "place" and head_of(key) is None)


def _verb(word: Word) -> bool:
    """Whether a word, or a known term of one word, is a verb."""
    text, sort, _ = word
    if sort != KNOWN:
        return sort == "v"
    tagged = tagger().tagged(text)
    return len(tagged) == 1 and sort_of(tagged[0][1]) == "v"
