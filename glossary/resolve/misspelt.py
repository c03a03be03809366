"""Foreign place names with one character wrong, missing or too many: 卡桑布兰卡 for 卡萨布兰卡.

A transliterated name is a run of characters that are used for little else. A run that is no name, but a known one but for one
character, is a misprint of it (deletion neighbours, after W. Garbe's SymSpell and Mor and Fraenkel 1982).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from glossary.segment.lexicon import Lexicon, Role
from glossary.segment.words import Words

_SHORTEST = 4  # characters of a name that a misprint is looked for
_LONGEST = 8
_PERSON = re.compile("先生|女士|夫人|大使|博士|将军|总统|阁下")
_COMMON = 4  # names that a character of transliterations stands in
# Characters that mean something in place names: a name with one of them is no mere transliteration.
_MEANING = frozenset(
    "东西南北中上下大小新老前内外国州省市县区岛群山海河湖湾港城镇村领土洲洋角地谷堡共和民主联合人王公会都首的与农厂圣场古也礁油炼机"
)


class Misspelt(NamedTuple):
    """A misprinted place name (offsets count in the folded key) and the entry it stands for."""

    begin: int
    end: int
    entry: int
    name: str


class Names:
    """The transliterated place names of a lexicon, ready for the search; made once for each lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.known: dict[str, int] = {}
        for number, key in enumerate(lexicon.keys):
            if _SHORTEST <= len(key) <= _LONGEST and not key.isascii() and _MEANING.isdisjoint(key):
                senses = lexicon.senses(number)
                if senses and senses[0].role < Role.ENGLISH and lexicon.entries[senses[0].entry].kind == "place":
                    self.known[key] = senses[0].entry
        used = Counter(character for key in self.known for character in set(key))
        characters = "".join(sorted(character for character, times in used.items() if times >= _COMMON))
        self.run = re.compile(f"[{re.escape(characters)}]{{{_SHORTEST - 1},}}") if characters else None
        self.without: dict[str, list[str]] = {}
        for key in self.known:
            for at in range(len(key)):
                self.without.setdefault(key[:at] + key[at + 1 :], []).append(key)

    def meant_by(self, run: str) -> str | None:
        """Return the one name that differs from *run* in one character, or None where there is none or more than one."""
        found = set(self.without.get(run, ()))
        for at in range(len(run)):
            shorter = run[:at] + run[at + 1 :]
            if len(run) > _SHORTEST and shorter in self.known:
                found.add(shorter)
            found.update(key for key in self.without.get(shorter, ()) if len(key) == len(run) and key[at] != run[at]
                         and key[:at] + key[at + 1 :] == shorter)  # fmt: skip
        return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=2)
def names_of(lexicon: Lexicon) -> Names:
    """Return the transliterated place names of *lexicon*."""
    return Names(lexicon)


def misspelt(
    key: str, taken: list[tuple[int, int]], lexicon: Lexicon, names: Names, words: Words
) -> Iterator[Misspelt]:
    """Yield the misprinted place names of the text *key* outside the stretches *taken*, which are in order."""
    if names.run is None:
        return
    index = 0
    for match in names.run.finditer(key):
        begin, end = match.span()
        while index < len(taken) and taken[index][1] <= begin:
            index += 1
        if index < len(taken) and taken[index][0] <= begin:
            begin = taken[index][1]  # 摩洛哥|卡桑布兰卡
            index += 1
        if index < len(taken) and taken[index][0] < end:
            end = taken[index][0]
        if end - begin < _SHORTEST - 1:
            continue
        if key[begin - 1 : begin] == "·" or key[end : end + 1] == "·" or _PERSON.match(key, end):
            continue
        run = key[begin:end]
        if run in lexicon or (len(run) <= _SHORTEST and words.cost(run) is not None):
            continue
        name = names.meant_by(run)
        if name is not None:
            yield Misspelt(begin, end, names.known[name], name)
