"""Where things are: the user's termbase and the shipped data. Asked on every start, so it imports next to nothing."""

from __future__ import annotations

import os
import sys

ENVIRONMENT = "GLOSSARY_TERMBASE"
DATA = os.path.join(os.path.dirname(__file__), "data")  # noqa: PTH118, PTH120 - pathlib takes as long to import as Python to start


def data_folder() -> str:
    """Return the user's data folder for this program, by the custom of the platform; nothing is created."""
    home = os.path.expanduser("~")  # noqa: PTH111
    if sys.platform == "win32":
        parent = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")  # noqa: PTH118
    elif sys.platform == "darwin":
        parent = os.path.join(home, "Library", "Application Support")  # noqa: PTH118
    else:
        parent = os.environ.get("XDG_DATA_HOME") or os.path.join(home, ".local", "share")  # noqa: PTH118
    return os.path.join(parent, "un-glossary")  # noqa: PTH118


def own_termbase() -> str:
    """Return the path of the user's own termbase, which is filled with the shipped data on first use."""
    return os.path.join(data_folder(), "un.sqlite")  # noqa: PTH118


def prepared() -> str:
    """Return the path of the termbase that was filled when the package was built; the file need not be there."""
    return os.path.join(DATA, "prepared", "un.sqlite")  # noqa: PTH118


def edition() -> str:
    """Return a mark of the shipped data, cheap enough for every start: another one means other data."""
    with os.scandir(os.path.join(DATA, "un")) as entries:  # noqa: PTH118
        facts = [entry.stat() for entry in entries if entry.name.endswith(".tsv")]
    facts.append(os.stat(os.path.join(DATA, "evidence.tsv")))  # noqa: PTH116, PTH118
    return f"{len(facts)}-{sum(fact.st_size for fact in facts)}-{max(fact.st_mtime_ns for fact in facts)}"
