"""What differs between two states of a concept, as lines a reviewer reads."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from termbase.model import Concept, Form, Status, Term

_FIELDS = ("subjects", "definitions", "notes", "sources", "references", "links", "transactions", "extra")
_TERM_FACTS = ("form", "status", "part_of_speech", "reliability", "geographical_usage")
_TERM_FIELDS = ("contexts", "notes", "sources", "extra")


def differences(before: Concept, after: Concept) -> list[str]:
    """Return what *after* has otherwise than *before*: + added, - taken away, ~ changed; nothing when they are equal.

    >>> from termbase.model import Concept, Form, Term
    >>> old = Concept("un:cted", (Term("执行局", "zh-Hans"), Term("CTED", "en")))
    >>> new = Concept("un:cted", (Term("执行局", "zh-Hans", Form.GENERIC), Term("Executive Directorate", "en")))
    >>> for line in differences(old, new):
    ...     print(line)
    - en CTED
    ~ zh-Hans 执行局: form full → generic
    + en Executive Directorate
    """
    lines: list[str] = []
    old = {(term.lang, term.text): term for term in before.terms}
    new = {(term.lang, term.text): term for term in after.terms}
    lines += [f"- {_term(term)}" for name, term in old.items() if name not in new]
    for name, term in new.items():
        if name not in old:
            lines.append(f"+ {_term(term)}")
        else:
            lines += [f"~ {term.lang} {term.text}: {change}" for change in _of_term(old[name], term)]
    if [name for name in old if name in new] != [name for name in new if name in old]:
        lines.append(f"~ order of the terms: {' | '.join(term.text for term in after.terms)}")
    for label, was, now in (("kind", before.kind.value, after.kind.value), ("parent", before.parent, after.parent)):
        if was != now:
            lines.append(f"~ {label}: {was or '-'} → {now or '-'}")
    for field in _FIELDS:
        lines += _of_values(field, getattr(before, field), getattr(after, field))
    if before.evidence != after.evidence:
        was, now = (f"{e.confirmed} of {e.seen}" if e else "-" for e in (before.evidence, after.evidence))
        lines.append(f"~ evidence: {was} → {now}")
    return lines


def _term(term: Term) -> str:
    facts = [term.form.value] if term.form is not Form.FULL else []
    facts += [term.status.value] if term.status is not Status.ADMITTED else []
    said = f" ({', '.join(facts)})" if facts else ""
    return f"{term.lang} {term.text}{said}"


def _of_term(before: Term, after: Term) -> list[str]:
    changes = []
    for fact in _TERM_FACTS:
        was, now = getattr(before, fact), getattr(after, fact)
        if was != now:
            changes.append(f"{fact.replace('_', ' ')} {was or '-'} → {now or '-'}")
    for field in _TERM_FIELDS:
        changes += _of_values(field, getattr(before, field), getattr(after, field))
    return changes


def _of_values(field: str, before: Sequence[object], after: Sequence[object]) -> list[str]:
    label = "other" if field == "extra" else field.removesuffix("s")
    gone = [value for value in before if value not in after]
    come = [value for value in after if value not in before]
    lines = []
    for was, now in zip_longest(gone, come):
        if was is not None:
            lines.append(f"- {label}: {_said(was)}")
        if now is not None:
            lines.append(f"+ {label}: {_said(now)}")
    return lines


def _said(value: object) -> str:
    """Return a value as its plain words: Note("x", "en") as x (en)."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return " = ".join(map(str, value))
    first, *rest = (getattr(value, name) for name in getattr(value, "__slots__", ()))
    more = ", ".join(str(one) for one in rest if one)
    return f"{first} ({more})" if more else str(first)
