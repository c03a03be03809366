"""DSL for GoldenDict and Lingvo: UTF-16 with a byte order mark, a card a concept; written only."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import BinaryIO

from termbase.formats.base import Format, Header, Keeps, Report
from termbase.formats.pairs import lose_details, pairs
from termbase.formats.texts import one_line
from termbase.languages import is_chinese, is_english
from termbase.model import Concept

# Written only; this is what a reader of the page sees.
SHOWN = frozenset({Keeps.TERMS, Keeps.SUBJECTS, Keeps.DEFINITIONS, Keeps.NOTES})
INFO = Format("dsl", (".dsl",), SHOWN, "DSL dictionary (GoldenDict, Lingvo)", reads=False)
_SPECIAL = re.compile(r"[\[\](){}~@#^\\<>]")


def write(stream: BinaryIO, header: Header, concepts: Iterable[Concept], report: Report) -> None:
    """Write a card a concept, with all its source terms as headwords."""
    lines = [
        f'#NAME "{one_line(header.title).replace(chr(34), chr(39))}"',
        f'#INDEX_LANGUAGE "{_language(header.source)}"',
        f'#CONTENTS_LANGUAGE "{_language(header.target)}"',
        "",
    ]
    for concept in concepts:
        lose_details(concept, report, INFO.keeps)
        found = list(pairs(concept, header, report))
        if not found:
            continue
        lines += [_escape(pair.source.text) for pair in found]
        lines.append("\t[m1][trn]" + "; ".join(_escape(t.text) for t in found[0].targets) + "[/trn][/m]")
        if concept.subjects:
            lines.append("\t[m1][p]" + _escape(", ".join(concept.subjects)) + "[/p][/m]")
        lines += [f"\t[m1]{_escape(d.text)}[/m]" for d in concept.definitions]
        lines += [f"\t[m1][com]{_escape(n.text)}[/com][/m]" for n in concept.notes]
        lines.append("")
    stream.write(b"\xff\xfe" + "\r\n".join(lines).encode("utf-16-le", "replace"))


def _language(tag: str) -> str:
    return "Chinese" if is_chinese(tag) else "English" if is_english(tag) else tag


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda found: "\\" + found[0], one_line(text))
