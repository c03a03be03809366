"""Terms with form and status in one line, ``UNODC [acronym, preferred]``, for formats with a cell or a comment."""

from __future__ import annotations

import re

from termbase.model import Form, Status, Term

_FORMS = {form.value: form for form in Form}
_STATUSES = {status.value: status for status in Status}
_WORDS = "|".join((*_FORMS, *_STATUSES))
_TAGGED = re.compile(rf"(.*\S) \[({_WORDS})(?:, ({_WORDS}))?\]\Z", re.DOTALL)


def describe(term: Term) -> str:
    """Return the text of *term* with its form, and its status where that says something."""
    status = "" if term.status is Status.ADMITTED else f", {term.status.value}"
    return f"{term.text} [{term.form.value}{status}]"


def described(text: str, lang: str) -> Term:
    """Return the term that :func:`describe` wrote down; a text without description is a full form."""
    found = _TAGGED.match(text)
    if found is None:
        return Term(text, lang)
    form, status = Form.FULL, Status.ADMITTED
    for word in (found[2], found[3]):
        if word in _FORMS:
            form = _FORMS[word]
        elif word:
            status = _STATUSES[word]
    return Term(found[1], lang, form, status)
