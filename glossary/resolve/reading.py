"""Reading a document from left to right: what each place means there, and why.

The places that the segmenter chose are joined by definitions, references, titles in 《》 and tails of names already said;
then every short form and every 该X is given the reading that the text so far makes likeliest.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from math import log
from typing import NamedTuple

from glossary.documents.base import Document
from glossary.model import Candidate, Definition, Finding, Mention, MentionKind, Reading
from glossary.resolve.compounds import CHAIRS, belonging, chair_of, formal_name
from glossary.resolve.definitions import Defined, definitions
from glossary.resolve.findings import findings
from glossary.resolve.items import NAMED, Item, items_of
from glossary.resolve.names import known_name_like
from glossary.resolve.references import Reference
from glossary.resolve.state import DEFINED, TITLE, Memory, Named, callable_by
from glossary.segment.heads import HEADS, Bare, heads_of
from glossary.segment.lexicon import Entry, Lexicon, Pointer, Role, Sense
from glossary.segment.matcher import places
from glossary.segment.words import Words
from termbase.folding import Folded, fold
from termbase.symbols import organ_of

_CLASSES = {
    "机构": frozenset({"body"}), "组织": frozenset({"body"}), "文书": frozenset({"instrument"}), "国家": frozenset({"place"}),
    "国": frozenset({"place"}),
}  # fmt: skip


# Shares of right answers on annotated development texts, by the role of the string and the reliability of the entry.
_TRUST: dict[int, float] = {
    Role.FULL: 0.98,
    Role.VARIANT: 0.91,
    Role.SHORT: 0.98,
    Role.COMPOSED: 0.95,
    Role.FORMER: 0.9,
    Role.ENGLISH: 0.98,
}
_RELIABLE = {3: 0.6, 5: 0.85}
_WHY: dict[int, str] = {
    Role.FULL: "termbase",
    Role.VARIANT: "another way to write {}",
    Role.SHORT: "short form of {}",
    Role.COMPOSED: "short form of {}",
    Role.FORMER: "former name; now {}",
    Role.ENGLISH: "English for {}",
}
# Asked at every place of a text, where looking a member up in its enumeration takes a third of the time.
_GENERIC, _VARIANT = int(Role.GENERIC), int(Role.VARIANT)
_SHORTENED = (int(Role.SHORT), int(Role.COMPOSED))
_NO_AFFIXES = ("", "")
# What a mention says of a concept: the fields of Mention after its place.
_Usual = tuple[MentionKind, str, str, str, str | None, tuple[str, ...], bool, float, str]
_TERM, _SHORT = MentionKind.TERM, MentionKind.SHORT
# Parts of the author's own house: what the section is about wins over what was said last.
_TOPICS = frozenset({"处", "办公室", "办事处", "司", "厅", "部", "科", "署", "秘书处", "组织", "机构", "局"})
_ADDRESSED = 4.0  # "the Commission may wish to": the body that the report is submitted to, named on its first page
_FOREIGN = 1.6
_PARTIAL = 1.5  # 特别委员会 is called so throughout; 委员会 beside it is likely another
_QUALIFIERS = ("特别", "特设", "筹备", "咨询", "常设", "执行", "指导", "技术", "联合", "小组", "区域")
_FIELD_OFTEN = 3  # terms of a subject field that make it one the document speaks of
_PRESENT = 0.8  # salience under which nothing is in mind any more
_RECALLED = 1.3  # salience at which an ordinary word calls back a name
_JUST_NAMED = 3.6  # the same for a word that is a name of its own


class Read(NamedTuple):
    """What the reading of a document gives."""

    mentions: tuple[Mention, ...]
    definitions: tuple[Definition, ...]
    candidates: tuple[Candidate, ...]
    findings: tuple[Finding, ...]


def read(document: Document, lexicon: Lexicon, words: Words) -> Read:
    """Return the mentions and definitions of *document*, in document order."""
    reader = _Reader(document, lexicon, words)
    mentions = reader.mentions()
    defined = reader.definitions()
    kinds = {m.concept: lexicon.entries[lexicon.by_id[m.concept]].kind for m in mentions if m.concept}
    return Read(mentions, defined, reader.candidates(mentions), findings(document, mentions, defined, kinds))


class _Reader:
    def __init__(self, document: Document, lexicon: Lexicon, words: Words) -> None:
        self.document = document
        self.text = document.text
        self.lexicon = lexicon
        self.folded: Folded = fold(document.text)
        self.key = self.folded.key
        self.memory = Memory()
        self._later: dict[str, dict[int, list[int]]] | None = None
        self._spoken: Counter[str] | None = None
        self._usual: dict[Sense, _Usual | None] = {}
        self._blocks = [bisect_left(self.folded.starts, block.start) for block in document.blocks]
        self._note_organ()
        chosen = places(self.folded, self.text, lexicon, words)
        self.defined = definitions(self.key, chosen, lexicon)
        self.items = items_of(self.folded, self.text, chosen, self.defined, lexicon, words)

    def _note_organ(self) -> None:
        """Remember whose document it is, by its symbol: E/CN.15/2014/4 is one of the crime commission's."""
        symbol = self.document.own_symbol
        number = self.lexicon.by_id.get((symbol and organ_of(symbol)) or "", -1)
        if symbol and number >= 0:
            entry = self.lexicon.entries[number]
            named = self.memory.note(number, entry.zh, entry.kind, 0, 0, TITLE, callable_by(entry.zh))
            named.symbol = symbol

    # -- what it means there

    def block(self, begin: int) -> int:
        """Return the number of the block that holds the character at *begin* of the key."""
        return bisect_right(self._blocks, begin, 1) - 1 if self._blocks else 0

    def mentions(self) -> tuple[Mention, ...]:
        """Return the mentions, reading from the beginning."""
        found = []
        introduced = {one.short_begin: one for one in self.defined}
        self._said: dict[str, Defined] = {}
        entries, by_id = self.lexicon.entries, self.lexicon.by_id
        # (paragraph, name, English) of the body said last, and of the last whose chair was
        self._said_body: tuple[int, str, str] | None = None
        self._chaired: tuple[int, str, str] | None = None
        self._before: Item | None = None
        for item in self.items:
            if item.begin in introduced:
                one = introduced[item.begin]
                self._said[one.short] = one
            mention = self._mention(item)
            if mention:
                found.append(mention)
                if mention.concept and mention.en and entries[by_id[mention.concept]].kind == "body":
                    self._said_body = (self.block(item.begin), mention.text, mention.en)
            self._before = item
        return tuple(found)

    def _mention(self, item: Item) -> Mention | None:
        if item.parts:
            return self._belonging(item, *item.parts)
        if item.reference:
            return self._referred(item, item.reference)
        if item.tail >= 0:
            return self._tail(item)
        if item.title:
            self._note(-1, self._slice(item), "instrument" if item.title[0] == "《" else "body", item)
            what = "title" if item.title[0] == "《" else "name"
            return self._made(
                item, MentionKind.TERM, None, self._slice(item), None, False, 0.3, f"a {what} the termbase does not have"
            )  # fmt: skip
        if item.defined:
            return self._by_definition(item, item.defined)
        if item.pointer and item.affixes != _NO_AFFIXES:
            return self._ranked(item, item.pointer)
        if item.senses and item.senses[0].role != _GENERIC:
            return (self._called(item) if item.pointer else None) or self._known(item)
        if item.pointer and item.pointer.determiner:
            return self._pointed(item, item.pointer)
        if item.pointer:
            return self._bare(item, item.pointer)
        return self._generic(item)

    def _ranked(self, item: Item, pointer: Pointer) -> Mention:
        """第二工作组: Working Group II."""
        before, after = item.affixes
        forms = tuple(f"{before}{en}{after}" for en in HEADS[pointer.head].en)
        self._note(-1, self._slice(item), "body", item)
        self.memory.named[(-1, self._slice(item))].english = forms
        return self._made(
            item, MentionKind.TERM, None, self._slice(item), forms[0], True, 0.9, "a body known by its number", forms
        )

    def _slice(self, item: Item) -> str:
        start, end = self.folded.span(item.begin, item.end)
        return "".join(self.text[start:end].split())

    def _note(self, entry: int, name: str, kind: str, item: Item, bonus: float = 0.0) -> None:
        begin = item.begin
        block = self.block(begin)
        blocks = self.document.blocks
        if blocks and (begin < 400 or blocks[block].level):
            bonus += TITLE if begin < 1500 else 0.3
        self.memory.note(entry, name, kind, begin, block, bonus, callable_by(self.key[begin : item.end]))

    def _made(
        self, item: Item, kind: MentionKind, entry: int | None, full: str | None, en: str | None, sure: bool, confidence: float,
        why: str, english: tuple[str, ...] = (), alternatives: tuple[Reading, ...] = (),
    ) -> Mention:  # fmt: skip
        start, end = self.folded.span(item.begin, item.end)
        acronym = None
        concept = None
        if entry is not None and entry >= 0:
            known = self.lexicon.entries[entry]
            concept, acronym = known.id, known.acronym or None
            english = english or known.english
        return Mention(
            start, end, self.text[start:end], kind, concept, full, en, acronym, english or ((en,) if en else ()), sure, confidence,
            why, alternatives,
        )  # fmt: skip

    def _referred(self, item: Item, reference: Reference) -> Mention:
        if reference.act != "会议":  # a session is called back by nothing that could not mean another meeting
            name = reference.full + reference.act * (not reference.full.endswith(reference.act))
            self._note(-1, name, "reference", item)
            self.memory.named[(-1, name)].english = reference.english
        return self._made(
            item, MentionKind.REFERENCE, None, reference.full, reference.en, True, 0.97, reference.why, reference.english
        )  # fmt: skip

    def _by_definition(self, item: Item, one: Defined) -> Mention:
        where = self._where(one.short_begin)
        if one.entry >= 0:
            entry = self.lexicon.entries[one.entry]
            self._note(one.entry, entry.zh, entry.kind, item, DEFINED)
            return self._made(
                item, MentionKind.SHORT, one.entry, entry.zh, entry.en, True, 0.99,
                f"in this document, short for {one.full} ({where})",
            )  # fmt: skip
        self._note(-1, one.full, "", item, DEFINED)
        # An acronym is written in English as it stands.
        en = self._slice(item) if one.short.isascii() else None
        return self._made(
            item, MentionKind.SHORT, None, one.full, en, False, 0.6,
            f"in this document, short for {one.full} ({where}), which the termbase does not have",
        )  # fmt: skip

    def _tail(self, item: Item) -> Mention:
        entry = self.lexicon.entries[item.tail]
        named = self.memory.named.get((item.tail, ""))
        where = f" ({self._where(named.first)})" if named else ""
        self._note(item.tail, entry.zh, entry.kind, item)
        return self._made(
            item,
            MentionKind.SHORT,
            item.tail,
            entry.zh,
            entry.en,
            True,
            0.85,
            f"the end of {entry.zh}, named before{where}",
        )

    def _belonging(self, item: Item, owner: Item, part: Item) -> Mention | None:
        first = self._mention(owner)
        second = self._mention(part)
        if first is None or second is None or second.en is None:
            return second
        of = first.en or ""
        post = self.key[part.begin : part.end]
        own = chair_of(post, of) or second.en
        if post in CHAIRS:
            self._chaired = (self.block(item.begin), first.text, of)
        place = first.concept is not None and self.lexicon.entries[self.lexicon.by_id[first.concept]].kind == "place"
        en = belonging(own, of, place)
        forms = [
            en,
            *(belonging(own, form, place) for form in first.english[1:4]),
            *(belonging(f, of, place) for f in second.english[1:4]),
        ]
        kind = MentionKind.TERM if first.kind is MentionKind.TERM else MentionKind.SHORT
        full = (first.full or first.text) + (second.full or second.text)
        return self._made(
            item, kind, None, full, en, first.sure, min(first.confidence, 0.9), f"{second.text} of {first.text}: {first.why}",
            tuple(dict.fromkeys(forms)),
        )  # fmt: skip

    def _where(self, begin: int) -> str:
        blocks = self.document.blocks
        return blocks[self.block(begin)].where if blocks else "line 1"

    def _known(self, item: Item) -> Mention:
        """A string whose first sense needs no context; homographs are told apart by what the document has named."""
        senses = item.senses
        if senses[-1].role == _GENERIC:
            senses = tuple(sense for sense in senses if sense.role != _GENERIC)
        best, why = senses[0], ""
        if len(senses) > 1:
            best, why = self._homograph(senses, item)
        entry = self.lexicon.entries[best.entry]
        said = self._said.get(self.key[item.begin : item.end]) if self._said else None
        if not item.pointer or entry.en[0].isupper():
            self._note(best.entry, entry.zh, entry.kind, item, DEFINED if said else 0.0)
        if said is None and len(senses) == 1 and not item.slip and item.affixes == _NO_AFFIXES:
            usual = self._usual.get(best)
            if usual is None:
                usual = self._usual[best] = self._usually(best, entry)
            if usual:
                start, end = self.folded.span(item.begin, item.end)
                return Mention(start, end, self.text[start:end], *usual)
        if entry.zh in CHAIRS:
            presided = self._presided(item, entry)
            if presided:
                return presided
        kind = _SHORT if entry.kind and best.role in _SHORTENED else _TERM
        if item.slip:
            why = f"probably a misprint for {entry.zh}"
        if said and said.entry == best.entry:
            why = f"in this document, short for {said.full} ({self._where(said.short_begin)})"
        elif not why:
            why = _WHY[best.role].format(entry.zh)
        others: tuple[Reading, ...] = ()
        if len(senses) > 1:
            entries = (self.lexicon.entries[s.entry] for s in senses if s.entry != best.entry)
            others = tuple(Reading(e.id, e.zh, e.en) for e in entries)
        if item.affixes != _NO_AFFIXES:
            return self._affixed(item, kind, entry, why)
        en = entry.en
        if best.role == _VARIANT and entry.kind == "place":
            en = formal_name(self.key[item.begin : item.end], entry.english) or en
        sure = len(senses) == 1 or best.role < senses[-1].role or bool(said)
        return self._made(
            item, kind, best.entry, entry.zh, en, sure, self._trust(best) if sure else 0.7, why, (), others
        )

    def _usually(self, sense: Sense, entry: Entry) -> _Usual | None:
        """Return what a mention of *sense* says wherever it stands, or None where the place makes a difference."""
        if entry.zh in CHAIRS or (sense.role == _VARIANT and entry.kind == "place"):
            return None
        kind = _SHORT if entry.kind and sense.role in _SHORTENED else _TERM
        why = _WHY[sense.role].format(entry.zh)
        return (
            kind, entry.id, entry.zh, entry.en, entry.acronym or None, entry.english, True, self._trust(sense), why
        )  # fmt: skip

    def _presided(self, item: Item, entry: Entry) -> Mention | None:
        """主席 alone, where the text says of what body: 大会可通过其主席, or after 大会主席 in the same paragraph."""
        block = self.block(item.begin)
        before = self._before
        session = before and before.reference and before.reference.act == "会议" and before.end == item.begin
        if session or self.key[item.begin - 1 : item.begin] == "其":
            self._chaired = self._said_body
        owner = self._chaired if self._chaired and self._chaired[0] == block else None
        english = chair_of(entry.zh, owner[2]) if owner else None
        if owner is None or english is None or english == entry.en:
            return None
        return self._made(
            item, _TERM, self.lexicon.by_id[entry.id], entry.zh, english, False, 0.7, f"{entry.zh} of {owner[1]}", (english, *entry.english)
        )  # fmt: skip

    def _affixed(self, item: Item, kind: MentionKind, entry: Entry, why: str) -> Mention:
        before, after = item.affixes
        forms = tuple(f"{before}{form}{after}" for form in entry.english)
        return self._made(
            item, kind, self.lexicon.by_id[entry.id], self._slice(item), f"{before}{entry.en}{after}", True, 0.85,
            f"{entry.zh}, with what stands beside it" if why == "termbase" else why, forms,
        )  # fmt: skip

    def _trust(self, sense: Sense) -> float:
        """Return the share of right answers to expect of a plain termbase match (measured on the development texts)."""
        reliability = self.lexicon.entries[sense.entry].reliability
        return min(_TRUST[sense.role], _RELIABLE.get(reliability, 0.98))

    def _called(self, item: Item) -> Mention | None:
        """A word that is a term of its own, but here calls back a longer name: 工作队 after 反恐执行工作队.

        An ordinary word (task force) gives way to what the text has named; a name (大会, 秘书处) only to one named just
        before.
        """
        if not item.pointer or item.pointer.determiner or item.slip:
            return None
        entry = self.lexicon.entries[item.senses[0].entry]
        ordinary = not entry.kind or entry.en[:1].islower()
        # 大会 is the General Assembly even beside a World Assembly that can be called so; 工作队 is the Task Force named before.
        own = {sense.entry for sense in item.senses if not (ordinary and sense.role == _GENERIC)}
        found = [pair for pair in self._antecedents(item.pointer.head, item) if pair[1].entry not in own]
        if not found or found[0][0] < (_RECALLED if ordinary else _JUST_NAMED):
            return None
        named = found[0][1]
        if not ordinary and (named.block != self.block(item.begin) or (len(item.senses) > 1 and named.entry < 0)):
            return None
        return self._chosen(item, MentionKind.SHORT, found, item.pointer.head)

    def _homograph(self, senses: tuple[Sense, ...], item: Item) -> tuple[Sense, str]:
        """Choose among the concepts of one string: the one named so far, else that of the field the document speaks of most."""
        entries = self.lexicon.entries
        for sense in senses:
            named = self.memory.named.get((sense.entry, ""))
            if named and named.count and sense.role <= senses[0].role + 1:
                entry = entries[sense.entry]
                return sense, f"{entry.zh} is what this document has named so far ({self._where(named.first)})"
        equal = [sense for sense in senses if sense.role == senses[0].role]
        fields = {entries[sense.entry].subject for sense in equal}
        if len(fields) > 1:
            spoken = self._fields()
            best = max(equal, key=lambda sense: spoken[entries[sense.entry].subject])
            most = spoken[entries[best.entry].subject]
            if best is not senses[0] and most >= _FIELD_OFTEN and most >= 2 * spoken[entries[senses[0].entry].subject]:
                return best, f"this document speaks of {entries[best.entry].subject.replace('-', ' ')}"
        return senses[0], ""

    def _fields(self) -> Counter[str]:
        """Return how many terms of each subject field stand in the document, those with one meaning only."""
        if self._spoken is None:
            entries = self.lexicon.entries
            single = (item.senses[0].entry for item in self.items if len(item.senses) == 1)
            self._spoken = Counter(entries[number].subject for number in single)
        return self._spoken

    def _pointed(self, item: Item, pointer: Pointer) -> Mention | None:
        """该处, 本组织, 这项工具: the last fitting thing named."""
        if pointer.determiner in ("本", "本次", "本届") and pointer.head in ("组织",):
            number = self.lexicon.by_id.get("un:united-nations", self.lexicon.by_id.get("un:un", -1))
            if number >= 0:
                entry = self.lexicon.entries[number]
                return self._made(
                    item, MentionKind.ANAPHOR, number, entry.zh, entry.en, True, 0.9,
                    "本组织 in United Nations documents is the United Nations", ("United Nations", "Organization", *entry.english),
                )  # fmt: skip
        found = self._antecedents(pointer.head, item, shown=pointer.head not in _TOPICS)
        if found and found[0][0] < _PRESENT:
            found = []
        head = HEADS[pointer.head]
        if not found:
            if pointer.determiner in ("这一", "此") or (head.bare is Bare.MARKED and pointer.determiner != "本"):
                return None
            return self._made(
                item, MentionKind.ANAPHOR, None, None, head.en[0], False, 0.5,
                f"nothing that ends in {pointer.head} has been named before", head.en,
            )  # fmt: skip
        return self._chosen(item, MentionKind.ANAPHOR, found, pointer.head)

    def _antecedents(self, head: str, item: Item, *, shown: bool = False) -> list[tuple[float, Named]]:
        block = self.block(item.begin)
        named = list(self.memory.candidates(head))
        if not named and head in _CLASSES:
            named = [n for n in self.memory.named.values() if n.kind in _CLASSES[head]]
        scored = [
            (one.salience(item.begin, block, shown=shown) - self._foreign(one, head) - _partial(one.name, head), one)
            for one in named
            if self._agrees(one, head)
        ]
        scored.sort(key=lambda pair: -pair[0])
        return scored

    def _foreign(self, named: Named, head: str) -> float:
        """Return what speaks against a body whose English is not called so: 欧洲委员会 is a Council, no Committee."""
        if named.entry < 0 or not named.kind:
            return 0.0
        english = self.lexicon.entries[named.entry].en
        return 0.0 if any(word.split()[-1] in english for word in HEADS[head].en) else _FOREIGN

    def _agrees(self, named: Named, head: str) -> bool:
        """Whether an ordinary term can be meant: its English must have the head noun's (项目 is project, not item)."""
        if named.entry < 0 or named.kind:
            return True
        english = self.lexicon.entries[named.entry].en.lower()
        return any(word.lower() in english for word in HEADS[head].en)

    def _chosen(self, item: Item, kind: MentionKind, found: list[tuple[float, Named]], head: str) -> Mention:
        score, named = found[0]
        margin = score - found[1][0] if len(found) > 1 else 2.0
        confidence = min(0.95, 0.6 + 0.2 * margin)
        sure = margin > 0.5
        readings = tuple(self._reading(other) for _, other in found[1:4])
        why = f"the last {head} the text is about: {named.name} ({self._where(named.first)})"
        if named.symbol and named.count == 1:
            why = f"{named.symbol} is a document of {named.name}"
        if named.entry >= 0:
            entry = self.lexicon.entries[named.entry]
            self.memory.note(named.entry, named.name, named.kind, item.begin, self.block(item.begin), 0.0, frozenset())
            named.count -= 1  # a pointer keeps a name in mind, it does not make it more prominent
            if not entry.kind and (kind is MentionKind.ANAPHOR or HEADS[head].bare is Bare.THAT):
                # Of an ordinary thing English repeats the noun alone: 知识中心 … 该中心 is the hub.
                noun = next((word for word in HEADS[head].en if word.lower() in entry.en.lower()), entry.en)
                noun = noun.lower() if entry.en[:1].islower() else noun
                return self._made(
                    item, kind, named.entry, entry.zh, noun, sure, confidence, why, (noun, *entry.english), readings
                )
            return self._made(item, kind, named.entry, entry.zh, entry.en, sure, confidence, why, (), readings)
        en = named.english[0] if named.english else None
        named.last = item.begin
        english = named.english
        if en is None:
            en, english = HEADS[head].en[0], HEADS[head].en
            sure, confidence = False, 0.4
        return self._made(item, kind, None, named.name, en, sure, confidence, why, english, readings)

    def _reading(self, named: Named) -> Reading:
        if named.entry >= 0:
            entry = self.lexicon.entries[named.entry]
            return Reading(entry.id, entry.zh, entry.en)
        return Reading(None, named.name, "")

    def _bare(self, item: Item, pointer: Pointer) -> Mention | None:
        """委员会, 执行局, 《公约》 alone: what the document is about and has named last."""
        found = self._antecedents(pointer.head, item)
        if found and self.key.startswith("不妨", item.end):
            addressee = min(found, key=lambda pair: pair[1].first)
            found = [addressee, *(pair for pair in found if pair is not addressee)]
            found[0] = (found[0][0] + _ADDRESSED, found[0][1])
        if found:
            return self._chosen(item, MentionKind.SHORT, found, pointer.head)
        if HEADS[pointer.head].bare is Bare.THAT:
            return None  # an ordinary noun here
        return self._named_later(item, pointer.head) or self._unknown_bare(item, pointer.head)

    def _named_later(self, item: Item, head: str) -> Mention | None:
        """An extract may begin in the middle: what it names most often, even if later, is what it is about.

        A name said once, later in the same paragraph, is another: 秘书处…与《公约》秘书处的合作.
        """
        places = self._all_named().get(head)
        if not places:
            return None
        (number, said), *others = sorted(places.items(), key=lambda pair: -len(pair[1]))
        if len(said) == 1 and self.block(said[0]) == self.block(item.begin):
            return None
        entry = self.lexicon.entries[number]
        sure = len(said) > 1 and not others
        readings = tuple(Reading(e.id, e.zh, e.en) for e in (self.lexicon.entries[n] for n, _ in others[:3]))
        return self._made(
            item, MentionKind.SHORT, number, entry.zh, entry.en, sure, 0.75 if sure else 0.6,
            f"the {head} that this document names, though only later: {entry.zh}", (), readings,
        )  # fmt: skip

    def _all_named(self) -> dict[str, dict[int, list[int]]]:
        """Return, by head noun, the numbers of what the whole document names and where."""
        if self._later is None:
            self._later = {}
            for item in self.items:
                if item.senses and item.senses[0].role <= Role.SHORT:
                    number = item.senses[0].entry
                    if self.lexicon.entries[number].kind in NAMED:
                        for head in heads_of(self.lexicon.entries[number].zh):
                            self._later.setdefault(head.zh, {}).setdefault(number, []).append(item.begin)
        return self._later

    def _unknown_bare(self, item: Item, head_zh: str) -> Mention:
        head = HEADS[head_zh]
        readings = []
        for sense in item.senses[:4]:
            entry = self.lexicon.entries[sense.entry]
            readings.append(Reading(entry.id, entry.zh, entry.en))
        return self._made(
            item, MentionKind.SHORT, None, None, head.en[0], False, 0.8,
            f"the text names no {head_zh} before this; the English depends on the body", head.en, tuple(readings),
        )  # fmt: skip

    def _generic(self, item: Item) -> Mention | None:
        """A listed generic form that is no head noun of the table."""
        for sense in item.senses:
            named = self.memory.named.get((sense.entry, ""))
            if named:
                entry = self.lexicon.entries[sense.entry]
                return self._made(
                    item, MentionKind.SHORT, sense.entry, entry.zh, entry.en, True, 0.9,
                    f"short for {entry.zh}, named before ({self._where(named.first)})",
                )  # fmt: skip
        head = HEADS.get(self.key[item.begin : item.end])
        if head and head.bare is not Bare.NAME:
            return None  # an ordinary noun here: 公约, 方案 without marks or 该
        best = self.lexicon.entries[item.senses[0].entry]
        others = tuple(Reading(e.id, e.zh, e.en) for e in (self.lexicon.entries[s.entry] for s in item.senses[1:4]))
        return self._made(
            item, MentionKind.SHORT, item.senses[0].entry, best.zh, best.en, False, 0.5,
            f"may be short for {best.zh}, which the text has not named", (), others,
        )  # fmt: skip

    def candidates(self, mentions: tuple[Mention, ...]) -> tuple[Candidate, ...]:
        """Return the names the termbase does not have, most frequent first, with the known name each is most like."""
        places: dict[str, list[tuple[int, int]]] = {}
        for mention in mentions:
            if mention.concept is None and mention.en is None:
                places.setdefault("".join(mention.text.split()), []).append((mention.start, mention.end))
        found = []
        for name, where in places.items():
            alike = known_name_like(fold(name).key.strip("《》"), self.lexicon)
            suggestion = self.lexicon.entries[alike.entry].zh if alike else None
            found.append(Candidate(name, len(where), round(len(where) * log(len(name)), 1), suggestion, tuple(where)))
        return tuple(sorted(found, key=lambda one: (-one.count, one.places)))

    def definitions(self) -> tuple[Definition, ...]:
        """Return the definitions with their places in the original."""
        found = []
        for one in self.defined:
            start, end = self.folded.span(one.short_begin, one.short_end)
            begin, stop = self.folded.span(one.begin, one.end)
            full = "".join(self.text[begin:stop].split())
            concept = self.lexicon.entries[one.entry].id if one.entry >= 0 else None
            found.append(Definition("".join(self.text[start:end].split()), full, start, end, concept))
        return tuple(found)


def _partial(name: str, head: str) -> float:
    """Return what speaks against calling *name* by its head noun alone, where it is no more than that noun and its kind."""
    return _PARTIAL if name.removesuffix(head) in _QUALIFIERS else 0.0
