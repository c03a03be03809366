"""Which English each Chinese term has in a bilingual text: known ones that are confirmed or contradicted, and new pairs.

Competitive linking (Melamed, Models of translational equivalence among words, 2000), with terms in the place of words: what
the termbase explains in a sentence pair is taken out first; then the best pairs of a Chinese candidate and an English phrase
are linked, taken out in their turn, and the rest is weighed again. A pair's score is the likelihood that it is right, by how
regularly the two stand together (Dice), how well their words go together (:mod:`glossary.align.likely`) and their lengths.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import exp, log
from typing import NamedTuple

from glossary.align.english import FUNCTION, English, english, key_of_word, keys_of
from glossary.align.likely import Likely
from glossary.documents.base import Document
from glossary.documents.contexts import context_of
from glossary.model import Mention, MentionKind, Scan
from glossary.segment.automaton import build
from termbase.folding import fold, key_of

_ROUNDS = 3
_LINKED = 0.5  # score from which a pair is taken out for the others
_OTHERWISE = 0.7  # score that a known term's other English must have
_APART = 0.25  # what a word that has its English elsewhere still counts as part of a longer phrase
_SAMPLE = 300  # sentence pairs looked at for a term
_TRIED = 40  # phrases weighed for a term
_CONTEXTS = 3
_CONSISTENT = 2 / 3  # share of a known term's places that must have the same other English
_HAN = re.compile(r"[\u3400-\u9fff]")
_ACRONYM = re.compile(r"[(（]\s*([A-Z][A-Za-z0-9-]{1,11})\s*[)）]")


Keys = tuple[str, ...]


class Status(StrEnum):
    """What the termbase says of a pair."""

    KNOWN = "known"
    NEW = "new"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class TermPair:
    """A Chinese term and its English in *count* sentence pairs; *score* is how likely the pair is right (0 to 1)."""

    zh: str
    en: str
    count: int
    score: float
    status: Status
    concept: str | None
    contexts: tuple[tuple[str, str], ...]


class _Place(NamedTuple):
    """Where a Chinese term stands: the number of the sentence pair, and offsets in the document."""

    pair: int
    start: int
    end: int


@dataclass(slots=True)
class _Item:
    """A Chinese term: its places; of a known one those where its English was found, and how that was written.

    *accepted* is the English of a known term; of a candidate, that of the known terms it is made of.
    """

    text: str
    words: Keys = ()
    concept: str | None = None
    accepted: set[Keys] = field(default_factory=set)
    places: list[_Place] = field(default_factory=list)
    found: list[_Place] = field(default_factory=list)
    written: Counter[str] = field(default_factory=Counter)


class Features(NamedTuple):
    """What a score is made of.

    How regularly the two stand together and how often (logarithm); the shares of the words that have their English in the
    other; how much too short and too long the English is; how often it is but a part of the same longer phrase, and of a
    longer name; whether both have the same acronym in brackets.
    """

    dice: float
    often: float
    ahead: float
    back: float
    short: float
    long: float
    partial: float
    torn: float
    anchored: float

    @property
    def score(self) -> float:
        """The likelihood that the pair is right, by itself."""
        return 1 / (1 + exp(-_BIAS - sum(weight * value for weight, value in zip(_WEIGHTS, self, strict=True))))


# Fitted by logistic regression to concepts that were taken out of the termbase, as bench/align.py does; no text that it was
# fitted to had enough acronyms in brackets, whose weight is a guess.
_BIAS = -5.89
_WEIGHTS = Features(4.08, 0.61, 1.85, 2.95, -0.99, -3.9, -4.78, -1.76, 2.0)


class _Weighed(NamedTuple):
    """An English phrase for a term: the likelihood that it is right, its words, in how many pairs both stand."""

    score: float
    keys: Keys
    often: int


def harvest(
    document: Document, scan: Scan, candidates: Iterable[str], likely: Likely, *, least: int = 2
) -> list[TermPair]:
    """Return the term pairs of a bilingual *document*, best first: those that stand in at least *least* sentence pairs.

    *candidates* are the Chinese terms that the termbase does not have, *scan* tells those it has.
    """
    texts = _Texts(document, scan, candidates, likely)
    pairs = [_known(item, texts) for item in texts.known.values() if len(item.found) >= least]
    for item, weighed in texts.linked(least):
        pairs.append(texts.pair(item, weighed, Status.NEW))
    for item in texts.known.values():
        missing = texts.contradicted(item, least)
        if missing:
            pairs.append(texts.pair(item, missing, Status.CONFLICT))
    return sorted(pairs, key=lambda one: (-one.score, -one.count, one.zh, one.en))


class _Texts:
    """The sentence pairs, the terms in them, and the English that is still free."""

    def __init__(self, document: Document, scan: Scan, candidates: Iterable[str], likely: Likely) -> None:
        self._document = document
        self._likely = likely
        # A pair that a memory holds many times says no more than once.
        first: dict[tuple[str, str], int] = {}
        for number, (block, text) in enumerate(zip(document.blocks, document.translations, strict=True)):
            first.setdefault((document.text[block.start : block.end], text), number)
        self._counted = frozenset(first.values())
        self.english = [
            english(text if number in self._counted else "") for number, text in enumerate(document.translations)
        ]
        self._posts: dict[str, list[int]] = defaultdict(list)
        self._small: set[str] = set()  # words met without a capital
        for number, one in enumerate(self.english):
            self._small.update(key for at, key in enumerate(one.keys) if key and not one.capital(at))
            for key in set(one.keys):
                if key:
                    self._posts[key].append(number)
        self.known: dict[tuple[str, str], _Item] = {}
        self.new = {key: _Item(text, likely.words(key)) for text in candidates if len(key := key_of(text)) > 1}
        self._place(scan)

    def _place(self, scan: Scan) -> None:
        """Find all terms in all pairs; take the English of known ones out."""
        document = self._document
        keys = list(self.new)
        automaton = build(keys)[0] if keys else None
        mentions = iter(scan.mentions)
        mention = next(mentions, None)
        for number, block in enumerate(document.blocks):
            inside: list[Mention] = []
            while mention is not None and mention.start < block.end:
                if mention.concept and mention.kind in (MentionKind.TERM, MentionKind.SHORT):
                    inside.append(mention)
                mention = next(mentions, None)
            if number not in self._counted or not document.translations[number]:
                continue
            hits: list[tuple[int, int, str]] = []
            if automaton:
                folded = fold(document.text[block.start : block.end])
                for begin, end, which in automaton.find_overlapping(folded.key):
                    left, right = folded.span(begin, end)
                    hits.append((block.start + left, block.start + right, keys[which]))
            outer = _outermost(hits, inside)
            for start, end, key in outer:
                self.new[key].places.append(_Place(number, start, end))
            self._explain(number, inside, outer)

    def _explain(self, number: int, mentions: list[Mention], candidates: list[tuple[int, int, str]]) -> None:
        """Take the English of the known terms of a pair out, but for what candidates are made of."""
        within = {m for m in mentions if any(start <= m.start and m.end <= end for start, end, _ in candidates)}
        kept = {m.concept for m in within}
        for start, end, key in candidates:
            for mention in within:
                if start <= mention.start and mention.end <= end:
                    self.new[key].accepted.update(keys_of(mention.english))
        here = self.english[number]
        for mention in sorted(mentions, key=lambda m: m.start - m.end):
            if mention in within or mention.concept is None:
                continue
            text = "".join(mention.text.split())
            item = self.known.get((key_of(text), mention.concept))
            if item is None:
                forms = keys_of((*mention.english, *(reading.en for reading in mention.alternatives)))
                item = _Item(text, self._likely.words(key_of(text)), mention.concept, set(forms))
                self.known[key_of(text), mention.concept] = item
            place = _Place(number, mention.start, mention.end)
            item.places.append(place)
            for form in sorted(item.accepted, key=lambda form: (-len(form), form)):
                span = next(here.places(form), None)
                if span:
                    item.found.append(place)
                    item.written[self._written(here, *span)] += 1
                    if mention.concept not in kept:
                        here.explain(*span)
                    break

    def linked(self, least: int) -> Iterator[tuple[_Item, _Weighed]]:
        """Yield the candidates with their English: the surest first, each taken out of the texts for the others."""
        best: dict[str, _Weighed] = {}
        waiting = {key: item for key, item in self.new.items() if len({p.pair for p in item.places}) >= least}
        for _ in range(_ROUNDS):
            best = {key: weighed for key, item in waiting.items() if (weighed := self.best(item, least))}
            for key in sorted(best, key=lambda key: (-best[key].score, key)):
                item, weighed = waiting[key], best[key]
                if weighed.score < _LINKED:
                    break
                spans = self._spans(item, weighed.keys)
                if len({number for number, _ in spans}) < weighed.often:
                    continue  # others have taken of it: the next round weighs it again
                del waiting[key]
                yield item, weighed
                for number, span in spans:
                    self.english[number].explain(*span)
        for key, item in waiting.items():
            if key in best:
                yield item, best[key]

    def _spans(self, item: _Item, keys: Keys) -> list[tuple[int, tuple[int, int]]]:
        """Return where the English *keys* stands free in the pairs of *item*, as often as the item does."""
        spans = []
        for number, count in Counter(place.pair for place in item.places).items():
            spans += [(number, span) for span, _ in zip(self.english[number].places(keys), range(count), strict=False)]
        return spans

    def best(self, item: _Item, least: int) -> _Weighed | None:
        """Return the likeliest English of *item* among the free phrases of its pairs.

        Another phrase of other words that is as likely makes it doubtful.
        """
        tried = sorted(self.weighed(item, least), key=lambda one: (-one.score, one.keys))
        if not tried:
            return None
        first = tried[0]
        rival = next((one.score for one in tried if set(one.keys).isdisjoint(first.keys)), 0.0)
        return first._replace(score=first.score * (1 - rival / 2))

    def weighed(self, item: _Item, least: int) -> Iterator[_Weighed]:
        """Yield the commonest phrases of the pairs of *item* with what speaks for them."""
        numbers = sorted({place.pair for place in item.places})
        sample = numbers[:: max(1, len(numbers) // _SAMPLE)]
        counts: Counter[Keys] = Counter()
        torn: Counter[Keys] = Counter()
        for number in sample:
            here = self.english[number]
            spans = {here.free(*span): span for span in here.phrases()}
            counts.update(spans.keys())
            torn.update(keys for keys, span in spans.items() if here.torn(*span))
        larger = _larger(counts)
        tried = [
            (keys, count)
            for keys, count in counts.most_common(_TRIED * 8)
            if count * len(numbers) >= least * len(sample) and keys not in item.accepted
        ]
        covered = {keys: self._likely.covered(item.words, keys) for keys, _ in tried}
        tried.sort(key=lambda one: (-one[1] * (0.2 + sum(covered[one[0]])), one[0]))
        anchors = self._anchors(item)
        for keys, seen in tried[:_TRIED]:
            count = seen * len(numbers) // len(sample)
            dice = 2 * count / (len(numbers) + max(count, self._occurs(keys)))
            features = Features(
                dice,
                log(count),
                *covered[keys],
                *_misfit(item.text, keys),
                self._partial(item, keys, counts, larger),
                torn[keys] / counts[keys],
                float(keys in anchors),
            )
            yield _Weighed(features.score, keys, count)

    def _partial(
        self, item: _Item, keys: Keys, counts: Mapping[Keys, int], larger: Mapping[Keys, Sequence[tuple[Keys, Keys]]]
    ) -> float:
        """Return how regularly the phrase is part of a longer one whose other words may belong to the term too (0 to 1)."""
        least = max(1, counts[keys] - 1)
        return max(
            (
                (counts[whole] - 1) / least * (_APART + (1 - _APART) * self._likely.covered(item.words, rest)[1])
                for whole, rest in larger.get(keys, ())
                if counts[whole] > 1
            ),
            default=0.0,
        )

    def _occurs(self, keys: Keys) -> int:
        """Return in how many pairs the phrase stands free."""
        rarest = min((self._posts[key] for key in keys), key=len)
        return sum(next(self.english[number].places(keys), None) is not None for number in rarest)

    def _anchors(self, item: _Item) -> frozenset[Keys]:
        """Return the phrases before a bracket with the acronym that the Chinese text has in brackets after the term."""
        found = set()
        for place in item.places:
            acronym = _ACRONYM.match(self._document.text, place.end)
            if not acronym:
                continue
            here = self.english[place.pair]
            for at, (start, end) in enumerate(here.spans):
                if at and here.text[start:end] == acronym[1] and here.text[:start].rstrip()[-1:] == "(":
                    for begin, stop in here.phrases():
                        if stop == at:
                            found.add(here.free(begin, stop))
        return frozenset(found)

    def contradicted(self, item: _Item, least: int) -> _Weighed | None:
        """Return the English that stands for a known term, consistently and in the place of the accepted ones; or None."""
        found = {place.pair for place in item.found}
        missing = [place for place in item.places if place.pair not in found]
        everywhere = len({place.pair for place in item.places})
        if len({place.pair for place in missing}) < max(least, _CONSISTENT * everywhere):
            return None
        alone = _Item(item.text, item.words, places=missing)
        best = self.best(alone, least)
        if best is None or best.score < _OTHERWISE or best.often < _CONSISTENT * everywhere:
            return None
        if any(_alike(best.keys, form) for form in item.accepted):
            return None
        return best

    def pair(self, item: _Item, weighed: _Weighed, status: Status) -> TermPair:
        """Return the pair as a person sees it."""
        written: Counter[str] = Counter()
        places = []
        for place in item.places:
            here = self.english[place.pair]
            fresh = english(here.text)
            spans = list(fresh.places(weighed.keys))
            written.update(self._written(fresh, *span) for span in spans)
            if spans:
                places.append(place)
        en = max(written, key=lambda text: (written[text], text))
        return TermPair(
            item.text, en, weighed.often, round(weighed.score, 3), status, item.concept, self.contexts(places)
        )

    def _written(self, here: English, begin: int, end: int) -> str:
        """Return the words as they are written inside a sentence: a capital at its beginning alone is none."""
        text = here.surface(begin, end)
        if (
            here.opens(begin)
            and key_of_word(here.surface(begin, begin + 1)) in self._small
            and not any(here.capital(at) for at in range(begin + 1, end))
        ):
            return text[0].lower() + text[1:]
        return text

    def contexts(self, places: Iterable[_Place]) -> tuple[tuple[str, str], ...]:
        """Return the first sentences with their translations, each pair once."""
        first = {place.pair: place for place in reversed(list(places))}
        chosen = [first[number] for number in sorted(first)[:_CONTEXTS]]
        document = self._document
        return tuple(
            (context_of(document.text, place.start, place.end), document.translations[place.pair]) for place in chosen
        )


def _outermost(hits: list[tuple[int, int, str]], mentions: list[Mention]) -> list[tuple[int, int, str]]:
    """Return the candidates that are no part of a longer one or of a known term, and cut none."""
    kept = []
    for start, end, key in hits:
        if any(left <= start and end <= right and (left, right) != (start, end) for left, right, _ in hits):
            continue
        if any(
            (m.start <= start and end <= m.end) or m.start < start < m.end or m.start < end < m.end for m in mentions
        ):
            continue
        kept.append((start, end, key))
    return kept


def _known(item: _Item, texts: _Texts) -> TermPair:
    """Return the pair of a known term and the accepted English that the texts have most."""
    en = max(item.written, key=lambda text: (item.written[text], text))
    found = {place.pair for place in item.found}
    score = round(len(found) / len({place.pair for place in item.places}), 3)
    return TermPair(item.text, en, len(found), score, Status.KNOWN, item.concept, texts.contexts(item.found))


def _larger(counts: Mapping[Keys, int]) -> dict[Keys, list[tuple[Keys, Keys]]]:
    """Return for each phrase the longer ones, by up to three words, that begin or end with it, and their other words."""
    larger: dict[Keys, list[tuple[Keys, Keys]]] = defaultdict(list)
    for whole, count in counts.items():
        for cut in (1, 2, 3):
            if count > 1 and cut < len(whole):
                larger[whole[cut:]].append((whole, whole[:cut]))
                larger[whole[:-cut]].append((whole, whole[-cut:]))
    return larger


def _misfit(zh: str, keys: Sequence[str]) -> tuple[float, float]:
    """Return how much too short and too long the English is: a word of it goes with two characters."""
    said = sum(key not in FUNCTION for key in keys)
    wanted = max(1.0, len(_HAN.findall(zh)) / 2 + (len(zh) - len(_HAN.findall(zh))) / 6)
    misfit = log(max(1, said) / wanted)
    return max(0.0, -misfit), max(0.0, misfit)


def _alike(keys: Sequence[str], form: Sequence[str]) -> bool:
    """Whether two phrases are forms of the same words (recalling, to recall), or one is part of the other."""
    ones, others = ({key[:5] for key in some if key not in FUNCTION} for some in (keys, form))
    return ones <= others or others <= ones
