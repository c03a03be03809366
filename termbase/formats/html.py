"""A glossary to print or to read in a browser: one HTML file that needs nothing else; written only."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import BinaryIO

from termbase.formats.base import Format, Header, Keeps, Report
from termbase.formats.pairs import lose_details, remarks, sides, written_terms
from termbase.languages import is_chinese, is_english
from termbase.model import Concept, Term

# Written only; this is what a reader of the page sees.
SHOWN = frozenset({Keeps.TERMS, Keeps.SUBJECTS, Keeps.DEFINITIONS, Keeps.NOTES, Keeps.CONTEXTS})
INFO = Format("html", (".html", ".htm"), SHOWN, "Printable glossary (HTML)", reads=False)
_STYLE = (
    "body{font:11pt/1.45 'Noto Sans','Noto Sans CJK SC','Microsoft YaHei',sans-serif;margin:2em auto;max-width:60em;"
    "padding:0 1em;color:#1a1a1a;background:#fff}table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;vertical-align:top;padding:.35em .6em;border-bottom:1px solid #ccc}"
    "th{border-bottom:2px solid #1a1a1a}.more{color:#555;font-size:90%}del{color:#8a1c1c}"
    "tr{break-inside:avoid}thead{display:table-header-group}@page{margin:2cm}"
)


def write(stream: BinaryIO, header: Header, concepts: Iterable[Concept], report: Report) -> None:
    """Write a table of the two languages, in the order of the concepts."""
    source, target = header.tag(header.source), header.tag(header.target)
    stream.write(
        (
            f'<!DOCTYPE html>\n<html lang="{escape(target)}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(header.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
            f"<h1>{escape(header.title)}</h1>\n"
            + (f"<p>{escape(header.description)}</p>\n" if header.description else "")
            + f"<table>\n<thead><tr><th scope=col>{language_name(header.source)}</th>"
            f"<th scope=col>{language_name(header.target)}</th><th scope=col>Notes</th></tr></thead>\n<tbody>\n"
        ).encode("utf-8", "replace")
    )
    for concept in concepts:
        lose_details(concept, report, INFO.keeps)
        terms = written_terms(concept, header, report)
        sources, targets = sides(terms, header)
        if not sources and not targets:
            continue
        row = (
            f'<tr id="{escape(concept.id)}"><td lang="{escape(source)}">{_terms(sources)}</td>'
            f'<td lang="{escape(target)}">{_terms(targets)}</td><td class="more">{_notes(concept)}</td></tr>\n'
        )
        stream.write(row.encode("utf-8", "replace"))
    stream.write(b"</tbody>\n</table>\n</body>\n</html>\n")


def language_name(tag: str) -> str:
    """Return the heading of a language's column."""
    return "中文" if is_chinese(tag) else "English" if is_english(tag) else escape(tag)


def _terms(terms: tuple[Term, ...]) -> str:
    shown = []
    for number, term in enumerate(terms):
        text = escape(term.text)
        if not term.is_current:
            shown.append(f'<span class="more"><del>{text}</del></span>')
        else:
            shown.append(f'<span class="more">{text}</span>' if number else f"<b>{text}</b>")
    return "<br>".join(shown)


def _notes(concept: Concept) -> str:
    return "<br>".join(escape(part) for part in remarks(concept))
