"""Writing what a lookup searches by: the keys, how they sound, and the postings of their pieces.

Everything is added in bulk: one concept or a million, the same few statements.
"""

from __future__ import annotations

import sqlite3
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice

from termbase.keys import grams, sound_grams
from termbase.pinyin import sounds

PART = 1 << 18  # keys to a posting: whole enough to read at once, small enough to make without much memory


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
    postings: defaultdict[str, list[int]] = defaultdict(list)
    rows: list[tuple[int, str, str | None, str | None]] = []
    for number, key in enumerate(keys, first):
        for gram in grams(key):
            postings[gram].append(number)
        said = sounds(key)
        if said:
            for gram in sound_grams(said):
                postings[gram].append(number)
            rows.append((number, key, "".join(said), "".join([syllable[0] for syllable in said])))
        else:
            rows.append((number, key, None, None))
    db.executemany("INSERT INTO key (number, text, sounds, initials) VALUES (?, ?, ?, ?)", rows)
    part = first // PART
    known = _already(db, postings, part) if first % PART > 1 else set()
    # Casting keeps the bytes: || makes a text of two blobs without looking into them.
    db.executemany(
        "UPDATE posting SET numbers = CAST(numbers || ? AS BLOB), size = size + ? WHERE gram = ? AND part = ?",
        ((packed(postings[gram]), len(postings[gram]), gram, part) for gram in sorted(known)),
    )
    db.executemany(
        "INSERT INTO posting (gram, part, size, numbers) VALUES (?, ?, ?, ?)",
        ((gram, part, len(postings[gram]), packed(postings[gram])) for gram in sorted(postings) if gram not in known),
    )


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
