"""Many documents in one run: which files are meant, each read and scanned by itself, in this process or in several.

A file that cannot be read is an outcome like any other: it is told, and the run goes on.
"""

from __future__ import annotations

import glob
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from glossary.documents import SUFFIXES, Document, read_document
from glossary.errors import DocumentError
from glossary.model import Scan
from glossary.scanning import prepare, scan
from termbase.base import Termbase, open_termbase

T = TypeVar("T")
Shape = Callable[[Document, Scan], T]
"""What is kept of a document and its scan; a function at the top of a module, so that another process can call it."""

_AHEAD = 2  # parcels handed out for each process: enough to keep it busy, few enough to hold in memory
_PARCEL = 16  # files in a parcel, of small files: handing out costs as much as reading a page does
_SMALL = 100_000  # bytes


class Outcome(NamedTuple, Generic[T]):
    """What became of one file: its *value*, or the *error* in a line, and what the reader had to guess."""

    path: str
    value: T | None
    warnings: tuple[str, ...] = ()
    error: str | None = None


def expand(named: Sequence[str]) -> list[str]:
    """Return the files that *named* means, in order: files, all documents in folders, and patterns such as ``*.docx``.

    In a folder hidden files and the lock files of Office are passed over. Raises DocumentError when a folder or a pattern
    has no document.
    """
    files: list[str] = []
    for name in named:
        if name != "-" and os.path.isdir(name):  # noqa: PTH112 - a Path would rewrite the name
            inside = list(_documents(name))
            if not inside:
                raise DocumentError(f"{name}: there is no document in this folder ({', '.join(sorted(SUFFIXES))})")
            files += inside
        elif name != "-" and glob.has_magic(name) and not os.path.exists(name):  # noqa: PTH110
            found = sorted(one for one in glob.glob(name, recursive=True) if Path(one).is_file())  # noqa: PTH207
            if not found:
                raise DocumentError(f"{name}: no file has such a name")
            files += found
        else:
            files.append(name)
    return files


def _documents(folder: str) -> Iterator[str]:
    for at, folders, files in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for file in sorted(files):
            # By words, not by a Path for each of many thousand files.
            if not file.startswith((".", "~$")) and os.path.splitext(file)[1].lower() in SUFFIXES:  # noqa: PTH122
                yield os.path.join(at, file)  # noqa: PTH118


def each(paths: Iterable[str], base: Termbase, shape: Shape[T], *, jobs: int = 1) -> Iterator[Outcome[T]]:
    """Yield the outcome of every file in the order given; with *jobs* above 1 so many processes work on them.

    Only a few documents are in memory at a time, however many there are.
    """
    if jobs <= 1:
        return (_one(path, base, shape) for path in paths)
    prepare(base)  # so that the processes find the lexicon on the disk
    return _shared(_parcels(paths, jobs), base, shape, jobs)


def _parcels(paths: Iterable[str], jobs: int) -> Iterator[tuple[str, ...]]:
    """Yield the paths in parcels: small files together, others and standard input alone; few files one by one."""
    listed = list(paths)
    most = max(1, min(_PARCEL, len(listed) // (jobs * 8)))
    parcel: list[str] = []
    for path in listed:
        try:
            small = path != "-" and os.stat(path).st_size <= _SMALL  # noqa: PTH116 - a Path for each of many thousand
        except OSError:
            small = True
        if parcel and (not small or len(parcel) >= most):
            yield tuple(parcel)
            parcel = []
        if small:
            parcel.append(path)
        else:
            yield (path,)
    if parcel:
        yield tuple(parcel)


def _one(path: str, base: Termbase, shape: Shape[T]) -> Outcome[T]:
    warnings: tuple[str, ...] = ()
    try:
        document = read_document(path)
        warnings = document.warnings
        return Outcome(path, shape(document, scan(document, base)), warnings)
    except DocumentError as error:
        return Outcome(path, None, warnings, str(error))
    except MemoryError:
        return Outcome(path, None, warnings, f"{path} needs more memory than there is; split it")
    except (
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        TypeError,
        ValueError,
        RecursionError,
    ) as error:
        said = f"{path}: the program stumbled over it ({type(error).__name__}: {error}); please report this"
        return Outcome(path, None, warnings, said)


# ---- several processes ----------------------------------------------------------------------------------------------

_base: Termbase | None = None  # of this process


def _begin(path: str) -> None:
    """Open the termbase in a new process; an interruption is for the first process to handle."""
    global _base
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _base = open_termbase(path)


def _work(paths: tuple[str, ...], shape: Shape[T]) -> list[Outcome[T]]:
    if _base is None:
        raise RuntimeError("a process without a termbase")
    return [_one(path, _base, shape) for path in paths]


def _shared(parcels: Iterator[tuple[str, ...]], base: Termbase, shape: Shape[T], jobs: int) -> Iterator[Outcome[T]]:
    """Hand the files out; when a process dies (no memory, a fault in a library) find the file that did it and go on."""
    retried: list[str] = []
    while True:
        pool = _pool(base, jobs)
        running: deque[tuple[tuple[str, ...], Future[list[Outcome[T]]] | None]] = deque()
        try:
            while retried:
                outcome = _alone(retried[0], base, shape)
                retried.pop(0)
                yield outcome
            while True:
                for parcel in islice(parcels, max(0, jobs * _AHEAD - len(running))):
                    running.append((parcel, None))  # first noted, then handed out: that may fail
                    if parcel != ("-",):
                        running[-1] = (parcel, pool.submit(_work, parcel, shape))
                if not running:
                    return
                parcel, future = running[0]
                outcomes = future.result() if future else [_one(parcel[0], base, shape)]
                running.popleft()
                yield from outcomes
        except BrokenProcessPool:
            retried = [path for parcel, _ in running for path in parcel]
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _alone(path: str, base: Termbase, shape: Shape[T]) -> Outcome[T]:
    """Return the outcome of one file in a process of its own, whatever becomes of that process."""
    if path == "-":
        return _one(path, base, shape)
    with _pool(base, 1) as pool:
        try:
            return pool.submit(_work, (path,), shape).result()[0]
        except BrokenProcessPool:
            return Outcome(path, None, (), f"{path}: reading it ended the process (memory, or a fault in a library)")


def _pool(base: Termbase, jobs: int) -> ProcessPoolExecutor:
    # spawn: the same on every platform, and safe with threads and open databases.
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_begin, initargs=(str(base.path),))
