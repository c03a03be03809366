"""Candidates as programs and glossary files take them."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from glossary.candidates.ranking import Ranked
from termbase.folding import key_of
from termbase.languages import ZH
from termbase.model import Concept, Context, Form, Note, Source, Status, Term

COLUMNS = ("count", "documents", "score", "suggestion", "context")
"""What a table says of a candidate beside its concept."""


def record_of(one: Ranked) -> dict[str, Any]:
    """Return a candidate as JSON can hold it."""
    measures = one.measures
    return {
        "text": one.text,
        "kind": one.sort.value,
        "count": one.count,
        "documents": one.documents,
        "score": round(measures.score, 2),
        "suggestion": one.suggestion,
        "short": list(one.shorts),
        "contexts": [
            {"text": seen.text, "where": seen.source, **({"en": seen.translation} if seen.translation else {})}
            for seen in one.seen
        ],
        "measures": {
            "c_value": round(measures.c_value, 2),
            "words": round(measures.words, 2),
            "neighbours": round(measures.neighbours, 2),
            "contrast": round(measures.contrast, 2),
            "name": measures.name,
        },
    }


def concept_of(one: Ranked) -> Concept:
    """Return a candidate as a concept that waits for its English; the same text always gets the same id."""
    contexts = tuple(Context(seen.text, seen.source) for seen in one.seen)
    terms = [Term(one.text, ZH, status=Status.PREFERRED, contexts=contexts)]
    terms += [Term(text, ZH, Form.SHORT) for text in one.shorts if text != one.text]
    notes = [Note(f"perhaps a variant of {one.suggestion}", "en")] if one.suggestion else []
    notes += [Note(seen.translation, "en") for seen in one.seen[:1] if seen.translation]
    return Concept(
        "new:" + sha256(key_of(one.text).encode()).hexdigest()[:10],
        tuple(terms),
        notes=tuple(notes),
        sources=(Source(one.seen[0].source),) if one.seen and one.seen[0].source else (),
        extra=(
            ("count", str(one.count)),
            ("documents", str(one.documents)),
            ("score", f"{one.measures.score:.2f}"),
            ("suggestion", one.suggestion or ""),
        ),
    )
