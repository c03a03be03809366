"""What stands where in a document: the places the segmenter chose, joined by definitions, references, titles and tails of names.

Each becomes an :class:`Item`; what it means at its place is for :mod:`glossary.resolve.reading` to say.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from glossary.resolve.definitions import Defined, nested_name
from glossary.resolve.misspelt import misspelt, names_of
from glossary.resolve.names import misprinted
from glossary.resolve.numbers import ordinal, roman, value
from glossary.resolve.references import Reference, references
from glossary.resolve.shortforms import tails
from glossary.segment.heads import HEADS, Bare, Head, head_of
from glossary.segment.lexicon import Lexicon, Pointer, Role, Sense
from glossary.segment.matcher import Place
from glossary.segment.words import Words
from termbase.folding import Folded

_TITLE = re.compile(r"《([^《》。]{2,90})》")
_YEARS_BEFORE = re.compile(r"^(?:\d{4}(?:-\d{4})?年?|联合国)")
_YEARS_AFTER = re.compile(r"\(?\d{4}(?:-\d{4})?年?\)?$")
NAMED = frozenset({"body", "instrument", "programme", "event"})  # kinds whose names are called by their ends
# What belongs to a body or a country that stands right before it: 委员会|主席, 乌克兰|常驻代表.
_OFFICES = frozenset(
    "主席 副主席 秘书处 主席团 秘书长 执行局 执行主任 常驻代表团 常驻联合国代表团 常驻代表 观察员 外交部".split()
)
_MINISTERS = ("部长", "总理", "总统", "大臣")
_NO_HEAD = Head("", (), Bare.THAT)
# What lengthens a name: a number in order, years, the year of a national law.
_ORDINAL = re.compile(r"第(?P<n>[一二三四五六七八九十百]+|\d+)(?P<unit>次|届)?$")
_ORDINAL_REACH = 8
_NUMBERED_BODIES = frozenset({"工作组", "小组委员会", "工作队", "专家组"})
_YEARS = re.compile(r"\(((?:19|20)\d\d)-((?:19|20)\d\d)年?\)")
_ENACTED = re.compile(r"((?:18|19|20)\d\d)年的?$")
_LAWS = ("法", "法案", "法令", "条例")
_LAWS_END = frozenset("法案令例")
# Nouns of what acts: one that begins a sentence soon after 该 and the noun goes on with the same thing.
_REPEATED = frozenset("办公室 中心 平台 基金 基金会 学院 大学 小组 网络 机制 银行 法院".split())
_SOON = 400  # characters
_TREATIES = ("公约", "条约", "议定书", "文书", "协定", "规约", "宪章")
_AROUND = 40  # characters


class Item(NamedTuple):
    """A stretch of the folded text to be given a meaning: one of the fields after the offsets is set."""

    begin: int
    end: int
    senses: tuple[Sense, ...] = ()
    pointer: Pointer | None = None
    reference: Reference | None = None
    title: str = ""  # a name the termbase does not have
    defined: Defined | None = None  # uses a short form that the document defines
    tail: int = -1  # the entry whose name's end this is
    parts: tuple[Item, ...] = ()  # owner and what belongs to it: 委员会|主席
    slip: str = ""  # the known name that this is a misprint of
    affixes: tuple[str, str] = ("", "")  # English before and after that of the name: fifth …, … II, … (2021-2030)


def items_of(
    folded: Folded, text: str, chosen: Sequence[Place], defined: Sequence[Defined], lexicon: Lexicon, words: Words
) -> list[Item]:
    """Return what stands in the text, in order, not overlapping; *chosen* and *defined* are what was found in it so far."""
    return _Layout(folded, text, chosen, defined, lexicon, words).items()


class _Layout:
    def __init__(
        self, folded: Folded, text: str, chosen: Sequence[Place], defined: Sequence[Defined], lexicon: Lexicon, words: Words
    ) -> None:  # fmt: skip
        self.folded = folded
        self.key = folded.key
        self.text = text
        self.chosen = chosen
        self.defined = defined
        self.lexicon = lexicon
        self.words = words

    def items(self) -> list[Item]:
        lexicon = self.lexicon
        items: list[Item] = []
        for place in self.chosen:
            if lexicon.keys[place.number] == "批准" and not self._of_treaties(place):
                continue
            pointer = lexicon.pointers.get(place.number)
            senses = lexicon.senses(place.number)
            items.append(Item(place.begin, place.end, senses, pointer))
        items = _override(items, self._defined_uses())
        items = _override(items, self._titles(items))
        items = _override(items, [Item(r.begin, r.end, reference=r) for r in references(self.folded, self.text)])
        items = _override(items, self._nested())
        items = _override(items, self._tails(items))
        items = _override(items, self._again(items))
        items = _override(items, self._misspelt(items))
        return self._named(self._joined(self._lengthened(items)))

    def _of_treaties(self, place: Place) -> bool:
        """Whether treaties are spoken of around 批准: ratification; of reports and budgets it is an everyday word."""
        around = self.key[max(0, place.begin - _AROUND) : place.end + _AROUND]
        return any(word in around for word in _TREATIES)

    def _lengthened(self, items: list[Item]) -> list[Item]:
        """Take numbers, years and 联合国 into the names they belong to: 第五届|…部长级会议, 第二|工作组, …十年|(2021-2030)."""
        made: list[Item] = []
        for item in items:
            kind = self._kind(item)
            begin, end = item.begin, item.end
            before = after = ""
            enacted = _ENACTED.search(self.key, max(0, begin - _ORDINAL_REACH), begin) if self._is_law(item) else None
            if kind not in NAMED and not self._is_bare(item) and not enacted:
                made.append(item)
                continue
            if enacted:
                begin = enacted.start()
                after = f" ({enacted[1]})"
            numbered = _ORDINAL.search(self.key, max(0, begin - _ORDINAL_REACH), begin)
            number = value(numbered["n"]) if numbered else None
            if numbered and number and (kind == "event" if numbered["unit"] else self._is_bare(item)):
                begin = numbered.start()
                if numbered["unit"]:
                    before = ordinal(number) + " "
                else:
                    after = f" {roman(number)}"
            elif made and self._of_the_united_nations(made[-1], item):
                begin = made.pop().begin
                before = "" if item.senses and self._english(item).startswith("United Nations") else "United Nations "
            years = _YEARS.match(self.key, end) if kind in ("event", "programme", "instrument") else None
            if years:
                end = years.end()
                after = f" ({years[1]}–{years[2]})"
            while made and made[-1].end > begin:
                made.pop()
            made.append(
                item._replace(begin=begin, end=end, affixes=(before, after))
                if before or after or begin < item.begin
                else item
            )
        return made

    def _kind(self, item: Item) -> str:
        """Return the kind of the concept that a name without context stands for, or an empty string."""
        if not item.senses or item.senses[0].role >= Role.ENGLISH or item.parts:
            return ""
        return self.lexicon.entries[item.senses[0].entry].kind

    def _is_law(self, item: Item) -> bool:
        """Whether a national law stands here, that its year tells from others of the name: 2008年反腐败法."""
        return (
            self.key[item.begin : item.end].endswith(_LAWS) and bool(item.senses) and item.senses[0].role <= Role.SHORT
        )

    def _english(self, item: Item) -> str:
        return self.lexicon.entries[item.senses[0].entry].en

    def _is_bare(self, item: Item) -> bool:
        """Whether a body's head noun stands alone: 工作组, 小组委员会."""
        pointer = item.pointer
        return bool(pointer and not pointer.determiner and pointer.head in _NUMBERED_BODIES)

    def _of_the_united_nations(self, before: Item, item: Item) -> bool:
        """Whether 联合国 stands before the name of a body that does not say it itself."""
        return (
            self._touch(before, item.begin)
            and self.key[before.begin : before.end] == "联合国"
            and not before.parts
            and bool(item.senses)
            and self._kind(item) in ("body", "event")
        )

    def _named(self, items: list[Item]) -> list[Item]:
        """Make names the termbase does not have of a head noun and what directly stands before it; mend misprints."""
        made: list[Item] = []
        for item in items:
            if made and self._national(made[-1], item):
                made[-1] = Item(made[-1].begin, item.end, title=self.key[made[-1].begin : item.end])
                continue
            if not item.pointer or item.pointer.determiner or item.parts or self.key[item.begin] == "《":
                made.append(item)
                continue
            if item.senses and item.senses[0].role < Role.GENERIC and not (made and made[-1].end == item.begin):
                made.append(item)
                continue
            begin = item.begin
            while made and self._touch(made[-1], begin) and self._names(made[-1]):
                begin = made.pop().begin
            if begin < item.begin:
                made.append(Item(begin, item.end, title=self.key[begin : item.end]))
                continue
            slip = None
            if begin and not (made and made[-1].end == begin) and "\u4e00" <= self.key[begin - 1] <= "\u9fff":
                slip = misprinted(self.key, item.end, self.lexicon)
            if slip and slip[0] < begin:
                while made and made[-1].end > slip[0]:
                    made.pop()
                made.append(Item(slip[0], item.end, (Sense(slip[1].entry, Role.FULL),), slip=slip[1].key))
            else:
                made.append(item)
        return made

    def _national(self, place: Item, body: Item) -> bool:
        """Whether a country and a short form make a body of its own: 菲律宾|反恐委员会 is not the Security Council's."""
        if not (place.senses and body.senses and self._touch(place, body.begin)) or body.pointer:
            return False
        entries = self.lexicon.entries
        return (
            entries[place.senses[0].entry].kind == "place"
            and body.senses[0].role in (Role.SHORT, Role.COMPOSED)
            and entries[body.senses[0].entry].kind == "body"
            and (head_of(self.key[body.begin : body.end]) or _NO_HEAD).bare is Bare.NAME
        )

    def _touch(self, item: Item, begin: int) -> bool:
        """Whether *item* ends where the next begins, on the same line."""
        if item.end != begin:
            return False
        end, start = self.folded.starts[begin - 1] + 1, self.folded.starts[begin]
        return "\n" not in self.text[end:start]

    def _names(self, item: Item) -> bool:
        """Whether *item* can be the beginning of a longer name: an ordinary term or a place."""
        if not item.senses or item.senses[0].role == Role.GENERIC:
            return False
        return self.lexicon.entries[item.senses[0].entry].kind in ("", "place", "group")

    def _tails(self, items: list[Item]) -> list[Item]:
        entries = self.lexicon.entries
        named = [
            (item.begin, item.end, item.senses[0].entry)
            for item in items
            if item.senses and item.senses[0].role <= Role.SHORT and entries[item.senses[0].entry].kind in NAMED
        ]
        found = tails(self.key, named, self.lexicon, self.words)
        if not found:
            return []
        # 萨赫勒…区域司法平台 is no longer meant where another owner stands before: 印度洋委员会区域司法平台.
        owners = {
            item.end + gap: self.key[item.begin : item.end]
            for item in items
            if self._kind(item) in ("body", "place")
            for gap in (0, 2)
        }
        return [Item(t.begin, t.end, tail=t.entry) for t in found if owners.get(t.begin, "") in entries[t.entry].zh]

    def _misspelt(self, items: list[Item]) -> list[Item]:
        taken = [(item.begin, item.end) for item in items]
        found = misspelt(self.key, taken, self.lexicon, names_of(self.lexicon), self.words)
        return [Item(one.begin, one.end, (Sense(one.entry, Role.FULL),), slip=one.name) for one in found]

    def _again(self, items: list[Item]) -> list[Item]:
        """Return head nouns that begin a sentence soon after 该 and the same noun: 该中心有许多用户。中心还提供培训。"""
        taken = {item.begin for item in items}
        found: dict[int, Item] = {}
        for item in items:
            pointer = item.pointer
            if not pointer or pointer.determiner not in ("该", "本") or pointer.head not in _REPEATED:
                continue
            head = pointer.head
            at = self.key.find(head, item.end, item.end + _SOON)
            while at >= 0:
                if at not in taken and self._begins_sentence(at):
                    found[at] = Item(at, at + len(head), pointer=Pointer("", head, False))
                at = self.key.find(head, at + 1, item.end + _SOON)
        return [found[at] for at in sorted(found)]

    def _begins_sentence(self, at: int) -> bool:
        return self.key[at - 1] in "。;" or "\n" in self.text[self.folded.starts[at - 1] : self.folded.starts[at]]

    def _joined(self, items: list[Item]) -> list[Item]:
        """Join an owner and what directly follows it and belongs to it."""
        joined: list[Item] = []
        for item in items:
            if joined and self._touch(joined[-1], item.begin) and self._owns(joined[-1], item):
                joined[-1] = Item(joined[-1].begin, item.end, parts=(joined[-1], item))
            else:
                joined.append(item)
        return joined

    def _owns(self, owner: Item, part: Item) -> bool:
        if part.parts or owner.parts or part.reference or not part.senses:
            return False
        entries = self.lexicon.entries
        belongs = entries[part.senses[0].entry]
        if (
            belongs.zh not in _OFFICES
            and not belongs.zh.endswith(_MINISTERS)
            and (belongs.kind not in ("post", "body") or not belongs.en[:1].islower())
        ):
            return False
        if owner.senses and owner.senses[0].role != Role.GENERIC:
            return entries[owner.senses[0].entry].kind in ("place", "body")
        return bool(owner.pointer and not owner.pointer.determiner and self.key[owner.begin] != "《")

    def _defined_uses(self) -> list[Item]:
        """Return the places that say a short form which this document defines and the termbase does not know so."""
        uses = []
        for one in self.defined:
            marked = one.full.startswith("《")
            at = self.key.find(one.short, one.short_begin)
            while at >= 0:
                end = at + len(one.short)
                if not (one.short.isascii() and (self.key[at - 1 : at].isalnum() and self.key[at - 1 : at].isascii())):
                    inside = marked and self.key[at - 1 : at] == "《" and self.key[end : end + 1] == "》"
                    uses.append(Item(at - inside, end + inside, defined=one))
                at = self.key.find(one.short, end)
        return sorted(uses, key=lambda item: item.begin)

    def _titles(self, items: list[Item]) -> list[Item]:
        """Return the titles in 《》: known ones with their marks, unknown ones as names of their own."""
        found = []
        for match in _TITLE.finditer(self.key):
            inner = match[1]
            if inner in HEADS:
                continue  # 《公约》 is a pointer of its own
            senses = self._title_senses(inner)
            found.append(Item(match.start(), match.end(), senses, title="" if senses else match[0]))
        return found

    def _title_senses(self, inner: str) -> tuple[Sense, ...]:
        lexicon = self.lexicon
        for variant in _title_variants(inner):
            senses = tuple(s for s in lexicon.senses_of(variant) if s.role != Role.GENERIC)
            if senses:
                return senses
        return ()

    def _nested(self) -> list[Item]:
        found = []
        for one in self.defined:
            nested = nested_name(self.key, one, self.lexicon)
            if nested:
                found.append(Item(one.begin, nested[0], (nested[1],)))
        return found


def _title_variants(inner: str) -> list[str]:
    """Return the ways in which the termbase may have a title: years, 关于…的 and brackets left out."""
    variants = [inner, _YEARS_AFTER.sub("", inner), _YEARS_BEFORE.sub("", inner), f"联合国{inner}"]
    bare = inner.removeprefix("关于")
    if bare != inner:
        head = head_of(bare)
        variants.append(bare)
        if head and bare.removesuffix(head.zh).endswith("的"):
            variants.append(bare.removesuffix(head.zh)[:-1] + head.zh)
    else:
        head = head_of(inner)
        variants.append("关于" + inner)
        if head:
            variants.append(f"关于{inner.removesuffix(head.zh)}的{head.zh}")
    return [v for v in dict.fromkeys(variants) if len(v) > 1]


def _override(items: list[Item], stronger: list[Item]) -> list[Item]:
    """Return *items* with each of *stronger* in place of those it overlaps, unless one of them is longer and contains it."""
    if not stronger:
        return items
    begins = [item.begin for item in items]
    merged: list[Item] = []
    index = 0
    for new in stronger:
        upto = bisect_left(begins, new.begin)
        if upto > index and items[upto - 1].end > new.begin:
            upto -= 1
        merged += items[index:upto]
        index = max(index, upto)
        scan = index
        while scan < len(items) and items[scan].begin < new.end:
            scan += 1
        overlapped = items[index:scan]
        if any(
            o.begin <= new.begin and new.end <= o.end and (o.begin, o.end) != (new.begin, new.end) for o in overlapped
        ):
            continue
        if overlapped and overlapped[0].begin < new.begin and not _is_definite(new):
            continue
        if merged and merged[-1].end > new.begin:
            continue
        merged.append(new)
        index = scan
    merged += items[index:]
    return merged


def _is_definite(item: Item) -> bool:
    return bool(item.reference or item.title or item.senses)
