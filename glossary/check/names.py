"""T201, T202, T206: bodies, treaties, programmes, events, posts and places whose English is missing, outdated or another's.

Told apart by what speaks for it: another known name that the Chinese does not account for is an error; a name that is only
absent may have become "the Committee", "it", or nothing at all, and is reported where the rest of the unit is said and
nothing stands in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from glossary.check.english import LITTLE, Named, forms_of, stem_of, weighty, words_of
from glossary.check.model import CONFIRMED, Bitext, Mismatch, Severity, Unit
from glossary.model import Mention, MentionKind
from glossary.segment.heads import HEADS, heads_of
from glossary.segment.lexicon import Entry, Role
from termbase.folding import key_of
from termbase.model import Form

KINDS = frozenset({"body", "instrument", "programme", "event", "post", "place"})
_CERTAIN = 0.95  # confidence above which a mention is a full name or a short form of its own, not one worked out
_OFFICIAL = 9
_NEAR = 0.6  # share of a name's words that make another name a way of writing it
_ROOM = 8  # words that may stand between those of a name written in another way
_OTHERS = 3  # mentions beside a missing one that show that the unit is translated closely
# The house itself is left out more often than said: 联合国系统, 联合国信托基金.
_HOUSE = frozenset({"un:united-nations", "un:un"})
_HEAD_STEMS = frozenset(stem_of(english.split()[-1]) for head in HEADS.values() for english in head.en)
_BREAK = re.compile("[,;:()]")
_PRONOUNS = frozenset("it its they their them he his him she her we our us latter".split())
_BODY_WORDS = frozenset({"organization", "agenc", "institution"})  # stems
_PLACE_WORDS = frozenset(
    stem_of(word)
    for word in (
        "country state territory delegation government region continent island republic national nation city capital area ground subregion"
    ).split()
)


class _Missing(NamedTuple):
    mention: Mention
    entry: Entry


def findings(bitext: Bitext) -> Iterator[Mismatch]:
    """Yield the findings on names, and with severity INFO those on ordinary terms."""
    for unit in bitext.units:
        yield from _Unit(bitext, unit).findings()


class _Unit:
    def __init__(self, bitext: Bitext, unit: Unit) -> None:
        self.bitext = bitext
        self.unit = unit
        self.english = unit.english
        self.key = key_of(unit.zh)
        self.named = bitext.names.inside(self.english)
        self.around = {word: one for one in self.named for word in range(one.first, one.end)}
        self.claimed: set[int] = set()  # words of the English that say something of the Chinese
        self._claims: dict[tuple[str | None, tuple[str, ...]], bool] = {}
        mentions = unit.mentions
        self.meant = {m.concept for m in mentions} | {other.concept for m in mentions for other in m.alternatives}
        self.pointing = {"".join(m.text.split()).strip("《》") for m in mentions if m.kind is not MentionKind.TERM}

    def findings(self) -> Iterator[Mismatch]:
        missing: list[_Missing] = []
        seen: set[str] = set()
        terms: list[_Missing] = []
        for mention in self.unit.mentions:
            said = self._claim(mention)
            if not said and mention.concept is None and mention.kind is not MentionKind.REFERENCE:
                mention = self._owner(mention)
                said = self._claim(mention)
            entry = self._entry(mention)
            if entry is None or mention.kind is MentionKind.REFERENCE:
                continue
            if said:
                yield from self._outdated(mention, entry)
            elif entry.kind in KINDS and entry.en[:1].isupper():
                if entry.id in seen:
                    continue
                seen.add(entry.id)
                missing.append(_Missing(mention, entry))
            elif mention.kind is MentionKind.TERM and not entry.kind:
                terms.append(_Missing(mention, entry))
        if missing:
            yield from self._names(missing)
        for one in terms:
            yield from self._term(one)

    def _entry(self, mention: Mention) -> Entry | None:
        if mention.concept is None:
            return None
        return self.bitext.lexicon.entries[self.bitext.lexicon.by_id[mention.concept]]

    def _owner(self, mention: Mention) -> Mention:
        """Return the owner in a compound that is no concept of its own: 经济及社会理事会 in 经济及社会理事会主席."""
        lexicon = self.bitext.lexicon
        for length in range(len(mention.text) - 1, 1, -1):
            senses = lexicon.senses_of(key_of(mention.text[:length]))
            if senses and senses[0].role < Role.GENERIC and lexicon.entries[senses[0].entry].kind in KINDS:
                entry = lexicon.entries[senses[0].entry]
                return mention._replace(
                    end=mention.start + length, text=mention.text[:length], concept=entry.id, full=entry.zh, en=entry.en,
                    acronym=entry.acronym or None, english=entry.english, why="termbase",
                )  # fmt: skip
        return mention

    def _claim(self, mention: Mention) -> bool:
        """Whether the English of *mention* is said; the words that say it are taken."""
        names = tuple(dict.fromkeys(filter(None, (mention.en, mention.acronym, *mention.english))))
        known = self._claims.get((mention.concept, names))
        if known is not None:
            return known
        said = False
        entry = self._entry(mention)
        for name in names:
            for form in forms_of(name):
                for first, end in self.english.places(form):
                    if end - first == 1 and entry and self._part_of_another(first, entry):
                        continue
                    said = True
                    self.claimed.update(range(first, end))
        self._claims[mention.concept, names] = said
        return said

    def _part_of_another(self, word: int, entry: Entry) -> bool:
        """Whether a word stands in a longer name of the same kind: Sudan in South Sudan, Council in Human Rights Council."""
        around = self.around.get(word)
        if around is None or around.end - around.first == 1 or entry.id in around.concepts:
            return False
        return entry.kind in KINDS and any(self._by_id(concept).kind == entry.kind for concept in around.concepts)

    # -- T202

    def _outdated(self, mention: Mention, entry: Entry) -> Iterator[Mismatch]:
        concept = self.bitext.concept(entry.id)
        if concept is None or mention.why.startswith("former name") or all(term.is_current for term in concept.en):
            return
        current = [form for term in concept.en if term.is_current for form in forms_of(term.text)]
        if mention.en:
            current += forms_of(mention.en)
        if any(self.english.says(form) for form in current):
            return
        for term in concept.en:
            form = next((f for f in forms_of(term.text) if self.english.says(f)), None)
            if form and not term.is_current:
                yield self.unit.mismatch(
                    "T202", Severity.WARNING, mention, (entry.en,), form.text, f"{form.text} is no longer right; now {entry.en}"
                )  # fmt: skip
                return

    # -- T206, T201

    def _names(self, missing: list[_Missing]) -> Iterator[Mismatch]:
        unaccounted = {
            concepts for concepts in {one.concepts for one in self.named} if not any(map(self._accounted, concepts))
        }
        free = [one for one in self.named if one.concepts in unaccounted and self._is_free(one)]
        for one in missing:
            rival = self._rival(one, free)
            if rival:
                free.remove(rival)
                found = self.english.at(rival.first, rival.end)
                # 大会 alone may be the Assembly of another body after all.
                sure = (
                    _is_certain(one.mention)
                    and self._others_said(one.mention)
                    and not self._called_so(one.mention, rival)
                )
                yield self.unit.mismatch(
                    "T206", Severity.ERROR if sure else Severity.WARNING, one.mention, _expected(one), found,
                    f"{found} is {self._chinese(rival, one.entry.zh)}, but the Chinese has {one.entry.zh}{_because(one.mention)}",
                )  # fmt: skip
            else:
                yield from self._absent(one)

    def _others_said(self, mention: Mention) -> bool:
        """Whether the English says most of what stands beside *mention* in the Chinese."""
        others = sum(1 for m in self.unit.mentions if m.en) - 1
        return others < 1 or self.unit.confirmed * (others + 1) >= CONFIRMED * others

    def _is_free(self, named: Named) -> bool:
        """Whether a name has words that say nothing of the Chinese."""
        words = self.english.words
        return any(n not in self.claimed and words[n].text.lower() not in LITTLE for n in range(named.first, named.end))

    def _accounted(self, concept_id: str) -> bool:
        """Whether the Chinese names the concept, or has a word by which it can be called."""
        if concept_id in self.meant:
            return True
        concept = self.bitext.concept(concept_id)
        if concept is None:
            return False
        if any(term.form is not Form.GENERIC and (key := key_of(term.text)) and key in self.key for term in concept.zh):
            return True
        if concept_id not in self.bitext.mentioned:  # 委员会 may be spelled out, as a body that the text names
            return False
        if any(term.form is Form.GENERIC and term.text in self.pointing for term in concept.zh):
            return True
        heads = {head.zh for head in heads_of(concept.zh[0].text)} if concept.zh else set()
        return any(
            text in heads or (text[:1] in "该本此这" and text.endswith(tuple(heads))) for text in self.pointing if heads
        )

    def _rival(self, one: _Missing, free: list[Named]) -> Named | None:
        """Return the name that stands in the place of a missing one: of the same kind, and not that very name in other words."""
        for named in free:
            entries = [self._by_id(concept) for concept in named.concepts]
            same = [entry for entry in entries if entry.kind == one.entry.kind]
            if not same or not self._is_whole(named, same):
                continue
            found = self.english.at(named.first, named.end)
            if _initials(one.entry.en, found) or any(_initials(form, found) for form in one.entry.english):
                continue
            own, other = weighty(one.entry.en), weighty(found)
            every = own.union(*map(weighty, one.entry.english))
            if other <= every or own <= other:  # a shorter or a fuller name of the same thing
                continue
            if _is_certain(one.mention) or self._called_so(one.mention, named):
                return named
        return None

    def _called_so(self, mention: Mention, named: Named) -> bool:
        """Whether the mention is a bare noun by which the body that the English names is called too."""
        bare = "".join(mention.text.split()).strip("《》").lstrip("该本此这项一个")
        return any(bare == head.zh for concept in named.concepts for head in heads_of(self._by_id(concept).zh))

    def _is_whole(self, named: Named, entries: list[Entry]) -> bool:
        """Whether this is a name that says which: not the Committee, nor an acronym that may be somebody else's."""
        if entries[0].kind == "place":
            return True
        if named.end - named.first > 1:
            return True
        return (
            len(named.concepts) == 1
            and entries[0].reliability >= _OFFICIAL
            and self.english.at(named.first, named.end).isupper()
        )

    def _by_id(self, concept: str) -> Entry:
        return self.bitext.lexicon.entries[self.bitext.lexicon.by_id[concept]]

    def _chinese(self, named: Named, instead: str) -> str:
        """Return the Chinese of an English name; of several one with the head noun of *instead*."""
        names = sorted(self._by_id(concept).zh for concept in named.concepts)
        head = heads_of(instead)[:1]
        return next((name for name in names if heads_of(name)[:1] == head), names[0])

    def _absent(self, one: _Missing) -> Iterator[Mismatch]:
        mention, entry = one
        if not _is_certain(mention) or self.unit.confirmed < CONFIRMED or entry.id in _HOUSE:
            return
        swapped = self._swapped(one)
        if swapped:
            yield self.unit.mismatch(
                "T206", Severity.ERROR, mention, _expected(one), swapped, f"the last word makes {swapped} another body or text"
            )  # fmt: skip
            return
        if entry.reliability < _OFFICIAL or self._in_parts(one):
            return
        own = weighty(mention.en or entry.en)
        window = self._window(own) if len(own) > 2 and mention.kind is MentionKind.TERM else None
        if window:
            yield self.unit.mismatch(
                "T201", Severity.WARNING, mention, _expected(one), self.english.at(*window), "the name is written in another way"
            )  # fmt: skip
            return
        if len(own & self.english.stems) >= _NEAR * len(own) or self._excused(one):
            return
        others = sum(1 for m in self.unit.mentions if m.en) - 1
        severity = Severity.WARNING
        if self.english.stems & _PRONOUNS:
            severity = Severity.INFO
        elif others >= _OTHERS and self.unit.confirmed * (others + 1) >= _OTHERS:
            severity = Severity.ERROR
        yield self.unit.mismatch(
            "T201", severity, mention, _expected(one), "",
            f"the English says {entry.zh} in none of its ways",
        )  # fmt: skip

    def _in_parts(self, one: _Missing) -> bool:
        """Whether all words of the name stand somewhere: the Scientific and Technical and the Legal Subcommittee."""
        names = (weighty(name) for name in (one.entry.en, *one.entry.english))
        return any(len(words) > 1 and words <= self.english.stems for words in names)

    def _swapped(self, one: _Missing) -> str:
        """Return where the name stands with another head noun, Committee for Commission; else an empty string."""
        words = self.english.words
        for name in (one.entry.en, *one.entry.english):
            for form in forms_of(name):
                if sum(1 for stem in form.stems if stem not in LITTLE) < 2:
                    continue
                for at, head in enumerate(form.stems):
                    if head not in _HEAD_STEMS:
                        continue
                    for first in range(len(words) - len(form.stems) + 1):
                        there = words[first + at]
                        if not there.is_capital or there.stem == head or there.stem not in _HEAD_STEMS:
                            continue
                        if all(words[first + n].stem == stem for n, stem in enumerate(form.stems) if n != at):
                            found = self.english.at(first, first + len(form.stems))
                            if not _BREAK.search(found):
                                return found
        return ""

    def _window(self, own: frozenset[str]) -> tuple[int, int] | None:
        """Return the stretch, from a capital on, with most of the words of a name; None where it has others or crosses a comma."""
        words = self.english.words
        wanted = max(2, -(-len(own) * 6 // 10))
        best: tuple[int, int] | None = None
        for first, word in enumerate(words):
            if (word.stem not in own and word.stem not in _HEAD_STEMS) or not word.is_capital:
                continue
            seen: set[str] = set()
            for at in range(first, min(len(words), first + len(own) + _ROOM)):
                if words[at].stem in own:
                    seen.add(words[at].stem)
                    if len(seen) >= wanted and (
                        best is None or len(seen) > len({w.stem for w in words[best[0] : best[1]]} & own)
                    ):
                        best = (first, at + 1)
        if best is None or _BREAK.search(self.english.at(*best)):
            return None
        strange = [w for w in words[best[0] : best[1]] if w.stem not in own and w.text.lower() not in LITTLE]
        return None if any(not word.is_capital for word in strange) else best

    def _excused(self, one: _Missing) -> bool:
        """Whether something stands for the name that need not be the name: the Committee, the country, its acronym."""
        english = self.english
        if one.entry.kind == "place" and english.stems & _PLACE_WORDS:
            return True
        heads = {stem_of(word.split()[-1]) for head in heads_of(one.entry.zh) for word in head.en}
        own = list(words_of(one.entry.en))
        if one.entry.kind == "body":
            heads |= _BODY_WORDS
        heads |= {own[0].stem, own[-1].stem} | {word.stem for word in own if word.stem in _HEAD_STEMS}
        if any(word.stem in heads and n not in self.claimed for n, word in enumerate(english.words)):
            return True
        names = (one.entry.en, *one.entry.english)
        return any(_initials(name, word.text) for word in english.words if word.text.isupper() for name in names)

    # -- ordinary terms

    def _term(self, one: _Missing) -> Iterator[Mismatch]:
        words = weighty(one.entry.en)
        if self.unit.confirmed < CONFIRMED or not words or one.entry.reliability < 7:
            return
        every = frozenset().union(*(weighty(form) for form in one.entry.english))
        roots = {stem[:5] for stem in self.english.stems}
        if any(stem[:5] in roots for stem in every):
            return
        yield self.unit.mismatch(
            "T201", Severity.INFO, one.mention, _expected(one), "", f"the usual English of {one.entry.zh} does not stand here"
        )  # fmt: skip


def _is_certain(mention: Mention) -> bool:
    """Whether the mention is a name of its own, not one worked out from what was said before."""
    if mention.kind is MentionKind.TERM or mention.why.startswith("short form of"):
        return mention.sure
    return mention.sure and mention.kind is MentionKind.SHORT and mention.confidence > _CERTAIN


def _expected(one: _Missing) -> tuple[str, ...]:
    english = dict.fromkeys(filter(None, (one.mention.en, one.mention.acronym, *one.mention.english)))
    return tuple(english)[:4]


def _because(mention: Mention) -> str:
    return "" if mention.why == "termbase" else f" ({mention.why})"


@lru_cache(maxsize=10_000)
def _initials(name: str, acronym: str) -> bool:
    """Return whether *acronym* is made of the first letters of *name*, with or without the little words.

    >>> _initials("Central African Republic", "CAR"), _initials("Committee against Torture", "CRC")
    (True, False)
    """
    if not acronym.isupper() or len(acronym) < 2:
        return False
    every = [word.text[0].upper() for word in words_of(name)]
    telling = [word.text[0].upper() for word in words_of(name) if word.text.lower() not in LITTLE]
    letters = acronym.removeprefix("UN")
    return any("".join(some).removeprefix("UN") == letters and letters for some in (every, telling))
