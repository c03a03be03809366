"""What became of the files of a long run: told while it goes on, counted for the exit code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from glossary.batch import Outcome
from glossary.cli.common import tell
from glossary.errors import DocumentError

T = TypeVar("T")


class Tally:
    """Counts what became of the files, and tells of those that could not be read."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.failed = 0
        self.found = False

    def values(self, outcomes: Iterator[Outcome[T]]) -> Iterator[T]:
        """Yield what was made of each file that could be read. A single file that cannot be is an error."""
        for one in outcomes:
            for warning in one.warnings:
                tell(warning)
            if one.error is not None:
                if self.total == 1:
                    raise DocumentError(one.error)
                tell(f"glossary: {one.error}")
                self.failed += 1
            elif one.value is not None:
                yield one.value

    def code(self) -> int:
        """Return the exit code of the whole run: 2 when a file could not be read, 1 when nothing was found."""
        if self.failed:
            tell(f"glossary: {self.failed:,} of {self.total:,} files could not be read; the others are done")
            return 2
        return 0 if self.found else 1
