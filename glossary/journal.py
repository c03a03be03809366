"""A run over many files that can be interrupted: what is done is kept beside the output, and a later run goes on from it.

``OUTPUT.part`` holds the lines made so far, ``OUTPUT.part.index`` says of which run they are and, in a line for each, of which
file: path, size, time of its last change, place and length of what was made of it, and how much was found. A line that was
being written when the power went is cut off.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from glossary.errors import GlossaryError

_LOST = 1.0  # seconds of work that a power cut may cost


class _Kept(NamedTuple):
    size: int  # of the document
    modified: int
    place: int  # in the part
    length: int
    mentions: int
    unsure: int


class Journal:
    """What was made of each file so far. *run* says what else the output depends on: another run's journal is not used.

    Raises GlossaryError when the journal cannot be written.
    """

    def __init__(self, output: Path, run: str, *, resume: bool) -> None:
        self.path = output.with_name(f"{output.name}.part")
        self.stale = False
        """Whether there was a journal to go on with, but of another run."""
        self._list = output.with_name(f"{output.name}.part.index")
        self._kept: dict[str, _Kept] = {}
        self._files: dict[str, tuple[int, int]] = {}
        self._flushed = time.monotonic()
        head = json.dumps({"run": run}) + "\n"
        try:
            found = resume and self._list.exists() and self.path.exists()
            if found:
                self.stale = not self._read(head)
            self._end = max((one.place + one.length for one in self._kept.values()), default=0)
            self._lines = self.path.open("r+b" if found else "w+b")
            self._lines.truncate(self._end)
            self._lines.seek(self._end)
            # Written anew: the old one may end in the middle of a line.
            self._index = self._list.open("w", encoding="utf-8", newline="\n")
            self._index.write(head)
            for path, kept in self._kept.items():
                self._note(path, kept)
            self._index.flush()
        except OSError as error:
            raise GlossaryError(f"{self.path} cannot be written: {error.strerror or error}") from error

    def unchanged(self, paths: Iterable[str]) -> dict[str, tuple[int, int]]:
        """Return how many mentions, and unsure ones, the files have that were done before and have not changed since."""
        found: dict[str, tuple[int, int]] = {}
        for path in paths:
            now = self._files[path] = _identity(path)
            known = self._kept.get(path)
            if known and (known.size, known.modified) == now:
                found[path] = known.mentions, known.unsure
            elif known:
                del self._kept[path]
        return found

    def add(self, path: str, line: bytes, mentions: int, unsure: int) -> None:
        """Keep the *line* (with its line feed) that was made of the file at *path*, one of those asked for before."""
        kept = _Kept(*self._files[path], self._end, len(line), mentions, unsure)
        self._lines.write(line)
        self._end += len(line)
        self._note(path, kept)
        self._kept[path] = kept
        if time.monotonic() - self._flushed > _LOST:
            self._lines.flush()
            self._index.flush()
            self._flushed = time.monotonic()

    def in_order(self, paths: Iterable[str]) -> bool:
        """Whether the part is just the lines of these files in this order, and so is the output."""
        end = 0
        for kept in filter(None, map(self._kept.get, paths)):
            if kept.place != end:
                return False
            end += kept.length
        return end == self._end

    def lines(self, paths: Iterable[str]) -> Iterator[bytes]:
        """Yield the lines of these files, in this order; files that nothing was made of are passed over."""
        for kept in filter(None, map(self._kept.get, paths)):
            self._lines.seek(kept.place)
            yield self._lines.read(kept.length)

    def close(self) -> None:
        """Leave the journal to a later run."""
        self._lines.close()
        self._index.close()

    def remove(self) -> None:
        """Remove the closed journal: the output is written."""
        self.path.unlink(missing_ok=True)
        self._list.unlink(missing_ok=True)

    def __len__(self) -> int:
        return len(self._kept)

    def _note(self, path: str, kept: _Kept) -> None:
        self._index.write(json.dumps([path, *kept]) + "\n")

    def _read(self, head: str) -> bool:
        """Take over what a journal holds, up to the first line that is not whole; False: it is of another run."""
        with self._list.open(encoding="utf-8", errors="replace") as index, self.path.open("rb") as lines:
            if index.readline() != head:
                return False
            for row in index:
                try:
                    path, *numbers = json.loads(row)
                    kept = _Kept(*map(int, numbers))
                    lines.seek(kept.place)
                    line = lines.read(kept.length)
                except (ValueError, TypeError, OverflowError):
                    break
                if not (len(line) == kept.length and line.startswith(b"{") and line.endswith(b"}\n")):
                    break
                self._kept[str(path)] = kept
        return True


def _identity(path: str) -> tuple[int, int]:
    """Return what changes when a file is written again: its size and the time of its last change; zeros for no file."""
    try:
        found = os.stat(path)  # noqa: PTH116 - a Path for each of many thousand
    except OSError:
        return 0, 0
    return found.st_size, found.st_mtime_ns
