"""Short forms that nobody defines: tails of names the document has said in full (全球方案, 司法平台, 1540 委员会)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from glossary.segment.heads import head_of
from glossary.segment.lexicon import Lexicon, Role
from glossary.segment.words import Words
from termbase.folding import key_of

_SHORTEST, _LONGEST = 3, 9
# Programmes and instruments by their kind: once one is named, they stand for it.
_CALLING = frozenset({"全球方案", "区域方案", "任择议定书", "行动计划", "行动纲领", "全球倡议", "全球战略"})
_HANGING = ("问题", "事务", "方面", "领域")  # words that belong to what stands before them


class Tail(NamedTuple):
    """The end of a name, used in its stead. Offsets count in the folded key."""

    begin: int
    end: int
    entry: int


@lru_cache(maxsize=4096)
def tails_of(name: str, words: Words) -> tuple[str, ...]:
    """Return the ends of *name* that can stand for it: a head noun with at least a word before it, longest first.

    >>> from glossary.segment.words import words
    >>> tails_of("打击洗钱、犯罪收益和资助恐怖主义全球方案", words())
    ('资助恐怖主义全球方案', '恐怖主义全球方案', '全球方案')
    """
    head = head_of(name)
    if head is None:
        return ()
    cuts = words.boundaries(name)
    found = []
    for length in range(min(_LONGEST + 2, len(name) - 1), len(head.zh) + 1, -1):
        at = len(name) - length
        if at in cuts and name[at] not in "、和与及的" and not name.startswith(_HANGING, at):
            found.append(name[at:])
    return tuple(found)


def _calls_back(tail: str, lexicon: Lexicon) -> bool:
    """Whether the termbase knows *tail* only as a word that calls back a name (委员会), or as an ordinary one (全球方案)."""
    senses = lexicon.senses_of(tail)
    if not senses or senses[0].role == Role.GENERIC:
        return True
    entry = lexicon.entries[senses[0].entry]
    return tail in _CALLING and not entry.kind and entry.en[:1].islower()


def tails(key: str, named: Iterable[tuple[int, int, int]], lexicon: Lexicon, words: Words) -> list[Tail]:
    """Return the uses of tails of the names at *named* (begin, end, entry number), each after its name, in order."""
    first: dict[str, tuple[int, int]] = {}
    seen: set[tuple[int, str]] = set()
    for begin, end, entry in named:
        written = key[begin:end].strip("《》")
        if (entry, written) in seen:
            continue
        seen.add((entry, written))
        for tail in dict.fromkeys((*tails_of(written, words), *tails_of(key_of(lexicon.entries[entry].zh), words))):
            if _SHORTEST <= len(tail) <= _LONGEST and tail not in first and _calls_back(tail, lexicon):
                first[tail] = (end, entry)
    found: list[Tail] = []
    for tail, (after, entry) in first.items():
        at = key.find(tail, after)
        while at >= 0:
            found.append(Tail(at, at + len(tail), entry))
            at = key.find(tail, at + len(tail))
    found.sort(key=lambda t: (t.begin, -t.end))
    kept: list[Tail] = []
    for one in found:
        if not kept or one.begin >= kept[-1].end:
            kept.append(one)
    return kept
