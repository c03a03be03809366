"""Names the termbase does not have: made of known parts and a head noun, or nearly a known name (a misprint)."""

from __future__ import annotations

from typing import NamedTuple

from glossary.segment.heads import head_of
from glossary.segment.lexicon import Lexicon
from termbase.search.ranking import likest

_ALIKE = 0.86  # of two names that differ by a misprint or by one word's form (反恐 for 反恐怖主义)
_MISPRINT = 0.9
_LEFT = 14  # characters before a head noun in which a misprinted name may begin
_STOP = frozenset('。,;:!?()《》"|#、的和与及或在由向对从将把被是有为以经')


# Characters by which sister bodies differ: another one is another name, not a misprint.
_TELLING = frozenset("一二三四五六七八九十0123456789东西南北中前后上下内外大小男女总副新老欧亚非美拉加太平洋")


class Alike(NamedTuple):
    """A known name that a name in the text is like, and how much (0 to 1)."""

    key: str
    entry: int
    likeness: float


def known_name_like(name: str, lexicon: Lexicon, cutoff: float = _ALIKE) -> Alike | None:
    """Return the known name most like *name* among those with the same head noun, or None."""
    head = head_of(name)
    if head is None or len(name) < 5:
        return None
    keys, numbers = lexicon.names_ending_in(head.zh)
    found = likest(name, keys, cutoff)
    if found is None or keys[found[0]] == name:
        return None
    index, likeness = found
    return Alike(keys[index], lexicon.senses(numbers[index])[0].entry, likeness)


def misprinted(key: str, end: int, lexicon: Lexicon) -> tuple[int, Alike] | None:
    """Return (begin, known name) where the text up to *end* (after a head noun) is a known name with a character wrong.

    Only names of six characters and more are tried: shorter ones are too often other words.
    """
    left = end
    while left > 0 and end - left < _LEFT and key[left - 1] not in _STOP:
        left -= 1
    best: tuple[int, Alike] | None = None
    for begin in range(left, end - 5):
        found = known_name_like(key[begin:end], lexicon, _MISPRINT)
        better = found and (best is None or found.likeness > best[1].likeness)
        if found and better and one_slip(key[begin:end], found.key):
            best = (begin, found)
    return best


def one_slip(text: str, name: str) -> bool:
    """Return whether *text* is *name* with one character missing, added, wrong, or two neighbours swapped."""
    if len(text) == len(name):
        odd = [n for n, (a, b) in enumerate(zip(text, name, strict=True)) if a != b]
        swapped = (
            len(odd) == 2 and odd[1] == odd[0] + 1 and text[odd[0]] == name[odd[1]] and text[odd[1]] == name[odd[0]]
        )
        return swapped or (len(odd) == 1 and len(text) > 7 and not {text[odd[0]], name[odd[0]]} & _TELLING)
    longer, shorter = (text, name) if len(text) > len(name) else (name, text)
    return len(longer) == len(shorter) + 1 and any(longer[:n] + longer[n + 1 :] == shorter for n in range(len(longer)))
