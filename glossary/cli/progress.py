"""A bar on the terminal for runs over many files; nowhere else."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
_PATIENCE = 1.0  # seconds before a bar appears


def with_progress(items: Iterable[T], total: int, *, shown: bool) -> Iterator[T]:
    """Yield *items*; when they take longer than a second, show on stderr how many are done and how long it will take.

    Nothing is shown when stderr is no terminal, for a single item, or when *shown* is false.
    """
    if not shown or total < 2 or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("files"), TimeElapsedColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
    begun = time.monotonic()
    task = bar.add_task("", total=total)
    started = False
    try:
        for item in items:
            if not started and time.monotonic() - begun > _PATIENCE:
                bar.start()
                started = True
            bar.advance(task)
            yield item
    finally:
        if started:
            bar.stop()
