"""What became of the files of a long run: told while it goes on, counted for the exit code and a table at the end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from glossary.batch import Outcome
from glossary.cli.common import tell
from glossary.errors import DocumentError

T = TypeVar("T")
_NAMED = 3  # files named for one reason


class Tally:
    """Counts what became of the files, and tells of those that could not be read."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.found = False
        self._before = 0
        self._mentions: int | None = None
        self._unsure = 0
        self._reasons: dict[str, list[str]] = {}

    def values(self, outcomes: Iterator[Outcome[T]]) -> Iterator[T]:
        """Yield what was made of each file that could be read. A single file that cannot be is an error."""
        for one in self.read(outcomes):
            if one.value is not None:
                yield one.value

    def read(self, outcomes: Iterator[Outcome[T]]) -> Iterator[Outcome[T]]:
        """Yield the outcomes of the files that could be read. A single file that cannot be is an error."""
        for one in outcomes:
            for warning in one.warnings:
                tell(warning)
            if one.error is None:
                yield one
                continue
            if self.total == 1:
                raise DocumentError(one.error)
            tell(f"glossary: {one.error}")
            self._reasons.setdefault(_reason(one), []).append(one.path)

    def count(self, mentions: int, unsure: int, *, before: bool = False) -> None:
        """Count what was found in a file, now or by a run *before*."""
        self.found = self.found or mentions > 0
        self._mentions = (self._mentions or 0) + mentions
        self._unsure += unsure
        self._before += before

    def code(self) -> int:
        """Say what became of all files, when there are several, and return the exit code of the whole run.

        It is 2 when a file could not be read, 1 when nothing was found.
        """
        if self.total > 1:
            self._tell()
        return 2 if self._reasons else 0 if self.found else 1

    def _tell(self) -> None:
        failed = sum(map(len, self._reasons.values()))
        before = f", {self._before:,} of them by the run before" if self._before else ""
        rows = [(self.total, "files"), (self.total - failed, f"read{before}")]
        if self._mentions is not None:
            rows += [(self._mentions, "mentions"), (self._unsure, "not sure")]
        for reason, paths in self._reasons.items():
            more = f" and {len(paths) - _NAMED:,} more" if len(paths) > _NAMED else ""
            rows.append((len(paths), f"not read: {reason}: {', '.join(paths[:_NAMED])}{more}"))
        width = max(len(f"{count:,}") for count, _ in rows)
        for count, said in rows:
            tell(f"{count:>{width},} {said}")


def _reason(one: Outcome[T]) -> str:
    """Return why a file could not be read, without its name: files that fail alike are told together."""
    said = (one.error or "").replace(one.path, "").strip(" :")
    return said.partition(";")[0].strip()
