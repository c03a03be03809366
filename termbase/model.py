"""What a concept is: plain frozen values after ISO 30042:2019 (TBX) and ISO 12620 data categories.

A :class:`Concept` is one meaning in all its languages; a :class:`Term` is one way of writing it in one language.
Nothing here opens a file or knows a database.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from termbase.errors import ConceptError
from termbase.languages import EN, ZH, is_chinese, is_english, primary


class Form(StrEnum):
    """How a term relates to its concept's full name (TBX ``termType``)."""

    FULL = "full"
    SHORT = "short"  # 毒品和犯罪问题办公室
    GENERIC = "generic"  # 执行局: this concept only where the text says so
    ACRONYM = "acronym"  # UNODC
    ABBREVIATION = "abbreviation"
    VARIANT = "variant"
    PHRASE = "phrase"
    SYMBOL = "symbol"


class Status(StrEnum):
    """Administrative status of a term (TBX ``administrativeStatus``)."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"
    SUPERSEDED = "superseded"

    @property
    def is_current(self) -> bool:
        """Whether a translator may write a term of this status today."""
        return self in (Status.PREFERRED, Status.ADMITTED)


class PartOfSpeech(StrEnum):
    """Part of speech of a term (TBX ``partOfSpeech``)."""

    NOUN = "noun"
    PROPER_NOUN = "proper-noun"
    VERB = "verb"
    ADJECTIVE = "adjective"
    ADVERB = "adverb"
    PHRASE = "phrase"
    OTHER = "other"


class Kind(StrEnum):
    """What sort of thing a concept is: anaphors and short forms agree with it."""

    TERM = ""
    BODY = "body"
    POST = "post"
    INSTRUMENT = "instrument"
    PROGRAMME = "programme"
    EVENT = "event"
    PLACE = "place"
    DOCUMENT = "document"
    GROUP = "group"


class Change(StrEnum):
    """What a transaction did (TBX ``transactionType``)."""

    ORIGINATION = "origination"
    MODIFICATION = "modification"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value comes from, as a person would cite it."""

    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A remark for the translator; *lang* is empty where the file does not say."""

    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """What the concept is, in one language (empty where it belongs to the whole concept)."""

    text: str
    lang: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence in which the term is used."""

    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A related concept: *target* is its id."""

    target: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Something outside the termbase, by URI."""

    target: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Transaction:
    """Who changed what, and when (*date* is ISO 8601: ``2026-11-24`` or a full date and time)."""

    change: Change
    date: str = ""
    responsible: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """How often real translations had the Chinese (*seen*) and said one of the English terms (*confirmed*)."""

    seen: int
    confirmed: int


@dataclass(frozen=True, slots=True)
class Term:
    """One way of writing a concept in one language.

    *lang* is a BCP 47 tag as :func:`termbase.languages.canonical` gives it, *reliability* 1 to 10 as in TBX
    (``reliabilityCode``) or None where nobody said.
    """

    text: str
    lang: str
    form: Form = Form.FULL
    status: Status = Status.ADMITTED
    part_of_speech: PartOfSpeech | None = None
    reliability: int | None = None
    geographical_usage: str = ""
    contexts: tuple[Context, ...] = ()
    notes: tuple[Note, ...] = ()
    sources: tuple[Source, ...] = ()
    id: str = ""
    extra: tuple[tuple[str, str], ...] = ()  # data categories we have no field for, kept as (category, value)

    def __post_init__(self) -> None:
        if not self.text or self.text != self.text.strip():
            raise ConceptError(f"a term needs a text without outer blanks, not {self.text!r}")
        if not self.lang:
            raise ConceptError(f"the term {self.text!r} has no language")
        if self.reliability is not None and not 1 <= self.reliability <= 10:
            raise ConceptError(f"the reliability of {self.text!r} is {self.reliability}; it runs from 1 to 10")

    @property
    def is_current(self) -> bool:
        """Whether a translator may write this term today."""
        return self.status.is_current

    @property
    def is_short(self) -> bool:
        """Whether this is a shorter form of a full name."""
        return self.form in (Form.SHORT, Form.GENERIC, Form.ACRONYM, Form.ABBREVIATION)


@dataclass(frozen=True, slots=True)
class Concept:
    """One meaning: a body, a treaty, a title, a technical notion.

    Terms stand in the order of preference inside each language. *subjects* are subject fields, *parent* is the id of
    the body it belongs to or is issued by.
    """

    id: str
    terms: tuple[Term, ...]
    subjects: tuple[str, ...] = ()
    kind: Kind = Kind.TERM
    parent: str = ""
    definitions: tuple[Definition, ...] = ()
    notes: tuple[Note, ...] = ()
    sources: tuple[Source, ...] = ()
    references: tuple[CrossReference, ...] = ()
    links: tuple[Link, ...] = ()
    transactions: tuple[Transaction, ...] = ()
    evidence: Evidence | None = None
    extra: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if not self.id or self.id != self.id.strip():
            raise ConceptError(f"a concept needs an id without outer blanks, not {self.id!r}")
        if not self.terms:
            raise ConceptError(f"the concept {self.id} has no term")

    def in_language(self, lang: str) -> tuple[Term, ...]:
        """Return this concept's terms whose language is exactly *lang*, best first."""
        return tuple(term for term in self.terms if term.lang == lang)

    @property
    def zh(self) -> tuple[Term, ...]:
        """The Chinese terms, simplified before traditional, in their order."""
        return _of_language(self.terms, "zh", ZH)

    @property
    def en(self) -> tuple[Term, ...]:
        """The English terms, in their order."""
        return _of_language(self.terms, "en", EN)

    @property
    def languages(self) -> tuple[str, ...]:
        """The language tags of the terms, in order of first appearance."""
        return tuple(dict.fromkeys(term.lang for term in self.terms))

    def preferred(self, lang: str) -> Term | None:
        """Return the term to write in *lang* (by primary language), or None."""
        terms = self.zh if is_chinese(lang) else self.en if is_english(lang) else self.in_language(lang)
        return best(terms)


def _of_language(terms: Iterable[Term], language: str, usual: str) -> tuple[Term, ...]:
    found = [term for term in terms if primary(term.lang) == language]
    if len(found) > 1:
        found.sort(key=lambda term: term.lang != usual)
    return tuple(found)


def best(terms: Iterable[Term]) -> Term | None:
    """Return the term a translator should write first: preferred before admitted, full before short, then order."""
    return min(terms, key=lambda t: (not t.is_current, t.status is not Status.PREFERRED, t.is_short), default=None)
