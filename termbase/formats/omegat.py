"""OmegaT's glossary text: source, tab, target, tab, comment; one line a pair of terms, UTF-8."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from termbase.errors import FormatError
from termbase.formats.base import Format, Header, Report
from termbase.formats.pairs import Pair, lose_details, pairs, unanswered
from termbase.formats.table import guess_language
from termbase.formats.texts import clean, one_line, read_text
from termbase.model import Concept, Note, Term

INFO = Format("omegat", (".txt", ".utf8"), frozenset(), "OmegaT glossary (text, tab-separated)")
_FIRST_LINE = "# Glossary in tab-separated format -*- coding: utf-8 -*-"


def write(stream: BinaryIO, header: Header, concepts: Iterable[Concept], report: Report) -> None:
    """Write a line for each source term and its best target.

    Options: targets (best, all: a line each), forms (all, first), comment (yes, no).
    """
    lines = [_FIRST_LINE]
    all_targets = header.option("targets", "best") == "all"
    commented = header.option("comment", "yes") != "no"
    first_only = header.option("forms", "all") == "first"
    seen: set[tuple[str, str]] = set()
    for concept in concepts:
        lose_details(concept, report, INFO.keeps)
        found = list(pairs(concept, header, report, first_only=first_only))
        if not all_targets:
            report.lose("synonyms", unanswered(found))
        for pair in found:
            for target in pair.targets if all_targets else pair.targets[:1]:
                key = (one_line(pair.source.text), one_line(target.text))
                if key in seen:
                    continue
                seen.add(key)
                source = key[0]
                if source.startswith("#"):  # OmegaT would take the line for a comment; a blank in front is trimmed
                    source = " " + source
                lines.append("\t".join((source, key[1], _comment(pair))) if commented else f"{source}\t{key[1]}")
    text = "\n".join(lines) + "\n"
    stream.write(text.encode("utf-8", "replace"))


def _comment(pair: Pair) -> str:
    """What a translator sees under the pair: subject, form and state, notes."""
    concept, source = pair.concept, pair.source
    parts = [*concept.subjects[:1]]
    if source.is_short and (full := next((t for t in concept.terms if t.lang == source.lang and not t.is_short), None)):
        parts.append(f"short for {full.text}")
    if not source.is_current:
        parts.append(f"{source.status.value}: do not use")
    if others := [t.text for t in pair.targets[1:] if t.is_current]:
        parts.append("also " + ", ".join(others))
    parts += [note.text for note in concept.notes[:1]]
    return one_line("; ".join(parts))


def read(stream: BinaryIO, report: Report) -> Iterator[Concept]:
    """Yield a concept for each line; the languages are told by the characters."""
    text = read_text(stream, report)
    found: list[tuple[int, list[str]]] = []
    for number, line in enumerate(text.split("\n"), 1):
        line = line.rstrip("\r")
        if not line.strip() or line.startswith("#"):
            continue
        cells = [clean(cell) for cell in line.split("\t")]
        if len(cells) < 2 or not cells[0] or not cells[1]:
            report.skip(f"line {number}", "no source and target with a tab between them")
            continue
        found.append((number, cells))
    if not found:
        if report.skipped:
            raise FormatError(f"{report.skipped[0].where}: not an OmegaT glossary: no line has a tab")
        return
    source_lang = guess_language(cells[0] for _, cells in found)
    target_lang = guess_language(cells[1] for _, cells in found)
    if source_lang == target_lang:
        target_lang = "und"
    report.warn("file", f"the first column is read as {source_lang}, the second as {target_lang}")
    for number, cells in found:
        notes = (Note(cells[2]),) if len(cells) > 2 and cells[2] else ()
        yield Concept(f"line-{number}", (Term(cells[0], source_lang), Term(cells[1], target_lang)), notes=notes)
