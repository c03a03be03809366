"""Terms and concepts while they are being read: open to change until they are finished.

A draft has the slots of what it becomes, so that finishing it is to change its class. That takes a quarter of the time
of building the frozen value anew, and a file of 100,000 concepts has 400,000 terms.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from termbase.model import (
    Concept,
    Context,
    CrossReference,
    Definition,
    Evidence,
    Form,
    Kind,
    Link,
    Note,
    PartOfSpeech,
    Source,
    Status,
    Term,
    Transaction,
)


@dataclass(slots=True)
class TermDraft:
    """What has been read of one term."""

    text: str = ""
    lang: str = ""
    form: Form = Form.FULL
    status: Status = Status.ADMITTED
    part_of_speech: PartOfSpeech | None = None
    reliability: int | None = None
    geographical_usage: str = ""
    contexts: tuple[Context, ...] = ()
    notes: tuple[Note, ...] = ()
    sources: tuple[Source, ...] = ()
    id: str = ""
    extra: tuple[tuple[str, str], ...] = ()

    def finish(self) -> Term:
        """Turn this draft into the term; the reader has seen to it that it has a tidy text and a language."""
        self.__class__ = Term  # type: ignore[assignment]
        return cast(Term, self)


@dataclass(slots=True)
class ConceptDraft:
    """What has been read of one concept."""

    id: str = ""
    terms: tuple[Term, ...] = ()
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

    def finish(self) -> Concept:
        """Turn this draft into the concept; the reader has seen to it that it has an id and terms."""
        self.__class__ = Concept  # type: ignore[assignment]
        return cast(Concept, self)
