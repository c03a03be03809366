"""One function a user's task: values in, values out; nothing is printed here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from glossary.documents import read_document
from glossary.model import Scan
from glossary.scanning import scan
from termbase.base import Termbase


def scan_files(paths: Sequence[str], base: Termbase, warn: Callable[[str], None]) -> list[Scan]:
    """Return the scans of the files in order; *warn* hears what a reader had to guess."""
    scans = []
    for path in paths:
        document = read_document(path)
        for warning in document.warnings:
            warn(warning)
        scans.append(scan(document, base))
    return scans
