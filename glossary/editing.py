"""A concept made or changed by hand: values in, a concept out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from glossary.errors import GlossaryError
from termbase.languages import EN, ZH
from termbase.model import Concept, Definition, Form, Kind, Note, Source, Status, Term

_T = TypeVar("_T")
_HAN = re.compile(r"[㐀-鿿]")
OWN = "own:"  # the namespace of concepts that a user adds

# option -> (language, form); former names find their language by their characters
TERM_OPTIONS: dict[str, tuple[str, Form]] = {
    "zh": (ZH, Form.FULL),
    "zh_short": (ZH, Form.SHORT),
    "zh_generic": (ZH, Form.GENERIC),
    "zh_variant": (ZH, Form.VARIANT),
    "en": (EN, Form.FULL),
    "acronym": (EN, Form.ACRONYM),
    "en_short": (EN, Form.SHORT),
    "en_variant": (EN, Form.VARIANT),
}


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person said about a concept: terms by option in the order given, and the other fields; empty says nothing."""

    terms: tuple[tuple[str, str], ...] = ()  # (option, text); "former" among them
    remove: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    kind: str = ""
    parent: str = ""
    definitions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    reliability: int | None = None

    @property
    def say_nothing(self) -> bool:
        """Whether nothing was said at all."""
        return self == Wishes()


def made(wishes: Wishes, concept_id: str, taken: Callable[[str], bool]) -> Concept:
    """Return a new concept as wished; without *concept_id* its id comes from its acronym or English name.

    Raises GlossaryError when it lacks Chinese or English, or when the id is taken.
    """
    options = {option for option, _ in wishes.terms}
    if "zh" not in options or "en" not in options:
        raise GlossaryError("a concept needs its names in both languages: --zh and --en")
    if concept_id and taken(concept_id):
        raise GlossaryError(
            f"there is a concept {concept_id} already; `glossary termbase edit {concept_id}` changes it"
        )
    name = concept_id or _free(OWN + _slug(wishes.terms), taken)
    return edited(None, wishes, name)


def edited(concept: Concept | None, wishes: Wishes, name: str = "") -> Concept:
    """Return *concept* (None: a new one called *name*) with what was wished.

    A --zh or --en becomes the preferred name and the earlier one stays, admitted; other terms are added. A term that is
    there already takes the form it was given. Raises GlossaryError for a term to remove that is not there.
    """
    terms = list(concept.terms) if concept else []
    for text in wishes.remove:
        if all(term.text != text for term in terms):
            raise GlossaryError(f"{name or (concept.id if concept else '')} has no term {text}; nothing was changed")
        terms = [term for term in terms if term.text != text]
    if not terms and not wishes.terms:
        raise GlossaryError("no term would be left; `glossary termbase delete` removes a whole concept")
    named: set[str] = set()
    for option, text in wishes.terms:
        lang, form = TERM_OPTIONS.get(option, (ZH if _HAN.search(text) else EN, Form.VARIANT))
        status = Status.SUPERSEDED if option == "former" else Status.ADMITTED
        if form is Form.FULL and lang not in named:  # the first one given is the name
            named.add(lang)
            status = Status.PREFERRED
            terms = [
                replace(term, status=Status.ADMITTED)
                if term.lang == lang and term.status is Status.PREFERRED and term.text != text
                else term
                for term in terms
            ]
        _put(terms, Term(text, lang, form, status, reliability=wishes.reliability))
    if wishes.reliability and concept and not wishes.terms:
        terms = [replace(term, reliability=wishes.reliability) for term in terms]
    was = concept or Concept(name, tuple(terms))
    return replace(
        was,
        terms=tuple(terms),
        subjects=wishes.subjects or was.subjects,
        kind=Kind(wishes.kind) if wishes.kind else was.kind,
        parent=wishes.parent or was.parent,
        definitions=_added(was.definitions, [Definition(text, _language(text)) for text in wishes.definitions]),
        notes=_added(was.notes, [Note(text, _language(text)) for text in wishes.notes]),
        sources=_added(was.sources, [Source(text) for text in wishes.sources]),
    )


def _put(terms: list[Term], term: Term) -> None:
    for at, there in enumerate(terms):
        if (there.lang, there.text) == (term.lang, term.text):
            terms[at] = replace(
                there, form=term.form, status=term.status, reliability=term.reliability or there.reliability
            )
            return
    terms.append(term)


def _added(first: tuple[_T, ...], more: Sequence[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys((*first, *more)))


def _language(text: str) -> str:
    return ZH if _HAN.search(text) else EN


def _slug(terms: Sequence[tuple[str, str]]) -> str:
    texts = dict(reversed(terms))
    words = re.findall(r"[a-z0-9]+", (texts.get("acronym") or texts["en"]).lower())
    return "-".join(words)[:60].strip("-") or "concept"


def _free(name: str, taken: Callable[[str], bool]) -> str:
    number, free = 1, name
    while taken(free):
        number += 1
        free = f"{name}-{number}"
    return free
