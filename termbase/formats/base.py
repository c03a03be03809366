"""What every file format promises: an honest statement of what it keeps, ``read`` and ``write`` over open streams."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import BinaryIO, Protocol

from termbase.languages import EN, ZH
from termbase.model import Concept


class Keeps(StrEnum):
    """What survives a round trip through a format."""

    TERMS = "terms"  # every term of the working languages, in order
    LANGUAGES = "languages"  # more than two languages, with their tags
    IDS = "ids"
    TERM_IDS = "term ids"
    FORMS = "forms"
    STATUSES = "statuses"
    PARTS_OF_SPEECH = "parts of speech"
    RELIABILITY = "reliability"
    GEOGRAPHY = "geographical usage"
    SUBJECTS = "subjects"
    KINDS = "kinds"
    PARENTS = "parents"
    DEFINITIONS = "definitions"
    CONTEXTS = "contexts"
    NOTES = "notes"  # concept notes
    TERM_NOTES = "term notes"
    SOURCES = "sources"  # of concepts
    TERM_SOURCES = "term sources"
    REFERENCES = "cross-references"
    LINKS = "links"
    TRANSACTIONS = "transactions"
    EVIDENCE = "evidence"
    EXTRA = "other data categories"


@dataclass(frozen=True, slots=True)
class Format:
    """A format's name, its file suffixes, what it keeps, and a line for the table in the docs."""

    name: str
    suffixes: tuple[str, ...]
    keeps: frozenset[Keeps]
    title: str
    reads: bool = True
    writes: bool = True


@dataclass(frozen=True, slots=True)
class Header:
    """What a writer may say about the whole file, and how the client wants it.

    *source* and *target* are the languages of the glossary's direction as the termbase names them; *tags* maps them
    (``zh-Hans`` -> ``zh-CN``) to what the file shall say. *options* are the writer's own switches, as its page lists.
    """

    title: str = "UN glossary"
    description: str = ""
    source: str = ZH
    target: str = EN
    tags: tuple[tuple[str, str], ...] = ((ZH, "zh-CN"), (EN, "en"))
    deprecated: bool = False  # whether deprecated and superseded terms are written at all
    options: tuple[tuple[str, str], ...] = ()
    date: str = ""  # ISO date for the header; empty: none, so that equal input gives equal bytes

    def tag(self, lang: str) -> str:
        """Return the tag the file shall carry for *lang*."""
        return dict(self.tags).get(lang, lang)

    def option(self, name: str, default: str = "") -> str:
        """Return the writer's switch *name*."""
        return dict(self.options).get(name, default)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file a person should know: where it is and what was done about it."""

    where: str  # "line 4812", "entry c17", "row 3, column en"
    message: str


@dataclass(slots=True)
class Report:
    """Collects what a reader skipped and what a writer could not carry. A format adds to it and never prints."""

    skipped: list[Problem] = field(default_factory=list)  # records left out, with the reason
    warnings: list[Problem] = field(default_factory=list)  # read, but mended or doubtful
    losses: dict[str, int] = field(default_factory=dict)  # what was not carried -> how many values

    def skip(self, where: str, message: str) -> None:
        """Note a record that was left out."""
        self.skipped.append(Problem(where, message))

    def warn(self, where: str, message: str) -> None:
        """Note a record that was read with a repair or a doubt."""
        self.warnings.append(Problem(where, message))

    def lose(self, what: str, count: int = 1) -> None:
        """Count values of a sort the format cannot carry."""
        if count:
            self.losses[what] = self.losses.get(what, 0) + count


class Reader(Protocol):
    """``read(stream, report)``: concepts one by one; FormatError when the file as a whole is not of the format."""

    def __call__(self, stream: BinaryIO, report: Report) -> Iterator[Concept]:
        """Yield the concepts of *stream*."""
        ...


class Writer(Protocol):
    """``write(stream, header, concepts, report)``: the whole file; equal input gives equal bytes."""

    def __call__(self, stream: BinaryIO, header: Header, concepts: Iterable[Concept], report: Report) -> None:
        """Write *concepts* to *stream*."""
        ...
