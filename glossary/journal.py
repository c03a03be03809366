"""A run over many files that can be interrupted: what is done is kept beside the output, and a later run goes on from it.

The journal is one file, ``OUTPUT.part``: a line that says of which run it is, then two lines a document, what the file was
(path, size, time of its last change) and what was made of it. A line that was being written when the power went is cut off.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from glossary.errors import GlossaryError

_FIELDS = 5  # of the line about a file


class _Kept(NamedTuple):
    place: int  # in the journal
    length: int
    tally: tuple[int, ...]


class Journal:
    """What was made of each file so far. *run* says what else the output depends on: another run's journal is not used.

    Raises GlossaryError when the journal cannot be written.
    """

    def __init__(self, output: Path, run: str, *, resume: bool) -> None:
        self.path = output.with_name(f"{output.name}.part")
        self.stale = False
        self._kept: dict[str, _Kept] = {}
        self._files: dict[str, tuple[int, int]] = {}
        head = json.dumps({"run": run}).encode() + b"\n"
        try:
            found = resume and self.path.exists()
            self._stream: BinaryIO = self.path.open("r+b" if found else "w+b")
            if not (found and self._read(head)):
                self.stale = found
                self._kept.clear()
                self._stream.seek(0)
                self._stream.truncate()
                self._stream.write(head)
                self._stream.flush()
        except OSError as error:
            raise GlossaryError(f"{self.path} cannot be written: {error.strerror or error}") from error

    def kept(self, paths: Iterable[str]) -> dict[str, tuple[int, ...]]:
        """Return the tally of each file that was done before and has not changed since; the others are to be done now."""
        unchanged: dict[str, tuple[int, ...]] = {}
        for path in paths:
            now = self._files[path] = _identity(path)
            known = self._kept.get(path)
            if known and known.tally[:2] == now:
                unchanged[path] = known.tally[2:]
            elif known:
                del self._kept[path]
        return unchanged

    def add(self, path: str, line: bytes, tally: tuple[int, int]) -> None:
        """Keep the *line* that was made of the file at *path*; *line* ends with a line feed."""
        identity = self._files[path]
        head = json.dumps([path, *identity, *tally]).encode() + b"\n"
        place = self._stream.seek(0, os.SEEK_END)
        self._stream.write(head + line)
        self._stream.flush()
        self._kept[path] = _Kept(place + len(head), len(line), (*identity, *tally))

    def lines(self, paths: Iterable[str]) -> Iterator[bytes]:
        """Yield the lines of these files, in this order; files that nothing was made of are passed over."""
        for path in paths:
            kept = self._kept.get(path)
            if kept:
                self._stream.seek(kept.place)
                yield self._stream.read(kept.length)

    def close(self, *, done: bool) -> None:
        """Close the journal; when the run is *done* it is removed, otherwise left for a later run."""
        self._stream.close()
        if done:
            self.path.unlink(missing_ok=True)

    def __len__(self) -> int:
        return len(self._kept)

    def _read(self, head: bytes) -> bool:
        """Take over what the journal holds, up to the first line that is not whole; False: it is of another run."""
        if self._stream.readline() != head:
            return False
        whole = self._stream.tell()
        while (first := self._stream.readline()).endswith(b"\n"):
            place = self._stream.tell()
            line = self._stream.readline()
            if not (line.startswith(b"{") and line.endswith(b"}\n")):
                break
            try:
                path, *tally = json.loads(first)
            except (ValueError, TypeError):
                break
            if not isinstance(path, str) or len(tally) != _FIELDS - 1:
                break
            self._kept[path] = _Kept(place, len(line), tuple(tally))
            whole = self._stream.tell()
        self._stream.truncate(whole)
        return True


def _identity(path: str) -> tuple[int, int]:
    """Return what changes when a file is written again: its size and the time of its last change; zeros for no file."""
    try:
        found = os.stat(path)  # noqa: PTH116 - a Path for each of many thousand
    except OSError:
        return 0, 0
    return found.st_size, found.st_mtime_ns
