"""What became of many files: told as it happens, and as a table at the end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from glossary.batch import Outcome
from glossary.cli.common import tell
from glossary.errors import DocumentError

T = TypeVar("T")
_NAMED = 3  # files named for one reason


class Tally:
    """Counts files, and tells of those that could not be read. Of a single file that is an error."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.kept = 0  # of these, done by a run before
        self.mentions = 0
        self.unsure = 0
        self._reasons: dict[str, list[str]] = {}

    def values(self, outcomes: Iterator[Outcome[T]]) -> Iterator[tuple[str, T]]:
        """Yield path and value of each file that could be read."""
        for one in outcomes:
            for warning in one.warnings:
                tell(warning)
            if one.error is not None:
                if self.total == 1:
                    raise DocumentError(one.error)
                tell(f"glossary: {one.error}")
                self._reasons.setdefault(_reason(one), []).append(one.path)
            elif one.value is not None:
                yield one.path, one.value

    def count(self, mentions: int, unsure: int) -> None:
        """Count what was found in a file."""
        self.mentions += mentions
        self.unsure += unsure

    @property
    def failed(self) -> int:
        """How many files could not be read."""
        return sum(map(len, self._reasons.values()))

    def tell_summary(self) -> None:
        """Say what became of all files, when there are several."""
        if self.total == 1:
            return
        rows = [(self.total, "files")]
        rows.append(
            (self.total - self.failed, "read" + (f", {self.kept:,} of them by the run before" if self.kept else ""))
        )
        rows += [(self.mentions, "mentions"), (self.unsure, "not sure")]
        for reason, paths in self._reasons.items():
            more = f" and {len(paths) - _NAMED:,} more" if len(paths) > _NAMED else ""
            rows.append((len(paths), f"not read: {reason}: {', '.join(paths[:_NAMED])}{more}"))
        width = len(f"{self.total:,}") if not self.mentions else max(len(f"{count:,}") for count, _ in rows)
        for count, said in rows:
            tell(f"{count:>{width},} {said}")

    def code(self) -> int:
        """Return the exit code of the run: 2 when a file could not be read, 1 when nothing was found."""
        return 2 if self.failed else 0 if self.mentions else 1


def _reason(one: Outcome[T]) -> str:
    """Return why a file could not be read, without its name: files that fail alike are told together."""
    said = (one.error or "").replace(one.path, "").strip(" :")
    return said.partition(";")[0].strip()
