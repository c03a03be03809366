"""A termbase as callers see it: concepts in a store, found, merged and carried."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from termbase import shipped
from termbase.errors import StoreError
from termbase.model import Concept
from termbase.store.sqlite import Store, open_store
from termbase.where import ENVIRONMENT, edition, own_termbase, prepared
from termbase.where import data_folder as folder_name

if TYPE_CHECKING:
    from termbase.search.hits import Hit, How


def data_folder() -> Path:
    """Return the user's data folder for this program, by the custom of the platform; nothing is created."""
    return Path(folder_name())


class Termbase:
    """An open termbase. Use :func:`open_termbase`, and close it or use it in a ``with``."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def __enter__(self) -> Termbase:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        return self.store.count()

    def close(self) -> None:
        """Let go of the file."""
        self.store.close()

    @property
    def path(self) -> Path:
        """The file it lives in."""
        return self.store.path

    @property
    def revision(self) -> int:
        """A number that rises with every change."""
        return self.store.revision

    @property
    def content(self) -> str:
        """A mark of the shipped data it was filled with; empty for a termbase of the user's own."""
        return self.store.meta("content")

    def concept(self, concept_id: str) -> Concept | None:
        """Return the concept of that id, or None."""
        return self.store.concept(concept_id)

    def concepts(self, subject: str | None = None) -> Iterator[Concept]:
        """Yield all concepts in order of entry, or those of one subject field."""
        return self.store.concepts(subject)

    def lookup(
        self, query: str, *, limit: int = 10, lang: str = "", how: How | str | None = None, subject: str = ""
    ) -> list[Hit]:
        """Return the concepts for what a person typed, best first; see :func:`termbase.search.search`."""
        from termbase.search import search

        return search(self.store, query, limit=limit, lang=lang, how=how, subject=subject)

    def fill(self, concepts: Iterable[Concept]) -> int:
        """Put *concepts* into this empty termbase; return how many."""
        return self.store.fill(concepts)


def open_termbase(
    where: str | Path | None = None, *, create: bool = False, say: Callable[[str], None] | None = None
) -> Termbase:
    """Return the termbase in the file *where*, or the user's own one (``GLOSSARY_TERMBASE``, else the data folder).

    The user's own one is filled on first use with the United Nations termbase of the package, and refilled when a new
    edition of the package brings another one and the user changed nothing; *say* is told so. With *create* a missing
    file is made, empty.
    Raises StoreError when the file cannot be used.
    """
    chosen = where or os.environ.get(ENVIRONMENT)
    if chosen:
        return Termbase(open_store(Path(chosen), create=create))
    path = Path(own_termbase())
    store = open_store(path, create=True)
    try:
        current = edition()
        untouched = store.revision <= 1
        if untouched and store.meta("shipped") != current and _filled(store, current) and say:
            say(f"The United Nations termbase of this version ({store.count():,} concepts) is now in {path}.")
    except BaseException:
        store.close()
        raise
    return Termbase(store)


def _filled(store: Store, current: str) -> bool:
    """Put the shipped termbase into the user's own one, where it does not hold that very content; return whether it did not."""
    content = shipped.digest()
    if store.meta("content") == content:
        with suppress(StoreError):  # where nobody may write, the next start compares again
            store.mark(shipped=current)
        return False
    ready = Path(prepared())
    if ready.is_file() and store.copy_of(ready, content):
        store.mark(shipped=current)
        return True
    store.refill(shipped.concepts, shipped=current, content=content)
    return True


def prepare() -> Path:
    """Fill the termbase that the package brings along, so that a first use need only copy it; return its path.

    Called when the package is built; what is there already for the same data stays.
    """
    path = Path(prepared())
    content = shipped.digest()
    if path.is_file():
        with open_termbase(path) as there:
            if there.content == content:
                return path
        path.unlink()
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    with Termbase(open_store(part, create=True)) as made:
        made.store.fill(shipped.concepts(), content=content)
        made.store.backup(path)
    for left in part.parent.glob(part.name + "*"):
        left.unlink()
    return path
