"""The questions a lookup asks of the index, straight to SQLite.

Every lookup waits for what this module imports, so it imports SQLite and what that brings.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from array import array
from bisect import bisect_left

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

# One row of a term: concept number, text, lang, form, status, reliability, seen, key, place, subject.
Row = tuple[int, str, str, str, str, int, int, str, int, str]
_ROW = (
    "t.concept, t.text, t.lang, t.form, t.status, t.reliability, t.seen, t.key, t.place, c.subject"
    " FROM term t JOIN concept c ON c.number = t.concept"
)
SCHEMA = 3
APPLICATION_ID = 0x554E4742  # "UNGB" in the file's header says that it is a termbase of ours
_AT_ONCE = 400  # values bound to one statement
_LAST = "\U0010ffff"
_BUDGET = 3_000  # numbers that a search by pieces looks at before it settles for the likeliest
_ENOUGH = 200  # keys that are quicker looked at than thinned out further


def open_index(path: str, shipped: str | None = None) -> Index | None:
    """Return the index of the termbase in *path* if it can be asked at once, else None: opening the store tells why.

    With *shipped* it must hold that edition of the shipped data, unless the user changed it.
    """
    if not os.path.isfile(path):  # noqa: PTH113
        return None
    db = None
    try:
        db = sqlite3.connect(path, isolation_level=None)
        about = dict(db.execute("SELECT name, value FROM meta").fetchall())
        ours = db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID and about.get("schema") == str(
            SCHEMA
        )
        if ours and (shipped is None or about.get("shipped") == shipped or int(about["revision"]) > 1):
            return Index(db)
    except (sqlite3.Error, KeyError, ValueError):
        pass
    if db is not None:
        db.close()
    return None


class Card:
    """What is shown of a concept: its id, subject field, and the terms of the two languages, best first."""

    __slots__ = ("acronym", "en", "id", "subject", "zh")

    def __init__(self, concept_id: str, subject: str) -> None:
        self.id = concept_id
        self.subject = subject
        self.zh: list[str] = []
        self.en: list[str] = []
        self.acronym = ""


class Index:
    """What a search may ask of one open termbase."""

    errors = sqlite3.Error  # what a file that cannot be read raises

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._ordered: tuple[str, array[int]] = "", array("I")

    def close(self) -> None:
        """Let go of the file, where the index was opened by itself."""
        self._db.close()

    # -- terms and concepts

    def terms_of(self, keys: Collection[str]) -> list[Row]:
        """Return the terms that have one of *keys*."""
        rows: list[Row] = []
        for some in _slices(keys):
            rows += self._db.execute(f"SELECT {_ROW} WHERE t.key IN ({_marks(some)})", some)
        return rows

    def number_of(self, concept_id: str) -> int | None:
        """Return the number of the concept of that id, or None."""
        row = self._db.execute("SELECT number FROM concept WHERE id = ?", (concept_id,)).fetchone()
        return int(row[0]) if row else None

    def subjects(self) -> list[str]:
        """Return the subject fields that concepts have."""
        return [
            row[0] for row in self._db.execute("SELECT DISTINCT subject FROM concept WHERE subject <> '' ORDER BY 1")
        ]

    def all_terms(self) -> Iterator[tuple[str, str]]:
        """Yield text and key of every term."""
        yield from self._db.execute("SELECT text, key FROM term")

    def cards(self, numbers: Collection[int]) -> dict[int, Card]:
        """Return what is shown of the concepts with these numbers."""
        cards: dict[int, Card] = {}
        for some in _slices(numbers):
            marks = _marks(some)
            for number, concept_id, subject in self._db.execute(
                f"SELECT number, id, subject FROM concept WHERE number IN ({marks})",  # noqa: S608
                some,
            ):
                cards[number] = Card(concept_id, subject)
            for number, text, lang, form in self._db.execute(
                f"SELECT concept, text, lang, form FROM term WHERE concept IN ({marks}) AND shown IS NOT NULL"  # noqa: S608
                " ORDER BY concept, shown",
                some,
            ):
                card = cards[number]
                if lang[:2] == "zh":
                    card.zh.append(text)
                elif lang[:2] == "en":
                    card.en.append(text)
                    if form == "acronym" and not card.acronym:
                        card.acronym = text
        return cards

    def name_of(self, number: int, lang: str) -> str:
        """Return the name that the concept is shown under in the language of *lang*, or an empty string."""
        row = self._db.execute(
            "SELECT text FROM term WHERE concept = ? AND shown = 0 AND substr(lang, 1, 2) = ?", (number, lang[:2])
        ).fetchone()
        return str(row[0]) if row else ""

    # -- keys

    def keys_with_prefix(self, prefix: str, most: int) -> list[str]:
        """Return up to *most* different keys that begin with *prefix*."""
        rows = self._db.execute(
            "SELECT DISTINCT key FROM term WHERE key >= ? AND key < ? ORDER BY key LIMIT ?",
            (prefix, prefix + _LAST, most),
        )
        return [key for (key,) in rows]

    def keys_sounding(self, sounds: str) -> list[str]:
        """Return the keys whose pinyin is *sounds*."""
        return [key for (key,) in self._db.execute("SELECT text FROM key WHERE sounds = ?", (sounds,))]

    def keys_sounding_from(self, sounds: str, most: int) -> list[tuple[str, str]]:
        """Return (key, pinyin) of up to *most* keys whose pinyin begins with *sounds*."""
        return self._db.execute(
            "SELECT text, sounds FROM key WHERE sounds >= ? AND sounds < ? LIMIT ?", (sounds, sounds + _LAST, most)
        ).fetchall()

    def keys_with_initials(self, initials: str, most: int) -> list[tuple[str, str]]:
        """Return (key, initials) of up to *most* keys whose initials begin with *initials*, those equal to it first."""
        same = self._db.execute(
            "SELECT text, initials FROM key WHERE initials = ? LIMIT ?", (initials, most)
        ).fetchall()
        more = self._db.execute(
            "SELECT text, initials FROM key WHERE initials > ? AND initials < ? LIMIT ?",
            (initials, initials + _LAST, most),
        ).fetchall()
        return [*same, *more]

    def keys_with_initials_among(self, letters: str, start: str, most: int) -> list[tuple[str, str]]:
        """Return (key, initials) of keys whose initials are *start* and then hold the *letters* in order, to the last one."""
        first = start + letters[0]
        # Letters and digits only: nothing in them is a wildcard of GLOB.
        pattern = start + "*".join(letters)
        return self._db.execute(
            "SELECT text, initials FROM key WHERE initials >= ? AND initials < ? AND initials GLOB ? LIMIT ?",
            (first, first + _LAST, pattern, most),
        ).fetchall()

    def all_keys(self) -> Iterator[str]:
        """Yield every key, also those that have lost their terms."""
        for (key,) in self._db.execute("SELECT text FROM key"):
            yield key

    def texts(self, numbers: Iterable[int]) -> list[tuple[str, str | None]]:
        """Return (key, pinyin) of the keys with these numbers."""
        rows: list[tuple[str, str | None]] = []
        for some in _slices(list(numbers)):
            rows += self._db.execute(f"SELECT text, sounds FROM key WHERE number IN ({_marks(some)})", some)  # noqa: S608
        return rows

    # -- keys by their pieces

    def with_all(self, grams: Collection[str], most: int) -> list[int]:
        """Return the numbers of up to *most* keys, short ones first, that may hold all of *grams*.

        "May": the rarest pieces decide, and once few keys are left the caller looks at them sooner than at more pieces.
        """
        sizes = self._sizes(grams)
        if len(sizes) < len(set(grams)):
            return []
        order = sorted(sizes, key=sizes.__getitem__)
        if not order:
            return []
        rarest = self._posting(order[0])
        if len(order) == 1 or len(rarest) <= _ENOUGH:
            return list(rarest[:most])  # they rise: short keys come first
        left = set(rarest)
        for gram in order[1:]:
            left.intersection_update(self._posting(gram))
            if len(left) <= _ENOUGH:
                break
        return sorted(left)[:most]

    def with_most(
        self, grams: Collection[str], most: int, lengths: tuple[int, int] | None = None, budget: int = _BUDGET
    ) -> list[int]:
        """Return the numbers of the *most* keys that hold most of the rarer of *grams*.

        *lengths* keeps the search to keys of at least and at most so many characters; *budget* is how many numbers are
        looked at: the rarest pieces first, until it is spent.
        """
        from collections import Counter

        sizes = self._sizes(grams)
        starts = self._starts() if lengths else array("I")
        counted: Counter[int] = Counter()
        looked_at = 0
        for gram in sorted(sizes, key=sizes.__getitem__):
            posting = self._posting(gram)
            if lengths and len(starts) > 1:
                posting = _stretch(posting, starts, *lengths)
            looked_at += len(posting)
            if counted and looked_at > budget:
                break
            counted.update(posting)
        # The likest hold nearly as many pieces as any; so few are sorted quickly.
        enough = max(counted.values(), default=0) / 2
        best = [number for number, times in counted.items() if times >= enough]
        if len(best) > most:
            best.sort(key=counted.__getitem__, reverse=True)
        return best[:most]

    def _sizes(self, grams: Collection[str]) -> dict[str, int]:
        """Return how much is posted for each of *grams* that occurs at all."""
        sizes: dict[str, int] = {}
        for some in _slices(grams):
            for gram, size in self._db.execute(
                f"SELECT gram, sum(size) FROM posting WHERE gram IN ({_marks(some)}) GROUP BY gram",  # noqa: S608
                some,
            ):
                sizes[gram] = size
        return sizes

    def _posting(self, gram: str) -> array[int]:
        numbers = array("I")
        for (blob,) in self._db.execute("SELECT numbers FROM posting WHERE gram = ? ORDER BY part", (gram,)):
            numbers.frombytes(blob)
        if sys.byteorder == "big":
            numbers.byteswap()
        return numbers

    def _starts(self) -> array[int]:
        """Return the number of the first key of each length, and of the first that came later, out of order."""
        row = self._db.execute("SELECT value FROM meta WHERE name = 'lengths'").fetchone()
        said = row[0] if row else ""
        if said != self._ordered[0]:  # also another program may have made the index anew
            self._ordered = said, array("I", map(int, said.split()))
        return self._ordered[1]


def _stretch(posting: array[int], starts: array[int], least: int, most: int) -> array[int]:
    """Return the part of *posting* with keys of these lengths, as far as the keys stand in order of length."""
    begin = bisect_left(posting, starts[min(least, len(starts) - 1)])
    end = bisect_left(posting, starts[min(most + 1, len(starts) - 1)])
    later = bisect_left(posting, starts[-1])
    return posting[begin:end] + posting[later:]


def _slices(values: Collection[object]) -> Iterator[list[object]]:
    every = list(values)
    for at in range(0, len(every), _AT_ONCE):
        yield every[at : at + _AT_ONCE]


def _marks(values: Collection[object]) -> str:
    return ",".join("?" * len(values))
