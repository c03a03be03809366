"""A termbase in one SQLite file: whole-or-nothing writes, one writer and many readers (WAL), every change kept."""

from __future__ import annotations

import gc
import json
import os
import re
import sqlite3
import tempfile
from bisect import insort
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from importlib import resources
from itertools import islice
from pathlib import Path

from termbase.errors import StoreError
from termbase.keys import search_key
from termbase.model import Concept, Form, Status, Term, best
from termbase.records import from_record, written
from termbase.store.indexing import add_keys
from termbase.store.reading import APPLICATION_ID, SCHEMA, Index

_WAIT_SECONDS = 5.0
_FILLING_MS = 120_000  # milliseconds to wait for another program that fills the same termbase
_BATCH = 1000  # concepts to a statement
_CACHE_KIB = 64 * 1024
_SQLITE = b"SQLite format 3\x00"
_USUAL = 5  # reliability where nobody said
_AT_ONCE = 400  # values bound to one question


class Store:
    """The concepts of one file. Use :func:`open_store`; close it or use it in a ``with``.

    Every method raises StoreError, with the file's name and what to do, when the file does not let itself be read or
    written.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._db = connection
        self._index = Index(connection)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    # -- questions

    def meta(self, name: str) -> str:
        """Return what the file says of itself under *name*, or an empty string."""
        with _told(self.path):
            row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    @property
    def revision(self) -> int:
        """The number of the last transaction: another one means that something changed."""
        return int(self.meta("revision") or 0)

    def count(self) -> int:
        """Return how many concepts there are."""
        with _told(self.path):
            return int(self._db.execute("SELECT count(*) FROM concept").fetchone()[0])

    def concept(self, concept_id: str) -> Concept | None:
        """Return the concept of that id, or None."""
        with _told(self.path):
            row = self._db.execute("SELECT record FROM concept WHERE id = ?", (concept_id,)).fetchone()
        return from_record(json.loads(row[0])) if row else None

    def concepts(self, subject: str | None = None) -> Iterator[Concept]:
        """Yield all concepts in order of entry, or those of one subject field."""
        query, values = "SELECT record FROM concept ORDER BY number", ()
        if subject is not None:
            query, values = "SELECT record FROM concept WHERE subject = ? ORDER BY number", (subject,)  # type: ignore[assignment]
        with _told(self.path):
            for (record,) in self._db.execute(query, values):
                yield from_record(json.loads(record))

    def under_key(self, key: str) -> list[tuple[Concept, int]]:
        """Return the concepts with a term of that search key, each with the term's place, in order of entry."""
        with _told(self.path):
            rows = self._db.execute(
                "SELECT c.record, t.place FROM term t JOIN concept c ON c.number = t.concept WHERE t.key = ?"
                " ORDER BY t.concept, t.place",
                (key,),
            ).fetchall()
        return [(from_record(json.loads(record)), place) for record, place in rows]

    @property
    def index(self) -> Index:
        """What searches ask; their errors are told by :meth:`asking`."""
        return self._index

    @contextmanager
    def asking(self) -> Iterator[Index]:
        """Lend the index, and tell what goes wrong with the file meanwhile as StoreError."""
        with _told(self.path):
            yield self._index

    def by_number(self, number: int) -> Concept | None:
        """Return the concept with that number of entry."""
        with _told(self.path):
            row = self._db.execute("SELECT record FROM concept WHERE number = ?", (number,)).fetchone()
        return from_record(json.loads(row[0])) if row else None

    def history(self, concept_id: str | None = None) -> list[tuple[int, str, str, str, str, str | None, str | None]]:
        """Return (revision, id, when, who, why, record before, record after) of the changes, latest first."""
        query = (
            "SELECT done.revision, done.id, made_at, made_by, reason, before,"  # noqa: S608 - a question of ours
            f" {_AFTER} FROM change done LEFT JOIN concept c ON c.id = done.id"
        )
        with _told(self.path):
            if concept_id is None:
                return self._db.execute(query + " ORDER BY done.number DESC").fetchall()
            return self._db.execute(query + " WHERE done.id = ? ORDER BY done.number DESC", (concept_id,)).fetchall()

    def revisions(self) -> list[tuple[int, str, str, str, int, int, int]]:
        """Return (revision, when, who, why, concepts added, changed, removed) of the transactions, latest first."""
        query = (
            "SELECT revision, max(made_at), max(made_by), max(reason), sum(before IS NULL),"
            " sum(before IS NOT NULL AND NOT removed), sum(removed) FROM change"
            " GROUP BY revision ORDER BY revision DESC"
        )
        with _told(self.path):
            return self._db.execute(query).fetchall()

    # -- orders

    def fill(self, concepts: Iterable[Concept], *, content: str = "") -> int:
        """Put *concepts* into an empty termbase in one transaction, without a history; return how many.

        *content* marks the data it was filled with (see schema.sql).
        """
        with self._transaction():
            if self._db.execute("SELECT EXISTS (SELECT 1 FROM concept)").fetchone()[0]:
                raise StoreError(f"{self.path} holds concepts already; nothing was changed")
            number = self._fill(enumerate(concepts, 1))
            self._say("content", content)
            self._say("revision", "1")
        return number

    def refill(self, concepts: Callable[[], Iterable[Concept]], *, shipped: str, content: str) -> None:
        """Put *concepts* in place of what is there, in one transaction, unless another program has just done so.

        *concepts* is asked only when it is needed. Raises StoreError when the user has changed something meanwhile.
        """
        self._db.execute(f"PRAGMA busy_timeout = {_FILLING_MS}")  # another program may be doing the same
        try:
            with self._transaction():
                if self.meta("content") == content:
                    return
                if self.revision > 1:
                    raise StoreError(f"{self.path} was changed by another program; start again")
                self._empty()
                self._fill(enumerate(concepts(), 1))
                self._say("shipped", shipped)
                self._say("content", content)
                self._say("revision", "1")
        finally:
            self._db.execute(f"PRAGMA busy_timeout = {int(_WAIT_SECONDS * 1000)}")

    def copy_of(self, filled: Path, content: str) -> bool:
        """Become a copy of the termbase *filled*, if that is of this version and marked with *content*; return whether it was."""
        with _told(self.path):
            source = sqlite3.connect(f"{filled.absolute().as_uri()}?immutable=1", uri=True, isolation_level=None)
            try:
                said = dict(source.execute("SELECT name, value FROM meta").fetchall())
                if said.get("content") != content or said.get("schema") != str(SCHEMA):
                    return False
                source.backup(self._db)
            except sqlite3.DatabaseError:
                return False  # damaged: filling takes longer, and serves as well
            finally:
                source.close()
        return True

    def mark(self, *, shipped: str) -> None:
        """Note the edition of the package whose data this termbase holds."""
        with self._transaction():
            self._say("shipped", shipped)

    def apply(
        self, changed: Iterable[Concept], removed: Iterable[str] = (), *, at: str, by: str = "", reason: str = ""
    ) -> int:
        """Store *changed* (new or in place of the one of the same id) and remove ids, whole or not at all.

        Returns the new revision. *at* is the ISO 8601 time that the history shall show.
        """
        with self.changing(at=at, by=by, reason=reason) as changing:
            for concept in changed:
                changing.put(concept)
            for concept_id in removed:
                changing.remove(concept_id)
        return changing.revision

    @contextmanager
    def changing(self, *, at: str, by: str = "", reason: str = "") -> Iterator[Changing]:
        """Lend the one who changes concepts one by one, in one transaction: all is kept at the end, or nothing on an error.

        Meanwhile only the one lent can be asked what there is: what it was given may not be written yet.
        """
        with self._transaction(), _without_collecting():
            self._db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")  # the index of the keys is written all over
            changing = Changing(self, at, by, reason)
            yield changing
            changing._finish()
            if changing.count:
                changing.revision += 1
                self._say("revision", str(changing.revision))

    def changed_by(self, revision: int) -> list[tuple[str, Concept | None, str]]:
        """Return what the transaction *revision* changed: each concept's id, what it was before (None: new), and why."""
        query = "SELECT id, before, reason FROM change WHERE revision = ? ORDER BY number DESC"
        with _told(self.path):
            rows = self._db.execute(query, (revision,)).fetchall()
        first = {
            concept_id: (before, reason) for concept_id, before, reason in rows
        }  # the first change wins: it came last
        return [
            (concept_id, from_record(json.loads(before)) if before else None, reason)
            for concept_id, (before, reason) in reversed(first.items())
        ]

    def changed_after(self, revision: int) -> dict[str, int]:
        """Return the concepts that are no longer as *revision* left them, each with the last revision that changed it."""
        query = (
            "SELECT done.id, (SELECT max(revision) FROM change WHERE id = done.id)"  # noqa: S608 - a question of ours
            f" FROM change done LEFT JOIN concept c ON c.id = done.id WHERE done.revision = ?1 AND c.record IS NOT {_AFTER}"
            # With + it is looked up by id: a concept has few changes, an import many.
            " AND done.number = (SELECT max(number) FROM change WHERE id = done.id AND +revision = ?1) ORDER BY done.id"
        )
        with _told(self.path):
            return dict(self._db.execute(query, (revision,)).fetchall())

    def backup(self, target: Path) -> None:
        """Write a copy of the whole termbase to *target*, whole or not at all, also while others write."""
        if target.is_dir():
            raise StoreError(f"{target} is a folder; name a file in it")
        if target.exists() and (target.samefile(self.path) or _begins(target) not in (b"", _SQLITE)):
            raise StoreError(f"{target} is {'the termbase itself' if target.samefile(self.path) else 'no termbase'};"
                             " choose another name for the copy")  # fmt: skip
        if not target.parent.is_dir():
            raise StoreError(f"{target}: the folder {target.parent} does not exist; make it first")
        with _told(target):
            handle, part = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
            os.close(handle)
            try:
                copy = sqlite3.connect(part)
                try:
                    self._db.backup(copy)
                    copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
                finally:
                    copy.close()
                os.chmod(part, self.path.stat().st_mode & 0o666)  # noqa: PTH101
                os.replace(part, target)  # noqa: PTH105
            finally:
                for left in (part, f"{part}-wal", f"{part}-shm", f"{part}-journal"):
                    Path(left).unlink(missing_ok=True)

    # -- the SQL behind the orders

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with _told(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def _empty(self) -> None:
        for table in ("posting", "key", "term", "concept", "change"):
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - names of ours
        self._say("lengths", "")

    def _say(self, name: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", (name, value))

    def _record(self, concept_id: str) -> tuple[int, str] | None:
        row = self._db.execute("SELECT number, record FROM concept WHERE id = ?", (concept_id,)).fetchone()
        return (int(row[0]), str(row[1])) if row else None

    def _delete(self, number: int) -> None:
        self._db.execute("DELETE FROM term WHERE concept = ?", (number,))
        self._db.execute("DELETE FROM concept WHERE number = ?", (number,))

    def _fill(self, numbered: Iterable[tuple[int, Concept]], revision: int = 1) -> int:
        """Put concepts into the empty tables and index them all at once, which is far quicker than one by one."""
        number = 0
        self._db.execute("DROP INDEX term_of_key")
        waiting = iter(numbered)
        with _without_collecting():
            while batch := list(islice(waiting, _BATCH)):
                self._db.executemany(_ADD_CONCEPT, [_concept_row(concept, n, revision) for n, concept in batch])
                self._db.executemany(_ADD_TERM, [row for n, concept in batch for row in _term_rows(concept, n)])
                number = batch[-1][0]
            self._db.execute(_statements()["term_of_key"])
            self._index_all()
        return number

    def _index_all(self) -> None:
        """Make the index anew from the terms."""
        for table in ("posting", "key"):
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - names of ours
        made_after = ("key_of_sounds", "key_of_initials", "posting_of_gram")
        for name in made_after:
            self._db.execute(f"DROP INDEX {name}")
        # Where the keys of each length begin, so that a search can keep to the lengths that matter.
        counts: Counter[int] = Counter()

        def counted() -> Iterator[str]:
            keys = self._db.execute("SELECT DISTINCT key, length(key) FROM term ORDER BY length(key), key")
            while some := keys.fetchmany(_BATCH):
                counts.update([length for _, length in some])
                yield from [key for key, _ in some]

        add_keys(self._db, counted())
        for name in made_after:
            self._db.execute(_statements()[name])
        starts = [1]
        for length in range(max(counts, default=0) + 1):
            starts.append(starts[-1] + counts[length])
        self._say("lengths", " ".join(map(str, starts)))


class Changing:
    """Changes concepts inside one transaction; see :meth:`Store.changing`. *revision* is the new one when that has ended.

    New concepts are written by the thousand. Until then, and of all that came into an empty termbase, this knows by itself
    which ids and keys there are; of what was there before it knows what it was told to expect.
    """

    def __init__(self, store: Store, at: str, by: str, reason: str) -> None:
        self._store = store
        self._db = store._db
        self._why = (at, by, reason)
        self.revision = store.revision  # as before, until the transaction ends
        self.count = 0
        self._next = 1 + int(self._db.execute("SELECT coalesce(max(number), 0) FROM concept").fetchone()[0])
        self._filling = self._next == 1  # an empty termbase: indexes are quicker made at the end
        if self._filling:
            self._db.execute("DROP INDEX term_of_key")
        self._waiting: dict[int, Concept] = {}  # new, not written yet
        self._terms: list[_TermRow] = []  # theirs
        self._added: dict[str, int] = {}  # id -> number of what was new in this transaction
        self._under: dict[str, int | list[int]] = {}  # key -> numbers of those waiting; when filling, of all
        self._absent: set[str] = set()  # ids that were expected and are not there
        self._unused: set[str] = set()  # keys, likewise
        self._new_keys: dict[str, None] = {}

    # -- questions

    def expect(self, concepts: Sequence[Concept]) -> None:
        """Look up together which ids and Chinese keys of *concepts* are there, so that asking for the others costs nothing."""
        if self._filling:
            return
        ids = {concept.id for concept in concepts}
        keys = {search_key(term.text) for concept in concepts for term in concept.zh}
        self._absent = ids - self._those("SELECT id FROM concept WHERE id IN", ids)
        self._unused = keys - self._those("SELECT DISTINCT key FROM term WHERE key IN", keys)

    def concept(self, concept_id: str) -> Concept | None:
        """Return the concept of that id as it is now, or None."""
        number = self._added.get(concept_id)
        if number is None:
            return None if self._filling or concept_id in self._absent else self._store.concept(concept_id)
        return self._waiting.get(number) or self._store.concept(concept_id)

    def under_key(self, key: str) -> list[Concept]:
        """Return the concepts that now have a term of that search key, in order of entry."""
        if key not in self._under and (self._filling or key in self._unused):
            return []
        found = []
        if not self._filling and key not in self._unused:
            found = list({concept.id: concept for concept, _ in self._store.under_key(key)}.values())
        numbers = self._under.get(key, ())
        for number in (numbers,) if isinstance(numbers, int) else numbers:
            concept = self._waiting.get(number) or self._store.by_number(number)
            if concept and any(search_key(term.text) == key for term in concept.terms):
                found.append(concept)
        return found

    # -- orders

    def put(self, concept: Concept) -> None:
        """Store *concept*, new or in place of the one of the same id."""
        before = self._there(concept.id)
        self.count += 1
        if before:
            self._replace(concept, *before)
            return
        number = self._added[concept.id] = self._next
        self._next += 1
        self._waiting[number] = concept
        rows = _term_rows(concept, number)
        self._terms += rows
        self._note_keys(rows, number)
        if len(self._waiting) >= _BATCH:
            self._write()

    def remove(self, concept_id: str) -> None:
        """Take the concept of that id out, if there is one."""
        before = self._there(concept_id)
        if before:
            self._write()  # the history is in the order of what happened
            self._store._delete(before[0])
            self._added.pop(concept_id, None)
            self._record_changes([(concept_id, before[1], 1)])
            self.count += 1

    # -- what is behind them

    def _there(self, concept_id: str) -> tuple[int, str] | None:
        """Return number and record of the concept of that id, which is written now."""
        number = self._added.get(concept_id)
        if number is None and (self._filling or concept_id in self._absent):
            return None
        if number in self._waiting:
            self._write()
        return self._store._record(concept_id)

    def _replace(self, concept: Concept, number: int, record: str) -> None:
        self._write()
        rows = _term_rows(concept, number)
        if self._filling:
            self._note_keys(rows, number)
        else:
            self._note_new_keys(rows)
        self._store._delete(number)
        self._db.execute(_ADD_CONCEPT, _concept_row(concept, number, self.revision + 1))
        self._db.executemany(_ADD_TERM, rows)
        self._record_changes([(concept.id, record, 0)])

    def _write(self) -> None:
        """Write what waits."""
        if not self._waiting:
            return
        if not self._filling:
            self._note_new_keys(self._terms)
            self._under.clear()
        revision = self.revision + 1
        self._db.executemany(_ADD_CONCEPT, [_concept_row(c, number, revision) for number, c in self._waiting.items()])
        self._db.executemany(_ADD_TERM, self._terms)
        self._record_changes([(concept.id, None, 0) for concept in self._waiting.values()])
        self._waiting.clear()
        self._terms.clear()

    def _finish(self) -> None:
        """Write what waits and bring the index up; nothing is asked any more."""
        self._write()
        self._added.clear()  # indexing takes the memory
        self._under.clear()
        if self._filling:
            self._db.execute(_statements()["term_of_key"])
            self._store._index_all()
        elif len(self._new_keys) > int(self._db.execute("SELECT count(*) FROM key").fetchone()[0]):
            self._new_keys.clear()
            self._store._index_all()
        else:
            add_keys(self._db, sorted(self._new_keys, key=len))

    def _note_keys(self, rows: Iterable[_TermRow], number: int) -> None:
        under = self._under
        for row in rows:
            key = row[-1]
            there = under.setdefault(key, number)
            if isinstance(there, list):
                if number not in there:
                    insort(there, number)
            elif there != number:
                under[key] = sorted((there, number))

    def _note_new_keys(self, rows: Iterable[_TermRow]) -> None:
        keys = {row[-1]: None for row in rows}
        self._unused.difference_update(keys)
        known = self._those("SELECT DISTINCT key FROM term WHERE key IN", keys)
        self._new_keys.update({key: None for key in keys if key not in known})

    def _those(self, question: str, values: Iterable[str]) -> set[str]:
        """Return what *question* finds among *values*."""
        found: set[str] = set()
        waiting = iter(values)
        while some := list(islice(waiting, _AT_ONCE)):
            found.update(value for (value,) in self._db.execute(f"{question} ({','.join('?' * len(some))})", some))
        return found

    def _record_changes(self, changes: Iterable[tuple[str, str | None, int]]) -> None:
        self._db.executemany(
            "INSERT INTO change (revision, id, before, removed, made_at, made_by, reason) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(self.revision + 1, *change, *self._why) for change in changes],
        )


# The record that the change *done* left, where *c* is the concept of its id now.
_AFTER = (
    "CASE WHEN done.removed THEN NULL ELSE coalesce("
    "(SELECT before FROM change WHERE id = done.id AND number > done.number ORDER BY number LIMIT 1), c.record) END"
)
_ADD_CONCEPT = "INSERT INTO concept (number, id, subject, record, revision) VALUES (?, ?, ?, ?, ?)"
_ADD_TERM = (
    "INSERT INTO term (concept, place, lang, text, form, status, reliability, seen, shown, key)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_TermRow = tuple[int, int, str, str, str, str, int, int, int | None, str]


def _concept_row(concept: Concept, number: int, revision: int) -> tuple[int, str, str, str, int]:
    subject = concept.subjects[0] if concept.subjects else ""
    return number, concept.id, subject, written(concept), revision


def _term_rows(concept: Concept, number: int) -> list[_TermRow]:
    """Return the rows of the terms of *concept*, the key last."""
    terms = concept.terms
    shapes = tuple([(term.lang, term.form._value_, term.status._value_) for term in terms])
    seen = concept.evidence.seen if concept.evidence else 0
    return [
        (
            number, place, lang, term.text, form, status, term.reliability or _USUAL, seen, shown, search_key(term.text)
        )
        for place, ((lang, form, status), term, shown) in enumerate(zip(shapes, terms, _shown(shapes), strict=True))
    ]  # fmt: skip


@lru_cache(maxsize=1024)
def _shown(shapes: tuple[tuple[str, str, str], ...]) -> tuple[int | None, ...]:
    """Return the place in its language of each term that a lookup shows, else None, by language, form and status alone.

    Most concepts of a file have terms of the same shapes.
    """
    terms = [Term("-", lang, Form(form), Status(status)) for lang, form, status in shapes]
    concept = Concept("-", tuple(terms))
    shown: dict[int, int] = {}
    for some in (concept.zh, concept.en):
        first = best(some)
        if first is not None:
            order = [first, *(term for term in some if term.is_current and term is not first)]
            shown.update((id(term), place) for place, term in enumerate(order))
    return tuple([shown.get(id(term)) for term in terms])


def open_store(path: Path, *, create: bool = False) -> Store:
    """Return the store in *path*; with *create* a missing file is made (its folder too).

    Raises StoreError when the file is missing, is no termbase, comes from a later version or cannot be opened.
    """
    if path.is_dir():
        raise StoreError(f"{path} is a folder, not a termbase file")
    exists = path.exists()
    if not exists and not create:
        raise StoreError(f"{path}: there is no such termbase; check the name, or import something into it first")
    if exists and _begins(path) not in (b"", _SQLITE):
        raise StoreError(f"{path} is not a termbase (no SQLite file); nothing was changed")
    with _told(path):
        if not exists:
            path.parent.mkdir(parents=True, exist_ok=True)
        connection = _connection(path)
        try:
            _prepare(path, connection)
        except BaseException:
            connection.close()
            raise
    return Store(path, connection)


def _connection(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
    wal = path.with_name(f"{path.name}-wal")
    if os.access(path, os.W_OK) or os.access(path.parent, os.W_OK) or not path.exists() or wal.exists():
        return connection
    # Even readers of a WAL file write beside it; where nobody may write, nothing changes under us.
    connection.close()
    return sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True, isolation_level=None)


def _begins(path: Path) -> bytes:
    with _told(path), path.open("rb") as stream:
        return stream.read(16)


def _prepare(path: Path, db: sqlite3.Connection) -> None:
    """Create the tables of a new file, or make sure that this is a termbase we understand."""
    db.execute("PRAGMA foreign_keys = ON")
    tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        db.execute("PRAGMA journal_mode = WAL")
        script = _schema()
        db.executescript(  # the page of ours and two numbers of ours
            f"BEGIN IMMEDIATE; {script} INSERT INTO meta VALUES ('schema', '{SCHEMA}'), ('revision', '0');"  # noqa: S608
            f" PRAGMA application_id = {APPLICATION_ID}; COMMIT;"
        )
        return
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID or "meta" not in tables:
        raise StoreError(f"{path} is an SQLite file, but not a termbase; nothing was changed")
    version = int(db.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()[0])
    if version > SCHEMA:
        raise StoreError(f"{path} was written by a later version of this program (schema {version}); please update")
    if version < SCHEMA:
        _migrate(path, db)


def _schema() -> str:
    return resources.files("termbase.store").joinpath("schema.sql").read_text(encoding="utf-8")


@cache
def _statements() -> dict[str, str]:
    """Return the statement that creates each table and index, by its name."""
    created = re.compile(r"^CREATE (?:TABLE|INDEX) (\w+)", re.MULTILINE)
    statements = {}
    for statement in _schema().split(";\n"):
        if named := created.search(statement):
            statements[named[1]] = statement
    return statements


def _migrate(path: Path, db: sqlite3.Connection) -> None:
    """Bring the file of an earlier version to this one, whole or not at all: what searches need is made from the records."""
    store = Store(path, db)
    with store._transaction():
        if int(store.meta("schema")) == SCHEMA:
            return  # another program was quicker
        db.execute("ALTER TABLE change RENAME TO former_change")
        for name in ("change_of_concept", "change_of_revision"):
            db.execute(f"DROP INDEX {name}")
        for name in ("term_key", "term", "key", "posting"):
            db.execute(f"DROP TABLE IF EXISTS {name}")
        for name, statement in _statements().items():
            if name not in ("meta", "concept"):
                db.execute(statement)
        db.execute(
            "INSERT INTO change (number, revision, id, before, removed, made_at, made_by, reason)"
            " SELECT number, revision, id, before, after IS NULL, made_at, made_by, reason FROM former_change"
        )
        db.execute("DROP TABLE former_change")
        rows = db.execute("SELECT number, record FROM concept ORDER BY number").fetchall()
        for number, record in rows:
            db.executemany(_ADD_TERM, _term_rows(from_record(json.loads(record)), number))
        store._index_all()
        store._say("schema", str(SCHEMA))


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Hold Python's search for unused circles of objects, which in bulk work finds nothing and takes a third of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn SQLite's and the system's errors into one line for a person."""
    try:
        yield
    except sqlite3.OperationalError as error:
        text = str(error)
        if "locked" in text or "busy" in text:
            advice = "another program is writing to it; try again in a moment"
        elif "readonly" in text:
            advice = "it is read-only; choose another file with --termbase or change its permissions"
        elif "full" in text:
            advice = "the disk is full; nothing was changed"
        elif "disk I/O" in text:
            advice = "the disk does not take or give the data (is it full?); nothing was changed"
        elif "unable to open" in text:
            advice = "it cannot be opened; check the folder and its permissions"
        else:
            advice = f"SQLite says: {text}"
        raise StoreError(f"{path}: {advice}") from error
    except sqlite3.IntegrityError as error:
        raise StoreError(f"{path}: two concepts have the same id ({error}); nothing was changed") from error
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{path} is damaged ({error}); restore a backup, or export what can be read") from error
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}") from error
