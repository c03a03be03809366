"""What the tasks share: options, whole-or-nothing output, tables."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import BinaryIO, NoReturn

from glossary.cli.terminal import colours, pad, paint, width
from glossary.errors import GlossaryError
from termbase.base import Termbase, open_termbase

__all__ = ["Parser", "colours", "open_base", "pad", "paint", "show", "tell", "width", "write_whole"]


class Parser(argparse.ArgumentParser):
    """argparse with our exit code and one clear line."""

    def __init__(self, task: str, description: str, examples: str) -> None:
        lines = "\n".join(f"  {line}" for line in examples.strip().split("\n"))
        super().__init__(
            prog=f"glossary {task}",
            description=description,
            epilog=f"examples:\n{lines}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one line and leave with 2."""
        raise GlossaryError(f"{message} (`{self.prog} --help` shows how)")

    def with_termbase(self) -> None:
        """Add the option that chooses the termbase."""
        self.add_argument(
            "--termbase", metavar="FILE", help="the termbase (default: GLOSSARY_TERMBASE, else the shipped one)"
        )

    def with_jobs(self) -> None:
        """Add the option that says how many processes read."""
        self.add_argument(
            "--jobs",
            type=int,
            default=1,
            metavar="N",
            help="read N files at a time; 0: as many as there are processors",
        )

    def jobs(self, args: argparse.Namespace, files: int) -> int:
        """Return how many processes shall read so many files."""
        if args.jobs < 0:
            self.error("--jobs must be 0 or more")
        return min(args.jobs or os.cpu_count() or 1, files)

    def with_output(self, formats: tuple[str, ...]) -> None:
        """Add --format and -o."""
        self.add_argument(
            "--format", choices=formats, default=formats[0], help=f"how to show it (default: {formats[0]})"
        )
        self.add_argument(
            "-o", "--output", metavar="FILE", help="write to FILE, whole or not at all, instead of the screen"
        )


def tell(message: str) -> None:
    """Say something beside the data."""
    if sys.stderr is not None:  # closed by whoever started us
        print(message, file=sys.stderr)  # noqa: T201


def open_base(args: argparse.Namespace) -> Termbase:
    """Return the termbase that the options choose."""
    return open_termbase(args.termbase, say=tell)


def show(text: str, output: str | None) -> None:
    """Write *text* to standard output, or whole to the file *output*."""
    if output:
        write_whole(Path(output), lambda stream: stream.write(text.encode("utf-8")))
    elif sys.stdout is None:
        raise GlossaryError("standard output is closed; write to a file with -o")
    else:
        sys.stdout.write(text)
        sys.stdout.flush()


def show_records(records: Iterable[Mapping[str, object]], style: str, output: str | None) -> None:
    """Show *records* as a JSON array (*style* json) or one a line (jsonl), or write them to the file *output*."""
    if style == "jsonl":
        show("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), output)
    else:
        show(json.dumps(list(records), ensure_ascii=False, indent=1) + "\n", output)


def show_bytes(data: bytes) -> None:
    """Write the bytes of a file to standard output."""
    if sys.stdout is None:
        raise GlossaryError("standard output is closed; write to a file with -o")
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def check_writable(path: Path) -> None:
    """Raise GlossaryError when *path* cannot be made: before long work rather than after it."""
    if path.is_dir():
        raise GlossaryError(f"{path} is a folder; name a file in it")
    if not path.parent.is_dir():
        raise GlossaryError(f"{path}: the folder {path.parent} does not exist; make it first")
    if not os.access(path.parent, os.W_OK):
        raise GlossaryError(f"{path} cannot be written: no permission in {path.parent}")


def write_whole(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Let *write* fill a file that takes the place of *path* only when it is complete.

    Raises GlossaryError when the folder or the disk does not let it; *path* is then as it was.
    """
    check_writable(path)
    try:
        handle, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as error:
        raise GlossaryError(f"{path} cannot be written: {error.strerror or error}") from error
    try:
        with os.fdopen(handle, "wb") as stream:
            write(stream)
        if path.exists():
            os.chmod(part, path.stat().st_mode & 0o777)  # noqa: PTH101
        else:
            umask = os.umask(0)
            os.umask(umask)
            os.chmod(part, 0o666 & ~umask)  # noqa: PTH101
        os.replace(part, path)  # noqa: PTH105
    except BaseException as error:
        Path(part).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise GlossaryError(f"{path} cannot be written: {error.strerror or error}") from error
        raise
