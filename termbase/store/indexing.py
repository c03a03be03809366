"""Writing what a lookup searches by: the keys, how they sound, and the postings of their pieces.

Everything is added in bulk: one concept or a million, the same few statements. The pieces are those of
:func:`termbase.keys.grams` and :func:`termbase.keys.sound_grams`; of ordinary keys they are cut as numbers, thousands of keys at
once, because a million terms have some thirty million pieces.
"""

from __future__ import annotations

import re
import sqlite3
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from termbase.keys import grams
from termbase.pinyin import Coded

PART = 1 << 18  # keys to a posting: whole enough to read at once, small enough to make without much memory
_AT_ONCE = 2048  # keys that are cut into pieces together
_LAST_CHARACTER = 0xFFFF
_UTF_16 = "utf-16-le" if sys.byteorder == "little" else "utf-16-be"
# Keys that are cut as numbers: ASCII that has pieces of three at all, and what is ASCII nowhere and fits in two bytes.
_LATIN = re.compile("[\x01-\x7f]{3,}").fullmatch
_HAN = re.compile("[\x80-\ud7ff\ue000-\uffff]+").fullmatch


def add_keys(db: sqlite3.Connection, keys: Iterable[str]) -> None:
    """Add *keys*, which are new and all different, to the index; inside the caller's transaction.

    They are best given shortest first: searches for a key of about some length then read only a stretch of each posting.
    """
    number = int(db.execute("SELECT coalesce(max(number), 0) FROM key").fetchone()[0])
    waiting = iter(keys)
    while batch := list(islice(waiting, PART - 1 - number % PART or PART)):
        _add_batch(db, number + 1, batch)
        number += len(batch)


def _add_batch(db: sqlite3.Connection, first: int, keys: Sequence[str]) -> None:
    coded = Coded()
    pieces = Pieces()
    for at in range(0, len(keys), _AT_ONCE):
        some = keys[at : at + _AT_ONCE]
        said = coded.of(some)
        pieces.add(first + at, some, said)
        rows = zip(range(first + at, first + at + len(some)), some, *_spoken(said, coded.names), strict=True)
        db.executemany("INSERT INTO key (number, text, sounds, initials) VALUES (?, ?, ?, ?)", rows)
    part = first // PART
    if first % PART <= 1:
        postings: Iterable[tuple[str, list[int]]] = pieces.postings(coded.names)
    else:
        made = dict(pieces.postings(coded.names))
        known = _already(db, made, part)
        # Casting keeps the bytes: || makes a text of two blobs without looking into them.
        db.executemany(
            "UPDATE posting SET numbers = CAST(numbers || ? AS BLOB), size = size + ? WHERE gram = ? AND part = ?",
            ((packed(made[gram]), len(made[gram]), gram, part) for gram in sorted(known)),
        )
        postings = ((gram, made[gram]) for gram in made if gram not in known)
    db.executemany(
        "INSERT INTO posting (gram, part, size, numbers) VALUES (?, ?, ?, ?)",
        ((gram, part, len(numbers), packed(numbers)) for gram, numbers in postings),
    )


def _spoken(said: Sequence[str], names: dict[int, str]) -> tuple[list[str | None], list[str | None]]:
    """Return the pinyin and the initials of coded sounds, None for those without."""
    text = "\n".join(said)
    ends = {ord("\n"): "\n"}
    full = text.translate(names | ends).split("\n")
    letters = text.translate({code: name[0] for code, name in names.items()} | ends).split("\n")
    return [one or None for one in full], [one or None for one in letters]


class Pieces:
    """The pieces of keys, and the numbers of the keys in which each occurs."""

    def __init__(self) -> None:
        self._latin: defaultdict[int, list[int]] = defaultdict(list)  # three letters, a byte each
        self._han: defaultdict[int, list[int]] = defaultdict(list)  # a character, or two of two bytes each
        self._said: defaultdict[int, list[int]] = defaultdict(list)  # two coded syllables of two bytes each
        self._other: defaultdict[str, list[int]] = defaultdict(list)

    def add(self, first: int, keys: Sequence[str], said: Sequence[str]) -> None:
        """Add *keys* with their coded sounds, numbered from *first*."""
        latin: list[tuple[int, str]] = []
        han: list[tuple[int, str]] = []
        for number, key in enumerate(keys, first):
            if _LATIN(key):
                latin.append((number, key))
            elif _HAN(key):
                han.append((number, key))
            else:
                for gram in grams(key):
                    self._other[gram].append(number)
        postings = self._latin
        pieces = _threes("".join([key for _, key in latin]))
        begin = 0
        for number, key in latin:
            end = begin + len(key)
            for piece in set(pieces[begin : end - 2]):
                postings[piece].append(number)
            begin = end
        postings = self._han
        text = "".join([key for _, key in han])
        pieces, characters = _twos(text), _ones(text)
        begin = 0
        for number, key in han:
            end = begin + len(key)
            for piece in {*pieces[begin : end - 1], *characters[begin:end]}:
                postings[piece].append(number)
            begin = end
        postings = self._said
        # A syllable at either end is a piece with nothing beside it, which the zeros are.
        pieces = _twos("\0".join(["", *said, ""]))
        begin = 0
        for number, one in enumerate(said, first):
            end = begin + len(one) + 1
            if one:
                for piece in set(pieces[begin:end]):
                    postings[piece].append(number)
            begin = end

    def postings(self, names: dict[int, str]) -> Iterator[tuple[str, list[int]]]:
        """Yield each piece with its numbers, rising; the coded syllables are called by *names*."""
        other = dict(self._other)
        syllables = {**names, 0: ""}
        written = array("I", self._latin).tobytes().decode("ascii")
        latin = [written[at : at + 3] for at in range(0, len(written), 4)]
        han = [chr(piece) if piece <= _LAST_CHARACTER else _two(piece) for piece in self._han]
        units = memoryview(array("I", self._said)).cast("B").cast("H").tolist()
        said = [f"{syllables[one]}'{syllables[two]}" for one, two in zip(units[0::2], units[1::2], strict=True)]
        for texts, found in ((latin, self._latin), (han, self._han), (said, self._said)):
            for gram, numbers in zip(texts, found.values(), strict=True):
                more = other.pop(gram, None) if other else None
                yield gram, sorted({*numbers, *more}) if more else numbers
        yield from other.items()


def _threes(text: str) -> list[int]:
    """Return every three characters of an ASCII text that stand together, as a number each."""
    letters = text.encode("ascii")
    whole = bytearray(4 * len(letters))
    for at in range(3):
        whole[at::4] = (letters[at:] + bytes(at))[: len(letters)]
    return memoryview(whole).cast("I").tolist()


def _twos(text: str) -> list[int]:
    """Return every two characters that stand together, as a number each."""
    units = memoryview((text + "\0").encode(_UTF_16))
    whole = bytearray(2 * (len(units) - 2))
    pairs = memoryview(whole).cast("H")
    pairs[0::2] = units[:-2].cast("H")
    pairs[1::2] = units[2:].cast("H")
    return pairs.cast("B").cast("I").tolist()


def _ones(text: str) -> list[int]:
    return memoryview(text.encode(_UTF_16)).cast("H").tolist()


def _two(piece: int) -> str:
    return piece.to_bytes(4, sys.byteorder).decode(_UTF_16)


def _already(db: sqlite3.Connection, grams: Iterable[str], part: int) -> set[str]:
    """Return those of *grams* that have a posting in that part."""
    asked = "SELECT 1 FROM posting WHERE gram = ? AND part = ?"
    return {gram for gram in grams if db.execute(asked, (gram, part)).fetchone()}


def packed(numbers: Sequence[int]) -> bytes:
    """Return *numbers* as a posting keeps them."""
    made = array("I", numbers)
    if sys.byteorder == "big":
        made.byteswap()
    return made.tobytes()
