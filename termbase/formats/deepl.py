"""DeepL's glossary: two columns, no header, one meaning a source term; written only."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import BinaryIO

from termbase.formats.base import Format, Header, Report
from termbase.formats.pairs import lose_details, pairs, unanswered
from termbase.model import Concept

INFO = Format("deepl", (".deepl.tsv", ".deepl.csv"), frozenset(), "DeepL glossary", reads=False)
_BYTES = 1024  # a phrase may have so many, in UTF-8
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def write(stream: BinaryIO, header: Header, concepts: Iterable[Concept], report: Report) -> None:
    """Write one line a source term; the first sense wins. Options: separator (tab, comma), forms (all, first).

    Generic short forms (执行局) come last, so that a concept whose name they are goes before one that borrows them.
    """
    first_only = header.option("forms", "all") == "first"
    chosen: dict[str, str] = {}
    late: list[tuple[str, str]] = []
    for concept in concepts:
        lose_details(concept, report, INFO.keeps)
        found = list(pairs(concept, header, report, first_only=first_only))
        report.lose("synonyms", unanswered(found))
        for pair in found:
            source, target = (" ".join(_CONTROL.sub(" ", t.text).split()) for t in (pair.source, pair.target))
            if not pair.source.is_current:
                continue
            if len(source.encode()) > _BYTES or len(target.encode()) > _BYTES:
                report.lose("pairs longer than 1,024 bytes")
            elif pair.source.form.value == "generic":
                late.append((source, target))
            else:
                _choose(chosen, source, target, report)
    for source, target in late:
        _choose(chosen, source, target, report)
    if header.option("separator", "tab") == "comma":
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows(chosen.items())
        stream.write(text.getvalue().encode("utf-8", "replace"))
    else:
        stream.write("".join(f"{s}\t{t}\n" for s, t in chosen.items()).encode("utf-8", "replace"))


def _choose(chosen: dict[str, str], source: str, target: str, report: Report) -> None:
    if source and target and chosen.setdefault(source, target) != target:
        report.lose("further senses of one source term")
