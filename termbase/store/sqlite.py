"""A termbase in one SQLite file: whole-or-nothing writes, one writer and many readers (WAL), every change kept."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

from termbase.errors import StoreError
from termbase.keys import search_key
from termbase.model import Concept
from termbase.records import from_record, to_record

SCHEMA = 1
_APPLICATION_ID = 0x554E4742  # "UNGB" in the file's header says that it is a termbase of ours
_WAIT_SECONDS = 5.0


class Store:
    """The concepts of one file. Use :func:`open_store`; close it or use it in a ``with``.

    Every method raises StoreError, with the file's name and what to do, when the file does not let itself be read or
    written.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._db = connection

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
                "SELECT c.record, k.place FROM term_key k JOIN concept c ON c.number = k.concept WHERE k.key = ?"
                " ORDER BY k.concept, k.place",
                (key,),
            ).fetchall()
        return [(from_record(json.loads(record)), place) for record, place in rows]

    def keys_with_prefix(self, prefix: str, limit: int) -> list[tuple[str, str, int]]:
        """Return (key, concept id, place of the term) for up to *limit* keys that begin with *prefix*, shortest first."""
        with _told(self.path):
            return self._db.execute(
                "SELECT k.key, c.id, k.place FROM term_key k JOIN concept c ON c.number = k.concept"
                " WHERE k.key >= ? AND k.key < ? ORDER BY length(k.key), k.concept LIMIT ?",
                (prefix, prefix + "\U0010ffff", limit),
            ).fetchall()

    def all_keys(self) -> list[tuple[str, int, int]]:
        """Return every (search key, concept number, place of the term)."""
        with _told(self.path):
            return self._db.execute("SELECT key, concept, place FROM term_key").fetchall()

    def by_number(self, number: int) -> Concept | None:
        """Return the concept with that number of entry."""
        with _told(self.path):
            row = self._db.execute("SELECT record FROM concept WHERE number = ?", (number,)).fetchone()
        return from_record(json.loads(row[0])) if row else None

    def history(self, concept_id: str | None = None) -> list[tuple[int, str, str, str, str, str | None, str | None]]:
        """Return (revision, id, when, who, why, record before, record after) of the changes, latest first."""
        query = "SELECT revision, id, made_at, made_by, reason, before, after FROM change"
        with _told(self.path):
            if concept_id is None:
                return self._db.execute(query + " ORDER BY number DESC").fetchall()
            return self._db.execute(query + " WHERE id = ? ORDER BY number DESC", (concept_id,)).fetchall()

    # -- orders

    def fill(self, concepts: Iterable[Concept], shipped: str = "") -> int:
        """Put *concepts* into an empty termbase in one transaction, without a history; return how many."""
        with self._transaction():
            number = 0
            for number, concept in enumerate(concepts, 1):
                self._insert(concept, number, 1)
            self._say("shipped", shipped)
            self._say("revision", "1")
        return number

    def apply(
        self, changed: Iterable[Concept], removed: Iterable[str] = (), *, at: str, by: str = "", reason: str = ""
    ) -> int:
        """Store *changed* (new or in place of the one of the same id) and remove ids, whole or not at all.

        Returns the new revision. *at* is the ISO 8601 time that the history shall show.
        """
        with self._transaction():
            revision = self.revision + 1
            for concept in changed:
                before = self._record(concept.id)
                self._insert(concept, before[0] if before else None, revision)
                after = json.dumps(to_record(concept), ensure_ascii=False, separators=(",", ":"))
                self._note(revision, concept.id, before[1] if before else None, after, at, by, reason)
            for concept_id in removed:
                before = self._record(concept_id)
                if before:
                    self._delete(before[0])
                    self._note(revision, concept_id, before[1], None, at, by, reason)
            self._say("revision", str(revision))
        return revision

    def empty(self) -> None:
        """Take every concept out again, in one transaction, without a history."""
        with self._transaction():
            for table in ("term_key", "term", "concept", "change"):
                self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - names of ours

    def backup(self, target: Path) -> None:
        """Write a copy of the whole termbase to *target*, also while others write."""
        with _told(self.path):
            copy = sqlite3.connect(target)
            try:
                self._db.backup(copy)
            finally:
                copy.close()

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

    def _say(self, name: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", (name, value))

    def _record(self, concept_id: str) -> tuple[int, str] | None:
        row = self._db.execute("SELECT number, record FROM concept WHERE id = ?", (concept_id,)).fetchone()
        return (int(row[0]), str(row[1])) if row else None

    def _delete(self, number: int) -> None:
        self._db.execute("DELETE FROM term_key WHERE concept = ?", (number,))
        self._db.execute("DELETE FROM term WHERE concept = ?", (number,))
        self._db.execute("DELETE FROM concept WHERE number = ?", (number,))

    def _insert(self, concept: Concept, number: int | None, revision: int) -> None:
        if number is not None:
            self._delete(number)
        record = json.dumps(to_record(concept), ensure_ascii=False, separators=(",", ":"))
        subject = concept.subjects[0] if concept.subjects else ""
        added = self._db.execute(
            "INSERT INTO concept (number, id, subject, record, revision) VALUES (?, ?, ?, ?, ?)",
            (number, concept.id, subject, record, revision),
        )
        at = added.lastrowid
        self._db.executemany(
            "INSERT INTO term (concept, place, lang, text, form, status) VALUES (?, ?, ?, ?, ?, ?)",
            [(at, n, t.lang, t.text, t.form.value, t.status.value) for n, t in enumerate(concept.terms)],
        )
        self._db.executemany(
            "INSERT OR IGNORE INTO term_key (key, concept, place) VALUES (?, ?, ?)",
            [(search_key(t.text), at, n) for n, t in enumerate(concept.terms)],
        )

    def _note(
        self, revision: int, concept_id: str, before: str | None, after: str | None, at: str, by: str, reason: str
    ) -> None:
        self._db.execute(
            "INSERT INTO change (revision, id, before, after, made_at, made_by, reason) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (revision, concept_id, before, after, at, by, reason),
        )


def open_store(path: Path, *, create: bool = False) -> Store:
    """Return the store in *path*; with *create* a missing file is made (its folder too).

    Raises StoreError when the file is missing, is no termbase, comes from a later version or cannot be opened.
    """
    if path.is_dir():
        raise StoreError(f"{path} is a folder, not a termbase file")
    exists = path.exists()
    if not exists and not create:
        raise StoreError(f"{path}: there is no such termbase; check the name, or import something into it first")
    if exists and path.stat().st_size and path.read_bytes()[:16] != b"SQLite format 3\x00":
        raise StoreError(f"{path} is not a termbase (no SQLite file); nothing was changed")
    with _told(path):
        if not exists:
            path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
        try:
            _prepare(path, connection)
        except BaseException:
            connection.close()
            raise
    return Store(path, connection)


def _prepare(path: Path, db: sqlite3.Connection) -> None:
    """Create the tables of a new file, or make sure that this is a termbase we understand."""
    db.execute("PRAGMA foreign_keys = ON")
    tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        db.execute("PRAGMA journal_mode = WAL")
        script = resources.files("termbase.store").joinpath("schema.sql").read_text(encoding="utf-8")
        db.executescript(  # the page of ours and two numbers of ours
            f"BEGIN IMMEDIATE; {script} INSERT INTO meta VALUES ('schema', '{SCHEMA}'), ('revision', '0');"  # noqa: S608
            f" PRAGMA application_id = {_APPLICATION_ID}; COMMIT;"
        )
        return
    if db.execute("PRAGMA application_id").fetchone()[0] != _APPLICATION_ID or "meta" not in tables:
        raise StoreError(f"{path} is an SQLite file, but not a termbase; nothing was changed")
    version = int(db.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()[0])
    if version > SCHEMA:
        raise StoreError(f"{path} was written by a later version of this program (schema {version}); please update")


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
