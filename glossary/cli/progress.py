"""A bar on the terminal for runs over many files; nowhere else."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
_PATIENCE = 1.0  # seconds before a bar appears


def with_progress(items: Iterable[T], total: int, *, shown: bool) -> Iterator[T]:
    """Yield *items*; when they take longer than a second, show on stderr how many are done, how fast and how long yet.

    Nothing is shown when stderr is no terminal, for a single item, or when *shown* is false.
    """
    if not shown or total < 2 or sys.stderr is None or not sys.stderr.isatty():
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

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("files, {task.fields[rate]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    # Lines said meanwhile (a file that cannot be read) go above the bar.
    bar = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=True)
    begun = time.monotonic()
    task = bar.add_task("", total=total, rate="")
    started = False
    try:
        for done, item in enumerate(items, 1):
            if not started and time.monotonic() - begun > _PATIENCE:
                bar.start()
                started = True
            bar.update(task, advance=1, rate=_rate(done / max(0.001, time.monotonic() - begun)))
            yield item
    finally:
        if started:
            bar.stop()


def _rate(speed: float) -> str:
    """Return so many files a second in words: slow ones by the minute."""
    return f"{speed:,.0f}/s" if speed >= 1 else f"{speed * 60:,.0f}/min"
