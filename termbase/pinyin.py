"""Pinyin of Chinese terms, toneless: one reading a character, and the words in which a character reads otherwise.

The readings stand in ``data/pinyin.txt``: first the syllables with their characters, after an empty line the words.
They follow pypinyin's table (MIT), corrected for the names of bodies and places; pypinyin itself reads the rare
characters that the table leaves out. This is the only module that knows it.
"""

from __future__ import annotations

import os
from functools import cache
from itertools import pairwise

from termbase.where import DATA

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_TONES = {
    ord(c): s
    for s, cs in {"a": "āáǎà", "e": "ēéěè", "i": "īíǐì", "o": "ōóǒò", "u": "ūúǔù", "v": "üǖǘǚǜ"}.items()
    for c in cs
}
_LONGEST = 6  # zhuang


@cache
def _readings() -> tuple[dict[str, str], dict[str, tuple[str, str]], frozenset[str]]:
    """The reading of each character, those of the two characters of a word, and the characters such words begin with."""
    with open(os.path.join(DATA, "pinyin.txt"), encoding="utf-8") as stream:  # noqa: PTH118, PTH123
        first, _, second = stream.read().partition("\n\n")
    characters = {}
    for line in first.split("\n"):
        syllable, _, written = line.partition("\t")
        for character in written:
            characters[character] = syllable
    words: dict[str, tuple[str, str]] = {}
    for line in second.strip().split("\n"):
        word, one, two = line.replace("\t", " ").split(" ")
        words[word] = (one, two)
    return characters, words, frozenset(word[0] for word in words)


@cache
def _rare(character: str) -> str:
    """Return the syllable of a Han character that the table leaves out, by pypinyin; loaded only when there is one."""
    if not ("\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff"):
        return ""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # its phrases cost four times the rest to load
    from pypinyin import Style
    from pypinyin import pinyin as read

    found = read(character, style=Style.NORMAL, errors="ignore")
    return str(found[0][0]).replace("ü", "v") if found and found[0] else ""


def reading(text: str) -> list[str]:
    """Return for every character its toneless syllable, or an empty string where it has none.

    >>> reading("银行1")
    ['yin', 'hang', '']
    """
    characters, words, beginnings = _readings()
    read = [characters.get(character) or _rare(character) for character in text]
    if not beginnings.isdisjoint(text):
        for at in range(len(text) - 1):
            special = words.get(text[at : at + 2])
            if special:
                read[at : at + 2] = special
    return read


def syllables(text: str) -> tuple[str, ...]:
    """Return the toneless syllables of the Han characters of *text*, others left out.

    >>> syllables("执行局")
    ('zhi', 'xing', 'ju')
    """
    return tuple(filter(None, reading(text)))


def pinyin(text: str) -> str:
    """Return the toneless pinyin of *text* without blanks."""
    return "".join(filter(None, reading(text)))


def initials(text: str) -> str:
    """Return the first letters of the syllables of *text*: ``zxj`` for 执行局."""
    return "".join(syllable[0] for syllable in reading(text) if syllable)


def sounds(key: str) -> tuple[str, ...]:
    """Return *key* as it is said: syllables for Han characters, Latin letters and digits as they are; () without Han.

    >>> sounds("1540委员会")
    ('1', '5', '4', '0', 'wei', 'yuan', 'hui')
    """
    if key.isascii():
        return ()
    read = reading(key)
    if not any(read):
        return ()
    return tuple([said or c for said, c in zip(read, key, strict=True) if said or (c.isascii() and c.isalnum())])


_FIRST = 128  # what stands for a syllable in coded sounds comes after ASCII


class Coded:
    """The sounds of many keys, each as a text with one character a syllable; *names* says what each stands for.

    What :func:`sounds` returns of a key, in a shape that compiled code works on. Letters and digits stand for themselves.
    """

    def __init__(self) -> None:
        import re  # a lookup by pinyin does without

        self.names: dict[int, str] = {code: chr(code) for code in range(_FIRST) if chr(code).isalnum()}
        self._codes: dict[str, int] = {}
        self._table = _Table(self._code_of)
        self._words = re.compile("|".join(_readings()[1]))

    def of(self, keys: Sequence[str]) -> list[str]:
        """Return the coded sounds of each of *keys*, which hold no line ends; an empty text without Han."""
        text = "\n".join(keys)
        coded = ["" if one.isascii() else one for one in text.translate(self._table).split("\n")]
        at = seen = 0
        for word in self._words.finditer(text):
            at += text.count("\n", seen, word.start())
            seen = word.start()
            coded[at] = self._read(keys[at])
        return coded

    def _read(self, key: str) -> str:
        """Return the coded sounds of a key that holds a word in which a character reads otherwise."""
        pairs = zip(reading(key), key, strict=True)
        return "".join(
            [chr(self._code(said)) if said else c for said, c in pairs if said or (c.isascii() and c.isalnum())]
        )

    def _code(self, syllable: str) -> int:
        code = self._codes.setdefault(syllable, _FIRST + len(self._codes))
        self.names[code] = syllable
        return code

    def _code_of(self, character: int) -> int | None:
        syllable = _readings()[0].get(chr(character)) or _rare(chr(character))
        if syllable:
            return self._code(syllable)
        return character if character < _FIRST and character in self.names else None


class _Table(dict[int, int | None]):
    """For `str.translate`: what each character becomes, asked once."""

    def __init__(self, ask: Callable[[int], int | None]) -> None:
        super().__init__({ord("\n"): ord("\n")})
        self._ask = ask

    def __missing__(self, character: int) -> int | None:
        self[character] = made = self._ask(character)
        return made


def typed(text: str) -> str:
    """Return what a person typed as pinyin in the form we keep: no tones, blanks or apostrophes, ü as v.

    >>> typed("Zhí xíng jú"), typed("zhi2xing2ju2"), typed("lǜshī")
    ('zhixingju', 'zhixingju', 'lvshi')
    """
    kept = ""
    plain = text.lower().replace("u\u0308", "v").translate(_TONES) + " "
    for character, following in pairwise(plain):
        if character in "12345" and kept[-1:].isalpha() and not following.isdigit():
            continue  # a tone, not the number of a resolution
        if character.isascii() and character.isalnum():
            kept += character
    return kept


@cache
def known_syllables() -> frozenset[str]:
    """Return every syllable that some character has."""
    return frozenset(_readings()[0].values())


def split(letters: str) -> list[str]:
    """Return *letters* as syllables, as few as possible; what is no syllable stands as single letters.

    >>> split("zhixingju"), split("zhixngju")
    (['zhi', 'xing', 'ju'], ['zhi', 'x', 'n', 'g', 'ju'])
    """
    known = known_syllables()
    cost = [0.0] + [1e9] * len(letters)
    back = [0] * (len(letters) + 1)
    for end in range(1, len(letters) + 1):
        for begin in range(max(0, end - _LONGEST), end):
            piece = letters[begin:end]
            price = 1.0 if piece in known else 3.0 if end - begin == 1 else 1e9
            if cost[begin] + price < cost[end]:
                cost[end], back[end] = cost[begin] + price, begin
    pieces = []
    at = len(letters)
    while at:
        pieces.append(letters[back[at] : at])
        at = back[at]
    return pieces[::-1]
