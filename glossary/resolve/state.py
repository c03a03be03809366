"""What a reader remembers of a document at a place: who was named, where, how often, how prominently."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from math import exp, log

from glossary.segment.heads import heads_of

# How much a way of being named adds to the prominence of a name. Read off the development texts.
TITLE = 1.2
DEFINED = 0.8
COUNT = 0.55
FADING = 700.0  # characters after which a mention has lost most of its pull
SAME_PARAGRAPH = 0.7
SHOWN = 2.0  # a pointing word means what was said just now


@dataclass(slots=True)
class Named:
    """Something the text has named in full (or by a short form that is clear)."""

    entry: int  # its number in the lexicon, -1 for a name the termbase does not have
    name: str
    kind: str
    heads: frozenset[str]
    first: int
    last: int
    block: int
    count: int = 1
    bonus: float = 0.0
    generic: frozenset[str] = frozenset()  # head nouns of other writings of it
    english: tuple[str, ...] = ()  # for what is named by its number
    symbol: str = ""  # of the document, where that says whose document it is

    def salience(self, place: int, block: int, *, shown: bool = False) -> float:
        """Return how strongly a word at *place* would call this to mind; *shown*: a word that points (此项工具)."""
        return (
            (2.2 + SHOWN * shown) * exp(-(place - self.last) / (FADING / 3 if shown else FADING))
            + COUNT * log(1 + self.count)
            + self.bonus
            + (SAME_PARAGRAPH if block == self.block else 0.0)
        )


_AFTER = re.compile(r"[（(][^（）()]*[）)]$")  # 《…全球方案（2022-2027年）》
# A longer head noun that is not called by its own last character: the Office (办事处) is never 该处.
_NOT_CALLED = {
    "办事处": "处",
    "秘书处": "处",
    "工作组": "组",
    "专家组": "组",
    "执行局": "局",
    "管理局": "局",
    "基金会": "会",
}


@lru_cache(maxsize=16384)
def callable_by(name: str) -> frozenset[str]:
    """Return the head nouns by which a text may call *name* once it has said it."""
    found = [head.zh for head in heads_of(_AFTER.sub("", name.strip("《》")))]
    return frozenset(zh for zh in found if not any(_NOT_CALLED.get(longer) == zh for longer in found))


@dataclass(slots=True)
class Memory:
    """Everything named so far, by concept or by name, and by head noun."""

    named: dict[tuple[int, str], Named] = field(default_factory=dict)
    by_head: dict[str, list[Named]] = field(default_factory=dict)

    def note(
        self, entry: int, name: str, kind: str, place: int, block: int, bonus: float, generic: frozenset[str]
    ) -> Named:
        """Remember that the text says *name* at *place*; *generic* are head nouns of the writing met there."""
        key = (entry, "" if entry >= 0 else name)
        known = self.named.get(key)
        if known is None:
            known = Named(entry, name, kind, callable_by(name), place, place, block, 0, 0.0, generic)
            self.named[key] = known
            for head in known.heads | generic:
                self.by_head.setdefault(head, []).append(known)
        elif generic and not generic <= known.heads | known.generic:
            for head in generic - known.heads - known.generic:
                self.by_head.setdefault(head, []).append(known)
            known.generic |= generic
        known.count += 1
        known.last = place
        known.block = block
        if bonus > known.bonus:
            known.bonus = bonus
        return known

    def candidates(self, head: str) -> list[Named]:
        """Return what has been named and can be called *head*."""
        return self.by_head.get(head, [])
